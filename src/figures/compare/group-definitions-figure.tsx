import { useMemo } from 'react';
import { useLanguage } from '#i18n/use-language.ts';
import { compareQuery } from '#queries/compare.ts';
import { useAnswer } from '../answers.ts';
import { DISCLOSURE_DEFINITIONS } from '../definition-change.ts';
import { DefinitionRanking } from '../definition-switch.tsx';
import { useFigureScope } from '../figure-scope.tsx';
import { useCompareScope } from './compare-scope.tsx';
import { overlaps } from './group.ts';
import { groupRow } from './group-figures.ts';
import { groupTitle } from './group-words.ts';

/** The group compared under the definition of the disclosure rate chosen. */
export function GroupDefinitionsFigure() {
  const { group } = useCompareScope();
  const { language } = useLanguage();
  const { warehouse, tree, years, prose } = useFigureScope();
  const codes = useMemo(() => group.regions.map(({ code }) => code), [group]);
  const rows = useAnswer(
    compareQuery(warehouse, {
      metrics: DISCLOSURE_DEFINITIONS,
      regions: codes,
      years,
      split: 'pooled',
      prose,
    }),
  );
  const result = useMemo(() => {
    const { data } = rows;
    // Places that contain each other have no sum: then there is nothing to hold them against.
    const wholes =
      data === undefined || overlaps(codes)
        ? []
        : DISCLOSURE_DEFINITIONS.flatMap((id) => groupRow(data, id) ?? []);
    return { ...rows, data: data === undefined ? undefined : ([data, wholes] as const) };
  }, [rows, codes]);
  return (
    <DefinitionRanking
      figure="definitions"
      group={groupTitle(group, tree, language)}
      whole={language === 'zh' ? '全组' : 'the group'}
      regions={group.regions}
      highlight={group.focus ?? undefined}
      result={result}
    />
  );
}
