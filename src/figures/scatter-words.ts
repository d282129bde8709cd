/** What the scatter of two metrics rests on, in words. Pure. */
import { formatNumber } from '#i18n/format.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import { type ScatterRow, sharedForms } from '#queries/scatter.ts';

/** How many reports give both metrics, of those due. */
export function pairCoverage(rows: readonly ScatterRow[], language: Language): string {
  const sum = (of: (row: ScatterRow) => number) =>
    formatNumber(
      rows.reduce((total, row) => total + of(row), 0),
      language,
    );
  const [pairs, due] = [sum((row) => row.pairs), sum((row) => row.expected)];
  return language === 'zh'
    ? `只计两项都给出的 ${pairs} 份年报，应有 ${due} 份 · 一点是一个地区`
    : `Only the ${pairs} reports that give both, of ${due} due · one dot is one region`;
}

/** Why there is no pair of values. */
export function noPairText(x: MetricId, y: MetricId, language: Language): string {
  const zh = language === 'zh';
  const [first, second] = [METRICS[x], METRICS[y]];
  if (sharedForms(x, y).length > 0) {
    return zh
      ? '所选地区和年份里，没有一份年报同时给出这两项。换一个年份，或换一个指标。'
      : 'For this place and these years no report gives both. Choose other years or another metric.';
  }
  const [one, other] = [first.forms[0] ?? '', second.forms[0] ?? ''];
  return zh
    ? `${first.name.zh}只有${one}年表式有，${second.name.zh}只有${other}年表式有：没有一份年报能同时给出，无法配对。`
    : `${first.name.en} is only on the ${one} form and ${second.name.en} only on the ${other} form: no report can give both.`;
}

/** What the drawing leaves out. */
export function scatterNote(
  rows: readonly ScatterRow[],
  absent: number,
  thin: boolean,
  language: Language,
): string {
  const zh = language === 'zh';
  const oneOnly = rows.reduce((total, row) => total + row.one_only, 0);
  const parts = [
    ...(absent > 0
      ? [
          zh
            ? `${formatNumber(absent, language)} 个地区没有同时给出两项的年报，图上没有，表里列出。`
            : `${formatNumber(absent, language)} regions have no report that gives both; they stand in the table alone.`,
        ]
      : []),
    ...(oneOnly > 0
      ? [
          zh
            ? `另有 ${formatNumber(oneOnly, language)} 份年报只给出其中一项，没有计入。`
            : `${formatNumber(oneOnly, language)} more reports give only one of the two and are left out.`,
        ]
      : []),
    ...(thin
      ? [zh ? '空心点的比率分母太小，仅供参考。' : 'Hollow dots: a rate on too few cases to be compared.']
      : []),
    zh
      ? '两项一起高低，不等于一项引起另一项。'
      : 'That two counts rise together does not mean one causes the other.',
  ];
  return parts.join(zh ? '' : ' ');
}
