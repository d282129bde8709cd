/** What the charts of section 2 and 3 are looked at and tested with. */
import type { FlowInput } from '#charts/flow/spec.ts';
import type { HeatMapInput } from '#charts/heat-map/spec.ts';
import type { ItemBarsInput } from '#charts/item-bars/spec.ts';
import type { ScatterInput } from '#charts/scatter/spec.ts';
import { METRICS } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import { APPLICANTS, APPLICATION_OUTCOMES, type ApplicationOutcome, outcomesOfGroup } from '#model/forms.ts';
import { MEASURES } from '#model/measures.ts';
import type { FlowSums } from '#queries/flow.ts';
import type { ScatterRow } from '#queries/scatter.ts';

const BALANCED: FlowSums = {
  new: 5_605,
  carried_in: 417,
  outcomes: {
    granted: 2_069,
    partly_granted: 629,
    refused: 675,
    unable: 1_402,
    declined: 512,
    other: 306,
  },
  carried_out: 429,
  leaves: {
    refused_state_secret: 15,
    refused_other_law: 64,
    refused_three_security: 30,
    refused_third_party: 125,
    refused_internal_affairs: 75,
    refused_process_info: 101,
    refused_enforcement_file: 100,
    refused_admin_query: 165,
    unable_not_held: 1_037,
    unable_needs_creation: 269,
    unable_unclear_after_correction: 96,
    declined_petition_complaint: 274,
    declined_repeat: 175,
    declined_publication: 15,
    declined_mass_repeat: 33,
    declined_reconfirm: 15,
    other_no_correction: 119,
    other_fee_unpaid: 3,
    other_other: 184,
  },
  without_outcome: 0,
  without_source: 0,
};

const year = { from: 2025, to: 2025 };
const flow = (given: Partial<FlowInput>): FlowInput => ({
  title: '全国的申请从哪里来、怎样办结，2025 年',
  sums: BALANCED,
  years: year,
  unfolded: false,
  ...given,
});

const FEW: FlowSums = {
  ...BALANCED,
  new: 3,
  carried_in: 0,
  outcomes: { granted: 2, partly_granted: 0, refused: 0, unable: 1, declined: 0, other: 0 },
  carried_out: 0,
  leaves: { unable_not_held: 1 },
};

export const FLOWS: Readonly<Record<string, FlowInput>> = {
  nation: flow({}),
  unfolded: flow({ unfolded: true }),
  unbalanced: flow({
    years: { from: 2021, to: 2025 },
    sums: {
      ...BALANCED,
      new: 24_605,
      outcomes: { ...BALANCED.outcomes, granted: 19_000 },
      without_outcome: 2_300,
      without_source: 231,
    },
  }),
  few: flow({ sums: FEW, unfolded: true }),
  nothing: flow({
    sums: { ...FEW, new: 0, outcomes: { ...FEW.outcomes, granted: 0, unable: 0 }, leaves: {} },
  }),
};

type Applicants = readonly (number | null)[];
const NONE: Applicants = Array(6).fill(null);

function heatRows(
  rows: readonly ApplicationOutcome[],
  values: (index: number) => Applicants,
  lang: Language,
): HeatMapInput['groups'][number]['rows'] {
  return rows.map((id, index) => ({
    id,
    name: APPLICATION_OUTCOMES[id].name[lang],
    values: values(index),
    stated: values(index)[0] === null ? 0 : 1_650 - index,
    columnTotals: [4_588, 522, 28, 34, 295, 128],
  }));
}

export function HEAT_MAPS(lang: Language): Readonly<Record<string, HeatMapInput>> {
  const short = ['自然人 People', '企业 Firms', '科研 Research', '公益 NGOs', '法律 Legal', '其他 Other'];
  const columns = Object.entries(APPLICANTS)
    .filter(([id]) => id !== 'total')
    .map(([id, name], index) => ({
      id,
      name: name[lang],
      short: short[index]?.split(' ')[lang === 'zh' ? 0 : 1] ?? '',
    }));
  const groups = (values: (index: number) => Applicants): HeatMapInput['groups'] => [
    { name: null, rows: heatRows(['new', 'granted'], values, lang) },
    {
      name: MEASURES.refused.name[lang],
      rows: heatRows(outcomesOfGroup('2021', 'refused'), values, lang),
    },
    { name: MEASURES.other.name[lang], rows: heatRows(outcomesOfGroup('2021', 'other'), values, lang) },
  ];
  const title = lang === 'zh' ? '谁来申请、怎样办结' : 'Who applied and how it ended';
  const columnWhole = lang === 'zh' ? '该类申请人办结的申请' : 'what was handled for these applicants';
  return {
    nation: {
      title,
      columns,
      columnWhole,
      groups: groups((index) => [123_456 - index * 9_000, 520 + index, index, 0, 289, 4]),
    },
    thin: {
      title,
      columns,
      columnWhole,
      groups: groups((index) => (index === 0 ? [25, 0, 0, 0, 1, 0] : index < 3 ? [0, 0, 0, 0, 0, 0] : NONE)),
    },
    nothing: { title, columns, columnWhole, groups: groups(() => NONE) },
  };
}

const NAMES = [
  '河北省',
  '山西省',
  '内蒙古自治区',
  '新疆维吾尔自治区',
  '广西壮族自治区',
  '江苏省',
  '浙江省',
  '安徽省',
  '福建省',
  '江西省',
  '山东省',
  '河南省',
  '湖北省',
  '湖南省',
  '广东省',
  '四川省',
];

export function pair(
  code: string,
  x: number | null,
  y: number | null,
  more?: Partial<ScatterRow>,
): ScatterRow {
  return {
    region_code: code,
    x: { value: x, numerator: x, denominator: null },
    y: { value: y, numerator: y, denominator: null },
    pairs: x === null || y === null ? 0 : 3,
    one_only: 0,
    expected: 12,
    filed: 5,
    ...more,
  };
}

const regions = NAMES.map((name, index) => ({ code: `${11 + index}`, name }));

function scatter(
  values: (index: number) => readonly [number | null, number | null],
  given: Partial<ScatterInput> = {},
): ScatterInput {
  return {
    title: '各省：行政许可与行政处罚，2025 年',
    x: METRICS.permits,
    y: METRICS.penalties,
    regions,
    rows: regions.map(({ code }, index) => pair(code, ...values(index))),
    ...given,
  };
}

export const SCATTERS: Readonly<Record<string, ScatterInput>> = {
  heavy: scatter((index) => [Math.round(3 * 1.9 ** index), Math.round(2 * 1.7 ** ((index * 7) % 16))]),
  zeros: scatter((index) =>
    index < 9
      ? [0, 0]
      : index < 11
        ? [0, index * 40]
        : [Math.round(1.9 ** index), index === 13 ? 0 : 3 * index],
  ),
  straight: scatter((index) => [40 + ((index * 13) % 29), 20 + ((index * 7) % 17)]),
  rates: scatter((index) => [0.2 + ((index * 7) % 16) / 25, ((index * 5) % 16) / 16], {
    x: METRICS.disclosure_rate,
    y: METRICS.completion_rate,
    rows: regions.map(({ code }, index) => {
      const value = (part: number, whole: number) => ({
        value: part / whole,
        numerator: part,
        denominator: whole,
      });
      return pair(code, 0, 0, {
        x: value(3 + index, 40),
        y: value(index, index < 3 ? 5 : 44),
      });
    }),
    highlight: '15',
  }),
  one: scatter((index) => (index === 4 ? [12, 3] : [null, null])),
};

export function ITEM_BARS(lang: Language): Readonly<Record<string, ItemBarsInput>> {
  const items = (counts: readonly (number | null)[]): ItemBarsInput => ({
    title: lang === 'zh' ? '不予公开的八种理由' : 'The eight grounds for refusal',
    items: outcomesOfGroup('2021', 'refused').map((id, index) => ({
      id,
      name: APPLICATION_OUTCOMES[id].name[lang],
      count: counts[index] ?? null,
      note: lang === 'zh' ? '基于 3 份年报' : 'rests on 3 reports',
    })),
  });
  return {
    nation: items([16_500, 12_500, 11_300, 10_000, 7_500, 640, 30, 1]),
    thin: items([1, 0, 0, 0, null, null, null, null]),
    zeros: items(Array(8).fill(0)),
  };
}
