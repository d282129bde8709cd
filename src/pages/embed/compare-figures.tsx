/** The figures of a comparison, each with the group the address names. */
import type { ComponentType } from 'react';
import { EmptyFace } from '#components/faces.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { CompareLinesFigure } from '#figures/compare/compare-lines-figure.tsx';
import { CompareGroupScope, useCompareScope } from '#figures/compare/compare-scope.tsx';
import { CompareTableFigure } from '#figures/compare/compare-table-figure.tsx';
import { GroupDefinitionsFigure } from '#figures/compare/group-definitions-figure.tsx';
import { twoYears } from '#figures/compare/group-figures.ts';
import { groupTitle } from '#figures/compare/group-words.ts';
import { DotPlotFigure } from '#figures/dot-plot-figure.tsx';
import { useFigureScope } from '#figures/figure-scope.tsx';
import { useLanguage } from '#i18n/use-language.ts';

function ofGroup(Figure: ComponentType): ComponentType {
  return function OfGroup() {
    return (
      <CompareGroupScope>
        <Figure />
      </CompareGroupScope>
    );
  };
}

function TwoYears() {
  const { group } = useCompareScope();
  const { tree, years, allYears } = useFigureScope();
  const { state } = useViewState();
  const { language } = useLanguage();
  const pair = twoYears(years, allYears);
  if (pair === null) return <EmptyFace />;
  return (
    <DotPlotFigure
      metric={state.metric}
      figure="two-years-dots"
      group={groupTitle(group, tree, language)}
      regions={group.regions}
      highlight={group.focus}
      {...pair}
    />
  );
}

export const COMPARE_FIGURES = {
  'compare-lines': ofGroup(CompareLinesFigure),
  'compare-table': ofGroup(CompareTableFigure),
  'two-years-dots': ofGroup(TwoYears),
  definitions: ofGroup(GroupDefinitionsFigure),
} as const satisfies Record<string, ComponentType>;
