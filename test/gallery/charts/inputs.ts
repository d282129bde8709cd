/** What the charts are looked at and tested with: thin, real-looking samples and a made-up nation. */
import type { ChoroplethInput } from '#charts/choropleth/spec.ts';
import type { CompositionInput } from '#charts/composition/spec.ts';
import type { OutlineMap } from '#charts/geometry.ts';
import { quantile } from '#charts/quantile.ts';
import type { RankedBarsInput } from '#charts/ranked-bars/spec.ts';
import type { SmallMultiplesInput } from '#charts/small-multiples/spec.ts';
import type { SpreadInput } from '#charts/spread/spec.ts';
import type { StripInput } from '#charts/strip/spec.ts';
import type { TrendInput } from '#charts/trend/spec.ts';
import type { UnitChartInput } from '#charts/unit-chart/spec.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import { MEASURES, type MeasureId } from '#model/measures.ts';
import { spreadBounds, type TownshipSpread } from '#queries/township-spread.ts';
import { FORMS_2019_TO_2025, forms, rate, row, yearly } from '../../charts/support/rows.ts';

const years = { from: 2019, to: 2025 };

/** Repeatable noise: the nation looks the same every time. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

export const TRENDS: Readonly<Record<string, TrendInput>> = {
  township: {
    metric: METRICS.permits,
    years,
    forms: FORMS_2019_TO_2025,
    series: [
      {
        name: '其中口乡',
        rows: [...yearly(2019, [12, 40, null, 0, 26]), row(31, { year: 2024, from_prose: 1 })],
      },
    ],
  },
  zeros: {
    metric: METRICS.applications_new,
    years,
    forms: FORMS_2019_TO_2025,
    series: [{ name: '其中口乡', rows: yearly(2019, [0, 0, null, 0, 0, null, 0]) }],
  },
  isolated: {
    metric: METRICS.penalties,
    years,
    forms: forms({ 2020: [1, 0], 2023: [0, 1] }),
    series: [{ name: '其中口乡', rows: yearly(2019, [null, 3, null, null, 1, null, null]) }],
  },
  nothing: {
    metric: METRICS.penalties,
    years,
    forms: [],
    series: [{ name: '其中口乡', rows: [] }],
  },
  oneForm: {
    metric: METRICS.fees,
    years,
    forms: FORMS_2019_TO_2025,
    series: [
      {
        name: '涞源县',
        rows: yearly(2019, [null, null, 12.5, 8.2, null, 30.75, 2.4], {
          expected: 17,
          stated: 9,
          filed: 12,
        }).map((each) =>
          each.value === null ? { ...each, stated: 0, not_applicable: each.year === 2023 ? 0 : 12 } : each,
        ),
      },
    ],
  },
  nation: {
    metric: METRICS.permits,
    years,
    forms: FORMS_2019_TO_2025,
    series: [
      {
        name: '全国',
        rows: yearly(2019, [1_204_331, 1_630_221, 2_480_090, 2_790_512, 3_104_870, 3_350_001, 2_904_113], {
          expected: 41_352,
          stated: 38_210,
          filed: 39_000,
          from_prose: 812,
        }),
      },
    ],
  },
  provinces: {
    metric: METRICS.disclosure_rate,
    years,
    forms: FORMS_2019_TO_2025,
    series: (
      [
        ['河北省', 'main', [0.42, 0.45, 0.47, 0.44, 0.5, 0.52, 0.51]],
        ['内蒙古自治区', 'main', [0.31, 0.36, null, 0.37, 0.41, 0.44, 0.49]],
        ['新疆维吾尔自治区', 'main', [0.25, 0.22, 0.28, 0.3, 0.33, 0.31, null]],
        ['全国', 'context', [0.36, 0.37, 0.39, 0.4, 0.42, 0.44, 0.45]],
      ] as const
    ).map(([name, role, values]) => ({
      name,
      role,
      rows: values.map((value, k) =>
        value === null
          ? row(null, { year: 2019 + k, metric: 'disclosure_rate' })
          : rate('disclosure_rate', Math.round(value * 900), 900, {
              year: 2019 + k,
              stated: 120,
              expected: 300,
            }),
      ),
    })),
  },
  backlog: {
    metric: METRICS.backlog_change,
    years,
    forms: FORMS_2019_TO_2025,
    series: [{ name: '保定市', rows: yearly(2019, [4, -3, 0, 12, -7, null, 2]) }],
  },
};

const TOWNSHIPS = [
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
  '留家庄乡',
  '上庄乡',
  '东团堡乡',
  '塔崖驿乡',
  '乌龙沟乡',
  '烟煤洞镇',
  '其中口乡',
].map((name, index) => ({ code: `1306302${String(index).padStart(2, '0')}`, name }));
const OWN = TOWNSHIPS[17]?.code ?? '';

const PROVINCES = [
  ['11', '北京市'],
  ['12', '天津市'],
  ['13', '河北省'],
  ['14', '山西省'],
  ['15', '内蒙古自治区'],
  ['21', '辽宁省'],
  ['22', '吉林省'],
  ['23', '黑龙江省'],
  ['31', '上海市'],
  ['32', '江苏省'],
  ['33', '浙江省'],
  ['34', '安徽省'],
  ['35', '福建省'],
  ['36', '江西省'],
  ['37', '山东省'],
  ['41', '河南省'],
  ['42', '湖北省'],
  ['43', '湖南省'],
  ['44', '广东省'],
  ['45', '广西壮族自治区'],
  ['46', '海南省'],
  ['50', '重庆市'],
  ['51', '四川省'],
  ['52', '贵州省'],
  ['53', '云南省'],
  ['54', '西藏自治区'],
  ['61', '陕西省'],
  ['62', '甘肃省'],
  ['63', '青海省'],
  ['64', '宁夏回族自治区'],
  ['65', '新疆维吾尔自治区'],
].map(([code = '', name = '']) => ({ code, name }));

const random = noise(7);
const manyCounties = Array.from({ length: 1_990 }, (_, index) => ({
  code: `${100_000 + index}`,
  name: `第${index + 1}县`,
}));

function rates(
  metric: MetricId,
  groups: readonly { code: string }[],
  cases: readonly (readonly [number, number] | null)[],
) {
  return groups.flatMap(({ code }, index) => {
    const pair = cases[index];
    return pair ? [rate(metric, pair[0], pair[1], { region_code: code, year: 2023 })] : [];
  });
}

const provinceRates = PROVINCES.map(({ code }, index) => {
  const whole = [900, 4, 312, 60, 45, 130][index % 6] ?? 80;
  const share = 0.25 + 0.5 * random();
  return rate('disclosure_rate', Math.round(share * whole), whole, {
    region_code: code,
    year: 2023,
    stated: 40,
    expected: 90,
  });
});

export const RANKINGS: Readonly<Record<string, RankedBarsInput>> = {
  county: {
    metric: METRICS.permits,
    regions: TOWNSHIPS,
    highlight: OWN,
    rows: [312, 40, 26, 0, 0, 5, 118, null, null, 9, 0, null].flatMap((value, index) => {
      const code = TOWNSHIPS[17 - index]?.code ?? '';
      return value === null
        ? [row(null, { region_code: code, year: 2023, filed: 1, not_applicable: index % 2 })]
        : [row(value, { region_code: code, year: 2023, from_prose: index === 1 ? 1 : 0 })];
    }),
  },
  provinces: {
    metric: METRICS.penalties,
    regions: PROVINCES,
    highlight: '13',
    rows: PROVINCES.map(({ code }) =>
      row(Math.round(10 ** (2 + 4.4 * random())), {
        region_code: code,
        year: 2023,
        stated: 900,
        expected: 1300,
        filed: 1000,
      }),
    ),
  },
  counties: {
    metric: METRICS.applications_new,
    regions: manyCounties,
    highlight: '101234',
    rows: manyCounties.slice(0, 1_700).map(({ code }) =>
      row(Math.round(1200 * random() ** 6), {
        region_code: code,
        year: 2023,
        expected: 14,
        stated: 9,
        filed: 10,
      }),
    ),
  },
  rates: {
    metric: METRICS.disclosure_rate,
    regions: TOWNSHIPS,
    highlight: OWN,
    parent: { name: '涞源县', row: rate('disclosure_rate', 121, 301, { region_code: '130630' }) },
    rows: rates('disclosure_rate', TOWNSHIPS, [
      [40, 60],
      [2, 30],
      [7, 20],
      [0, 0],
      [3, 4],
      [0, 2],
      [12, 25],
      null,
      [1, 1],
      [14, 40],
      [9, 30],
      null,
      [0, 0],
      [20, 41],
      null,
      null,
      [5, 11],
      [8, 37],
    ]),
  },
  provinceRates: {
    metric: METRICS.disclosure_rate,
    regions: PROVINCES,
    highlight: '51',
    parent: { name: '全国', row: rate('disclosure_rate', 2_961, 6_210, { region_code: '0' }) },
    rows: provinceRates,
  },
  backlog: {
    metric: METRICS.backlog_change,
    regions: TOWNSHIPS.slice(0, 7),
    rows: [4, -2, 0, 0, 7, -5].map((value, index) =>
      row(value, { region_code: TOWNSHIPS[index]?.code ?? '' }),
    ),
  },
  nothing: { metric: METRICS.permits, regions: TOWNSHIPS.slice(0, 5), rows: [] },
};

export const MULTIPLES: Readonly<Record<string, SmallMultiplesInput>> = {
  metrics: {
    sharedScale: false,
    panels: (
      ['permits', 'penalties', 'applications_new', 'reconsiderations', 'fees', 'disclosure_rate'] as const
    ).map((id, k) => ({
      title: METRICS[id].name.zh,
      metric: METRICS[id],
      years,
      forms: FORMS_2019_TO_2025,
      series: [
        {
          name: '其中口乡',
          rows:
            id === 'disclosure_rate'
              ? [
                  rate(id, 2, 3, { year: 2021 }),
                  rate(id, 0, 0, { year: 2022 }),
                  rate(id, 1, 4, { year: 2024 }),
                ]
              : yearly(
                  2019,
                  id === 'fees' ? [null, null, 1.5, 0, null, 2.25] : [3 * k, 8, null, 0, 5 + k, 31, null],
                ),
        },
      ],
    })),
  },
  regions: {
    sharedScale: true,
    panels: TOWNSHIPS.slice(6).map(({ name }, k) => ({
      title: name,
      metric: METRICS.permits,
      years,
      forms: FORMS_2019_TO_2025,
      series: [
        { name: '县中位数', role: 'context' as const, rows: yearly(2019, [10, 14, 20, 22, 24, 26, 30]) },
        {
          name: '本乡镇',
          rows:
            k === 4
              ? []
              : yearly(
                  2019,
                  Array.from({ length: 7 }, () => (random() < 0.25 ? null : Math.round(140 * random() ** 3))),
                  {
                    from_prose: k % 5 === 0 ? 1 : 0,
                  },
                ),
        },
      ],
    })),
  },
};

function spreadOf(
  metric: MetricId,
  values: readonly number[],
  given: Partial<TownshipSpread> = {},
): TownshipSpread {
  const bounds = spreadBounds(metric);
  const bins = bounds.slice(1).map((to, index) => {
    const from = bounds[index] ?? 0;
    return { from, to, count: values.filter((value) => value > from && value <= to).length };
  });
  const sorted = [...values].sort((a, b) => a - b);
  return {
    bins: bins.slice(0, bins.findLastIndex(({ count }) => count > 0) + 1),
    negative: values.filter((value) => value < 0).length,
    zero: values.filter((value) => value === 0).length,
    n: values.length,
    thin: 0,
    undefined_rate: 0,
    missing: 0,
    not_applicable: 0,
    not_filed: 0,
    median: quantile(sorted, 0.5),
    p25: quantile(sorted, 0.25),
    p75: quantile(sorted, 0.75),
    max: sorted.at(-1) ?? null,
    ...given,
  };
}

export const SPREADS: Readonly<Record<string, SpreadInput>> = {
  county: {
    metric: METRICS.permits,
    spread: spreadOf('permits', [0, 0, 0, 5, 9, 26, 40, 118, 312], { missing: 3, not_filed: 6 }),
    own: { name: '其中口乡', value: 26 },
  },
  nation: {
    metric: METRICS.penalties,
    spread: spreadOf(
      'penalties',
      Array.from({ length: 38_000 }, () => (random() < 0.4 ? 0 : Math.round(10 ** (4.6 * random() ** 2)))),
      { missing: 1_203, not_filed: 2_149 },
    ),
    own: { name: '其中口乡', value: 0 },
  },
  shares: {
    metric: METRICS.disclosure_rate,
    spread: spreadOf(
      'disclosure_rate',
      Array.from({ length: 640 }, () =>
        random() < 0.1 ? 0 : random() < 0.1 ? 1 : Math.min(1, 0.3 + 0.6 * random() * random()),
      ),
      { thin: 9_300, undefined_rate: 24_000, missing: 900, not_filed: 6_000 },
    ),
    own: { name: '其中口乡', value: 0.45 },
  },
  thin: {
    metric: METRICS.applications_new,
    spread: spreadOf('applications_new', [0, 0, 0, 1], { not_filed: 14 }),
  },
  nothing: { metric: METRICS.applications_new, spread: spreadOf('applications_new', [], { not_filed: 18 }) },
};

const OUTCOMES = [
  'granted',
  'partly_granted',
  'refused',
  'unable',
  'declined',
  'other',
] as const satisfies readonly MeasureId[];

export const COMPOSITIONS = (lang: Language): Readonly<Record<string, CompositionInput>> => {
  const parts = OUTCOMES.map((id) => ({ id, name: MEASURES[id].name[lang] }));
  const title = lang === 'zh' ? '申请办理结果' : 'How applications ended';
  const byYear = [
    [12, 4, 3, 20, 1, 0],
    [30, 9, 4, 41, 6, 2],
    null,
    [0, 0, 0, 0, 0, 0],
    [55, 20, 18, 70, 12, 9],
    [61, 18, 2, 90, 3, 1],
    [1, 0, 0, 2, 0, 0],
  ].map((values, k) => ({
    label: `${2019 + k}`,
    row: {
      region_code: '130630',
      year: 2019 + k,
      parts: values ?? OUTCOMES.map(() => null),
      stated: values ? 9 : 0,
      expected: 18,
      filed: values ? 12 : 7,
    },
  }));
  return {
    share: { title, parts, lines: byYear, mode: 'share' },
    absolute: { title, parts, lines: byYear, mode: 'absolute', patterns: true },
    palette: {
      title,
      parts: parts.map(({ name }, k) => ({ id: `part-${k}`, name })),
      lines: byYear.slice(0, 3),
      mode: 'share',
    },
    provinces: {
      title,
      parts,
      mode: 'share',
      lines: PROVINCES.slice(0, 8).map(({ code, name }, k) => ({
        label: name,
        target: { region: code },
        row: {
          region_code: code,
          year: 2023,
          parts: OUTCOMES.map((_, at) => Math.round(4_000 * random() ** (1 + at / 2)) * (k + 1)),
          stated: 800,
          expected: 1_200,
          filed: 900,
        },
      })),
    },
  };
};

export const STRIPS: Readonly<Record<string, StripInput>> = {
  county: { metric: METRICS.permits, regions: TOWNSHIPS, rows: RANKINGS['county']?.rows ?? [], own: OWN },
  ownMissing: {
    metric: METRICS.permits,
    regions: TOWNSHIPS,
    rows: RANKINGS['county']?.rows.slice(1) ?? [],
    own: OWN,
  },
  zeros: {
    metric: METRICS.applications_new,
    regions: TOWNSHIPS,
    rows: TOWNSHIPS.slice(2).map(({ code }, k) =>
      row(k % 7 === 0 ? 1 : 0, { region_code: code, year: 2023 }),
    ),
    own: OWN,
  },
  rates: {
    metric: METRICS.disclosure_rate,
    regions: TOWNSHIPS,
    rows: RANKINGS['rates']?.rows ?? [],
    own: OWN,
  },
  provinces: {
    metric: METRICS.penalties,
    regions: PROVINCES,
    rows: RANKINGS['provinces']?.rows ?? [],
    own: '13',
  },
  crowd: {
    metric: METRICS.applications_new,
    regions: manyCounties.slice(0, 320),
    rows: (RANKINGS['counties']?.rows ?? []).slice(0, 310),
    own: '100111',
  },
};

export const UNITS = (lang: Language): Readonly<Record<string, UnitChartInput>> => {
  const title = lang === 'zh' ? '申请怎样办结' : 'How applications ended';
  const named = (counts: readonly (number | null)[]) => ({
    title,
    groups: OUTCOMES.map((id, k) => ({
      id,
      name: MEASURES[id].name[lang],
      count: counts[k] ?? null,
      emphasis: k < 2,
    })),
  });
  return { few: named([3, 1, 0, 7, null, 0]), many: named([24, 3, 2, 27, 1, 0]) };
};

export function choropleths(
  nation: OutlineMap,
  hebei: OutlineMap,
): Readonly<Record<string, ChoroplethInput>> {
  const prefectures = hebei.features.map(({ properties }) => ({
    code: properties.code ?? '',
    name: properties.name,
  }));
  return {
    nation: {
      metric: METRICS.penalties,
      region: '0',
      outlines: nation,
      regions: PROVINCES,
      highlight: '13',
      rows: (RANKINGS['provinces']?.rows ?? [])
        .filter((_, k) => k % 9 !== 4)
        .map((each, k) => (k % 11 === 3 ? { ...each, value: 0 } : each)),
    },
    nationRates: {
      metric: METRICS.disclosure_rate,
      region: '0',
      outlines: nation,
      regions: PROVINCES,
      rows: provinceRates,
    },
    province: {
      metric: METRICS.applications_new,
      region: '13',
      outlines: hebei,
      regions: [...prefectures, { code: '1399', name: '雄安新区' }],
      rows: [4, 0, 0, 1, 12, 3, 2].map((value, k) =>
        row(value, { region_code: prefectures[k]?.code ?? '', expected: 120, stated: 3, filed: 4 }),
      ),
    },
    backlog: {
      metric: METRICS.backlog_change,
      region: '13',
      outlines: hebei,
      regions: prefectures,
      rows: [4, 0, -3, 1, 12, -30, 2, 55, -8, 16].map((value, k) =>
        row(value, { region_code: prefectures[k]?.code ?? '', expected: 120, stated: 30, filed: 40 }),
      ),
    },
  };
}
