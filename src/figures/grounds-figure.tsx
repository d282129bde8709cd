import { type ReactNode, useMemo } from 'react';
import { printedRowName } from '#charts/flow/parts.ts';
import {
  describeItemBars,
  type ItemBarsInput,
  itemBarsHeight,
  itemBarsSpec,
} from '#charts/item-bars/spec.ts';
import { Term } from '#components/term.tsx';
import { type NamedTerm, outcomeTerm } from '#components/terms.ts';
import { formatNumber, formatYears } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import { outcomesOfGroup } from '#model/forms.ts';
import { termOfGroup } from '#model/glossary-terms.ts';
import { type Ground, groundsOf } from '#queries/grounds.ts';
import { type OutcomeMatrix, outcomeMatrixQuery } from '#queries/outcome-matrix.ts';
import { useAnswer } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { matrixFileCoverage } from './file-coverage.ts';
import { section3Text } from './flow-words.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { StoryButton } from './story/story-button.tsx';
import { useStoryOfMark } from './story/story-scope.tsx';

const ITEM_BARS: ChartKind<ItemBarsInput> = {
  spec: itemBarsSpec,
  height: itemBarsHeight,
  describe: describeItemBars,
};

const GROUNDS = outcomesOfGroup('2021', 'refused');
const REFUSED: NamedTerm = {
  ref: { term: termOfGroup('refused') },
  word: { zh: '不予公开', en: 'refusal' },
};

/** The eight grounds for refusal, most frequent first, each with the reports its count rests on. */
export function GroundsFigure() {
  const { warehouse, region, years, tree } = useFigureScope();
  const { language } = useLanguage();
  const zh = language === 'zh';
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const title = zh
    ? `${place}不予公开的八种理由，${span}`
    : `The eight grounds for refusal, ${place}, ${span}`;
  const result = useAnswer(outcomeMatrixQuery(warehouse, { region, years }));
  const input = useMemo(
    (): ItemBarsInput | null =>
      result.data === undefined
        ? null
        : {
            title,
            items: groundsOf(result.data).map((ground) => ({
              id: ground.outcome,
              name: printedRowName(ground.outcome, language),
              count: ground.count,
              note: zh
                ? `基于 ${formatNumber(ground.stated, language)} 份年报`
                : `rests on ${formatNumber(ground.stated, language)} reports`,
            })),
          },
    [result.data, title, language, zh],
  );
  const select = useStoryOfMark('refusal_rate', region);
  const story = (_: Ground, number: ReactNode) => (
    <StoryButton row={{ metric: 'refusal_rate', region_code: region, year: null }}>{number}</StoryButton>
  );
  return (
    <QueryFigure
      terms={[REFUSED, ...GROUNDS.map(outcomeTerm)]}
      id="grounds"
      title={title}
      subtitle={(matrix) => groundsCoverage(matrix, language)}
      result={result}
      metrics={['refusal_rate']}
      coverage={(matrix) =>
        matrixFileCoverage(
          matrix,
          groundsOf(matrix).map(({ outcome, stated }) => ({
            name: printedRowName(outcome, language),
            stated,
          })),
        )
      }
      isEmpty={(matrix) => groundsOf(matrix).every(({ stated }) => stated === 0)}
      empty={
        <p>
          {result.data === undefined
            ? ''
            : `${section3Text({ ...result.data, reports: result.data.filed }, language)}${zh ? '。没有一份写明任何一种理由。' : '. None states any of the grounds.'}`}
        </p>
      }
      chart={() => (input === null ? null : <KindChart kind={ITEM_BARS} input={input} onSelect={select} />)}
      table={(matrix): TableTwin<Ground> => ({
        columns: [
          {
            id: 'ground',
            header: zh ? '理由' : 'Ground',
            kind: 'text',
            rowHeader: true,
            value: (ground) => printedRowName(ground.outcome, language),
            cell: ({ outcome }) => (
              <Term of={outcomeTerm(outcome).ref}>{printedRowName(outcome, language)}</Term>
            ),
          },
          {
            id: 'count',
            header: zh ? '件数' : 'Cases',
            kind: 'number',
            value: ({ count }) => count,
            cell: (ground) => story(ground, formatNumber(ground.count, language)),
            absence: () => 'blank',
            missing: story,
          },
          {
            id: 'stated',
            header: zh ? '所据年报' : 'Reports it rests on',
            kind: 'number',
            value: ({ stated }) => stated,
          },
        ],
        rows: groundsOf(matrix),
        rowKey: ({ outcome }) => outcome,
      })}
    />
  );
}

/** Reports the counts rest on, and what they add up to. */
export function groundsCoverage(matrix: OutcomeMatrix, language: Language): string {
  const grounds = groundsOf(matrix);
  const stated = grounds.map((ground) => ground.stated);
  const [least, most] = [Math.min(...stated), Math.max(...stated)].map((n) => formatNumber(n, language));
  const span = least === most ? least : `${least}–${most}`;
  const due = formatNumber(matrix.expected, language);
  const zero = grounds.every(({ count }) => count === 0 || count === null);
  const zh = language === 'zh';
  const none = zero ? (zh ? ' · 写明的都是 0' : ' · all stated counts are 0') : '';
  return zh
    ? `单位：件 · 各项基于 ${span} 份年报，应有 ${due} 份${none}`
    : `Cases · each rests on ${span} reports of ${due} due${none}`;
}
