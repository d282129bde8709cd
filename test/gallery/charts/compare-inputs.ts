/** Inputs of the charts that compare: funnels, lines of several regions, two years. */
import type { CompareLinesInput } from '#charts/compare-lines/spec.ts';
import type { DotPlotInput } from '#charts/dot-plot/spec.ts';
import type { FunnelInput } from '#charts/funnel/spec.ts';
import { METRICS } from '#metrics/registry.ts';
import { FORMS_2019_TO_2025, rate, row, yearly } from '../../charts/support/rows.ts';

const years = { from: 2019, to: 2025 };
const NAMES = [
  '其中口乡',
  '涞源镇',
  '银坊镇',
  '走马驿镇',
  '水堡镇',
  '王安镇',
  '杨家庄镇',
  '白石山镇',
  '南屯镇',
  '南马庄乡',
  '北石佛乡',
  '金家井乡',
];
const TOWNSHIPS = NAMES.map((name, index) => ({ code: `${130_630_101 + index}`, name }));
const PLACES = Array.from('冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁新', (short, index) => ({
  code: `${13 + index}`,
  name: `${short}省`,
}));

const funnel = (
  cases: readonly (readonly [part: number, whole: number])[],
  whole: readonly [number, number],
): FunnelInput => ({
  metric: METRICS.reconsideration_correction_rate,
  cases: { zh: '已审结的复议（件）', en: 'Closed reconsiderations' },
  regions: PLACES,
  rows: cases.map(([part, of], index) =>
    rate('reconsideration_correction_rate', part, of, {
      region_code: PLACES[index]?.code ?? '',
      stated: 40,
      expected: 90,
    }),
  ),
  parent: { name: '全国', row: rate('reconsideration_correction_rate', ...whole, { region_code: '0' }) },
});

export const FUNNELS: Readonly<Record<string, FunnelInput>> = {
  provinces: {
    ...funnel(
      [
        [4, 31],
        [9, 44],
        [61, 190],
        [3, 22],
        [8, 62],
        [0, 12],
        [70, 520],
        [22, 130],
        [2, 4],
        [1, 1],
        [0, 3],
        [0, 3],
        [19, 98],
        [13, 40],
        [5, 71],
        [1, 55],
        [6, 33],
        [0, 0],
        [11, 88],
        [15, 29],
      ],
      [250, 1456],
    ),
    highlight: '15',
  },
  farApart: funnel(
    [
      [900, 6000],
      [3, 10],
      [12, 40],
      [2, 14],
      [30, 160],
      [9, 11],
      [0, 25],
      [4, 30],
    ],
    [960, 6290],
  ),
  thin: funnel(
    [
      [0, 1],
      [1, 2],
      [0, 4],
      [2, 9],
    ],
    [3, 16],
  ),
  nothingCorrected: funnel(
    [
      [0, 12],
      [0, 30],
    ],
    [0, 42],
  ),
};

const series = (values: readonly (number | null)[], at: number) => ({
  name: TOWNSHIPS[at]?.name ?? '',
  rows: yearly(2019, values, { region_code: TOWNSHIPS[at]?.code ?? '' }),
  ...(at === 0 ? {} : { role: 'context' as const }),
});

export const COMPARISONS: Readonly<Record<string, CompareLinesInput>> = {
  picked: {
    panels: (['permits', 'penalties', 'applications_new', 'fees'] as const).map((metric, panel) => ({
      metric: METRICS[metric],
      title: METRICS[metric].name.zh,
      years,
      forms: FORMS_2019_TO_2025,
      series: TOWNSHIPS.map((_, at) =>
        series(
          [12, 40, null, 0, 26, 31, 18].map((value) =>
            value === null || (at + panel) % 5 === 4 ? null : Math.round((value * (at + 1)) / (panel + 1)),
          ),
          at,
        ),
      ),
    })),
  },
  group: {
    panels: (['permits', 'disclosure_rate'] as const).map((metric) => ({
      metric: METRICS[metric],
      title: METRICS[metric].name.en,
      years,
      forms: [],
      series: [
        {
          name: '其中口乡',
          rows:
            metric === 'permits'
              ? yearly(2019, [12, 40, null, 0, 26, 31, 18])
              : [rate('disclosure_rate', 3, 12, { year: 2023 })],
        },
      ],
      bands:
        metric === 'permits'
          ? [2019, 2020, 2021, 2023, 2024, 2025].map((year, index) => ({
              year,
              p25: 4 + index,
              median: 12 + index,
              p75: 30 + 2 * index,
              n: 40,
            }))
          : [{ year: 2023, p25: 0.2, median: 0.4, p75: 0.55, n: 9 }],
    })),
  },
  alone: {
    panels: [
      {
        metric: METRICS.coercions,
        title: '行政强制',
        years,
        forms: [],
        series: [{ name: '其中口乡', rows: [] }],
      },
    ],
  },
};

export const DOT_PLOTS: Readonly<Record<string, DotPlotInput>> = {
  counts: {
    metric: METRICS.permits,
    first: 2021,
    last: 2023,
    regions: TOWNSHIPS,
    highlight: TOWNSHIPS[0]?.code ?? '',
    rows: TOWNSHIPS.flatMap(({ code }, index) => [
      ...(index % 4 === 3 ? [] : [row(12 * index, { region_code: code, year: 2021 })]),
      ...(index === 5
        ? [row(null, { region_code: code, year: 2023, filed: 1 })]
        : [row((index * 977) % 140, { region_code: code, year: 2023 })]),
    ]),
  },
  rates: {
    metric: METRICS.disclosure_rate,
    first: 2022,
    last: 2023,
    regions: TOWNSHIPS.slice(0, 5),
    rows: [
      [3, 12, 5, 11],
      [0, 2, 6, 30],
      [9, 10, 2, 20],
      [0, 0, 4, 15],
    ].flatMap(([a = 0, b = 0, c = 0, d = 0], index) => {
      const code = TOWNSHIPS[index]?.code ?? '';
      return [
        rate('disclosure_rate', a, b, { region_code: code, year: 2022 }),
        rate('disclosure_rate', c, d, { region_code: code, year: 2023 }),
      ];
    }),
  },
  money: {
    metric: METRICS.fees,
    first: 2021,
    last: 2025,
    regions: TOWNSHIPS.slice(0, 3),
    rows: [
      row(0.35, { metric: 'fees', region_code: TOWNSHIPS[0]?.code ?? '', year: 2021 }),
      row(120, { metric: 'fees', region_code: TOWNSHIPS[0]?.code ?? '', year: 2025 }),
      row(0, { metric: 'fees', region_code: TOWNSHIPS[1]?.code ?? '', year: 2025 }),
    ],
  },
  many: {
    metric: METRICS.penalties,
    first: 2021,
    last: 2023,
    regions: Array.from({ length: 60 }, (_, index) => ({
      code: `${370_101_001 + index}`,
      name: `第${index + 1}街道`,
    })),
    highlight: '370101060',
    rows: Array.from({ length: 60 }, (_, index) => [
      row(index, { region_code: `${370_101_001 + index}`, year: 2021 }),
      row(60 - index, { region_code: `${370_101_001 + index}`, year: 2023 }),
    ]).flat(),
  },
};
