/**
 * What the offices of a county's townships did, year by year, before anybody fills in a form: applications received
 * and how they ended, documents, decisions, fees. Stocks carry over exactly from one year to the next, so every
 * consistency rule over one report and over pairs of years holds by construction.
 */
import { APPLICANT_IDS, APPLICATION_OUTCOME_IDS, type ApplicationOutcome } from '#model/forms.ts';
import type { TownshipKind } from '#model/region.ts';
import {
  between,
  binomial,
  type Draw,
  drawsFor,
  exp,
  lognormal,
  normal,
  oneOf,
  poisson,
  weighted,
} from './draws.ts';
import type { CountyTownships, Township } from './townships.ts';

/** The first year both the 2019 form and these histories know. */
export const FIRST_YEAR = 2019;

/** The six kinds of applicant of section 3, without 总计. */
export const APPLICANT_KINDS = APPLICANT_IDS.filter((id) => id !== 'total');

/** How an application can end, on the finest list of rows: form 2021's. */
export const ENDINGS = [
  'granted',
  'partly_granted',
  'refused_state_secret',
  'refused_other_law',
  'refused_three_security',
  'refused_third_party',
  'refused_internal_affairs',
  'refused_process_info',
  'refused_enforcement_file',
  'refused_admin_query',
  'unable_not_held',
  'unable_needs_creation',
  'unable_unclear_after_correction',
  'declined_petition_complaint',
  'declined_repeat',
  'declined_publication',
  'declined_mass_repeat',
  'declined_reconfirm',
  'other_no_correction',
  'other_fee_unpaid',
  'other_other',
] as const satisfies readonly (typeof APPLICATION_OUTCOME_IDS)[number][];
export type Ending = (typeof ENDINGS)[number];

const ENDING_WEIGHTS: Readonly<Record<Ending, number>> = {
  granted: 0.36,
  partly_granted: 0.11,
  refused_state_secret: 0.002,
  refused_other_law: 0.01,
  refused_three_security: 0.004,
  refused_third_party: 0.025,
  refused_internal_affairs: 0.012,
  refused_process_info: 0.02,
  refused_enforcement_file: 0.015,
  refused_admin_query: 0.03,
  unable_not_held: 0.2,
  unable_needs_creation: 0.045,
  unable_unclear_after_correction: 0.017,
  declined_petition_complaint: 0.05,
  declined_repeat: 0.03,
  declined_publication: 0.003,
  declined_mass_repeat: 0.004,
  declined_reconfirm: 0.003,
  other_no_correction: 0.02,
  other_fee_unpaid: 0.001,
  other_other: 0.039,
};

/** Natural persons, companies, research, public-interest, legal services, other. */
const APPLICANT_WEIGHTS = [0.84, 0.08, 0.004, 0.006, 0.05, 0.02] as const;

/** An item of the 2019 form's catalogue: how many there were, the change, and decisions taken under them. */
export interface CatalogueYear {
  readonly itemsPreviousYear: number;
  readonly itemsChange: number;
  readonly decisions: number;
}

export interface ReviewCounts {
  readonly upheld: number;
  readonly corrected: number;
  readonly other: number;
  readonly pending: number;
}

/** One township in one year. Counts by applicant follow the order of `APPLICANT_KINDS`. */
export interface TownshipYear {
  readonly year: number;
  readonly received: readonly number[];
  readonly carriedIn: readonly number[];
  readonly carriedOut: readonly number[];
  /** Applications handled, by ending and applicant; an ending that nobody met is left out. */
  readonly endings: ReadonlyMap<ApplicationOutcome, readonly number[]>;
  readonly reviews: Readonly<
    Record<'reconsideration' | 'direct_suit' | 'suit_after_reconsideration', ReviewCounts>
  >;
  /** 行政规范性文件 as form 2021 counts them. */
  readonly documents: { readonly issued: number; readonly repealed: number; readonly inForce: number };
  /** 规范性文件 as form 2019 counts them. */
  readonly disclosedDocuments: { readonly made: number; readonly disclosed: number; readonly total: number };
  readonly permit: CatalogueYear;
  readonly otherService: CatalogueYear;
  readonly penalty: CatalogueYear;
  readonly coercion: CatalogueYear;
  readonly feeItems: Omit<CatalogueYear, 'decisions'>;
  /** Fees charged, in whole yuan. */
  readonly feeYuan: number;
  readonly procurement: {
    readonly projects: number;
    /** The amount as the office prints it, in the unit it thinks in. */
    readonly amount: number;
    readonly unit: '' | '元' | '万元';
  };
  /** 主动公开 items stated in prose; bodies count different things. */
  readonly itemsDisclosed: number;
}

/** Applications a year, at the median of townships that get any, by kind of township. */
const APPLICATIONS_BY_KIND: Readonly<Record<TownshipKind, { median: number; dormant: number }>> = {
  街道: { median: 2.1, dormant: 0.1 },
  镇: { median: 0.9, dormant: 0.3 },
  乡: { median: 0.4, dormant: 0.45 },
  民族乡: { median: 0.3, dormant: 0.5 },
  苏木: { median: 0.2, dormant: 0.5 },
  民族苏木: { median: 0.2, dormant: 0.5 },
  地区: { median: 1.2, dormant: 0.2 },
  其他: { median: 0.4, dormant: 0.5 },
};

/** Applications relative to the country, by province code: more on the coast and in the big cities. */
const APPLICATIONS_BY_PROVINCE: Readonly<Record<string, number>> = {
  11: 3,
  12: 1.3,
  13: 0.7,
  14: 0.6,
  15: 0.4,
  21: 0.7,
  22: 0.5,
  23: 0.5,
  31: 3.2,
  32: 2.2,
  33: 2.6,
  34: 1.2,
  35: 1.3,
  36: 0.9,
  37: 1.5,
  41: 0.9,
  42: 1,
  43: 1,
  44: 2.2,
  45: 0.7,
  46: 0.8,
  50: 1.1,
  51: 0.9,
  52: 0.7,
  53: 0.5,
  54: 0.1,
  61: 0.7,
  62: 0.4,
  63: 0.2,
  64: 0.4,
  65: 0.2,
};

/** What all townships of a county share. */
interface CountyTraits {
  readonly province: string;
  readonly applications: number;
  readonly trend: number;
  readonly enforcement: number;
  /** Median fee of a township that charges any, yuan; a county's townships stay within some 20-fold of each other. */
  readonly feeYuan: number;
  readonly feeShare: number;
  /** Amounts without a unit are in yuan all over the county, else in 万元: the county tells its townships how. */
  readonly procurementInYuan: boolean;
}

/** What a township keeps over the years. */
interface TownshipTraits {
  readonly applications: number;
  readonly trend: number;
  readonly applicantWeights: readonly number[];
  readonly endingWeights: readonly number[];
  readonly carryChance: number;
  readonly permit: EnforcementTraits;
  readonly otherService: EnforcementTraits;
  readonly penalty: EnforcementTraits;
  readonly coercion: EnforcementTraits;
  readonly documentsIssued: number;
  readonly repealChance: number;
  readonly feeYuan: number;
  readonly procurementProjects: number;
  readonly yuanPerProject: number;
  readonly procurementUnit: '' | '元' | '万元';
  readonly itemsDisclosed: number;
}

interface EnforcementTraits {
  /** Decisions are taken in a year whose share of active townships is above this. */
  readonly threshold: number;
  readonly level: number;
}

/** Shares of townships that take any decision of a kind: in 2019 and, growing steadily, in 2025. */
const ACTIVE_SHARES = {
  permit: { first: 0.17, last: 0.26 },
  otherService: { first: 0.06, last: 0.06 },
  penalty: { first: 0.12, last: 0.36 },
  coercion: { first: 0.03, last: 0.08 },
} as const;

/**
 * The years `FIRST_YEAR` to `lastYear` of every township of a county, in the order of `county.townships`. A later
 * `lastYear`, or more counties, changes nothing in what is there.
 */
export function countyHistory(
  county: CountyTownships,
  seed: string,
  lastYear: number,
): ReadonlyMap<Township, readonly TownshipYear[]> {
  const traits = countyTraits(seed, county.code);
  return new Map(
    county.townships.map((township) => [township, townshipHistory(township, traits, seed, lastYear)]),
  );
}

function countyTraits(seed: string, code: string): CountyTraits {
  const draw = drawsFor(seed, 'county', code);
  const province = code.slice(0, 2);
  return {
    province,
    applications: (APPLICATIONS_BY_PROVINCE[province] ?? 1) * lognormal(draw, 1, 0.4),
    trend: 0.05 + 0.04 * normal(draw),
    enforcement: lognormal(draw, 1, 0.4),
    feeYuan: lognormal(draw, 20_000, 0.8),
    feeShare: draw() < 0.15 ? 0.4 : 0.02,
    procurementInYuan: draw() < 0.5,
  };
}

function townshipTraits(township: Township, county: CountyTraits, draw: Draw): TownshipTraits {
  const kind = APPLICATIONS_BY_KIND[township.kind];
  const dormant = draw() < kind.dormant ? 0.02 : 1;
  const tilt = exp(0.5 * normal(draw));
  return {
    applications: dormant * kind.median * county.applications * lognormal(draw, 1, 1.4),
    trend: county.trend + 0.06 * normal(draw),
    applicantWeights: APPLICANT_WEIGHTS.map((weight, i) =>
      i === 0 ? weight : weight * exp(0.6 * normal(draw)),
    ),
    endingWeights: ENDINGS.map(
      (ending, i) => ENDING_WEIGHTS[ending] * (i < 2 ? tilt : exp(0.4 * normal(draw))),
    ),
    carryChance: 0.02 + 0.1 * draw(),
    permit: { threshold: draw(), level: lognormal(draw, 110, 1.5) * county.enforcement },
    otherService: { threshold: draw(), level: lognormal(draw, 40, 1.2) },
    penalty: { threshold: draw(), level: lognormal(draw, 12, 1.4) * county.enforcement },
    coercion: { threshold: draw(), level: lognormal(draw, 3, 1.2) },
    documentsIssued: draw() < 0.16 ? lognormal(draw, 0.6, 0.9) : 0.01,
    repealChance: 0.15 * draw(),
    feeYuan: draw() < county.feeShare ? county.feeYuan * exp(clamp(0.5 * normal(draw), -1, 1)) : 0,
    procurementProjects: draw() < 0.4 ? lognormal(draw, 4, 1.1) : 0,
    yuanPerProject: lognormal(draw, 60_000, 1),
    procurementUnit: oneOf(draw, ['', '', '', '', '', '', '', '', '万元', '元']),
    itemsDisclosed: lognormal(draw, 60, 1.1),
  };
}

function townshipHistory(
  township: Township,
  county: CountyTraits,
  seed: string,
  lastYear: number,
): readonly TownshipYear[] {
  const draw = drawsFor(seed, 'township', township.code);
  const traits = townshipTraits(township, county, draw);
  const catalogues = {
    permit: openingItems(draw, 0.16, 40),
    otherService: openingItems(draw, 0.07, 15),
    penalty: openingItems(draw, 0.14, 30),
    coercion: openingItems(draw, 0.08, 6),
    fee: openingItems(draw, 0.05, 1),
  };
  let carriedIn: readonly number[] = APPLICANT_KINDS.map((_, i) =>
    poisson(draw, traits.applications * traits.carryChance * (APPLICANT_WEIGHTS[i] ?? 0)),
  );
  let inForce = poisson(draw, traits.documentsIssued * 3);
  let totalDisclosed = poisson(draw, traits.documentsIssued * 2);

  const history: TownshipYear[] = [];
  for (let year = FIRST_YEAR; year <= lastYear; year += 1) {
    const draws = drawsFor(seed, 'year', township.code, year);
    const applications = applicationsOfYear(draws, traits, carriedIn, year);
    const handled = sum([...applications.endings.values()].flat());

    const issued = poisson(draws, traits.documentsIssued);
    const repealed = binomial(draws, inForce, traits.repealChance);
    inForce += issued - repealed;
    const disclosed = binomial(draws, issued, 0.9);
    totalDisclosed += disclosed - binomial(draws, totalDisclosed, traits.repealChance);

    const catalogueYear = (
      item: 'permit' | 'otherService' | 'penalty' | 'coercion',
      growth: number,
    ): CatalogueYear => {
      const itemsPreviousYear = catalogues[item];
      const itemsChange = changeOfItems(draws, itemsPreviousYear);
      catalogues[item] = itemsPreviousYear + itemsChange;
      const decisions = decisionsOfYear(draws, traits[item], ACTIVE_SHARES[item], growth, year);
      // The same number in both columns is the very mark of a catalogue counted for decisions (rule A13).
      const clash = decisions > 0 && decisions === catalogues[item];
      return { itemsPreviousYear, itemsChange, decisions: clash ? decisions + 1 : decisions };
    };
    const permit = catalogueYear('permit', 0.06);
    const otherService = catalogueYear('otherService', 0);
    const penalty = catalogueYear('penalty', 0.08);
    const coercion = catalogueYear('coercion', 0.03);
    const feeItemsChange = draws() < 0.01 && catalogues.fee > 0 ? -1 : 0;
    const feeItems = { itemsPreviousYear: catalogues.fee, itemsChange: feeItemsChange };
    catalogues.fee += feeItemsChange;

    history.push({
      year,
      ...applications,
      carriedIn,
      reviews: reviewsOfYear(draws, handled),
      documents: { issued, repealed, inForce },
      disclosedDocuments: { made: issued, disclosed, total: totalDisclosed },
      permit,
      otherService,
      penalty,
      coercion,
      feeItems,
      feeYuan:
        traits.feeYuan === 0
          ? 0
          : 100 * Math.round((traits.feeYuan * exp(clamp(0.2 * normal(draws), -0.4, 0.4))) / 100),
      procurement: procurementOfYear(draws, traits, county),
      itemsDisclosed: Math.round(traits.itemsDisclosed * exp(0.3 * normal(draws))),
    });
    carriedIn = applications.carriedOut;
  }
  return history;
}

function applicationsOfYear(
  draw: Draw,
  traits: TownshipTraits,
  carriedIn: readonly number[],
  year: number,
): Pick<TownshipYear, 'received' | 'carriedOut' | 'endings'> {
  const mean = traits.applications * exp(traits.trend * (year - 2022) + 0.45 * normal(draw));
  const received = APPLICANT_KINDS.map(() => 0);
  for (let rest = poisson(draw, Math.min(mean, 450)); rest > 0; rest -= 1)
    increment(received, weighted(draw, traits.applicantWeights));

  const carriedOut = APPLICANT_KINDS.map(() => 0);
  const endings = new Map<Ending, number[]>();
  received.forEach((count, applicant) => {
    const accepted = count + (carriedIn[applicant] ?? 0);
    const pending = binomial(draw, accepted, traits.carryChance);
    carriedOut[applicant] = pending;
    for (let rest = accepted - pending; rest > 0; rest -= 1) {
      const ending = ENDINGS[weighted(draw, traits.endingWeights)] ?? 'granted';
      const counts = endings.get(ending) ?? APPLICANT_KINDS.map(() => 0);
      increment(counts, applicant);
      endings.set(ending, counts);
    }
  });
  return { received, carriedOut, endings };
}

function reviewsOfYear(draw: Draw, handled: number): TownshipYear['reviews'] {
  const reconsidered = poisson(draw, 0.02 + 0.03 * handled);
  return {
    reconsideration: reviewResults(draw, reconsidered),
    direct_suit: reviewResults(draw, poisson(draw, 0.008 + 0.012 * handled)),
    suit_after_reconsideration: reviewResults(draw, binomial(draw, reconsidered, 0.25)),
  };
}

function reviewResults(draw: Draw, cases: number): ReviewCounts {
  const results: [number, number, number, number] = [0, 0, 0, 0];
  for (let i = 0; i < cases; i += 1) increment(results, weighted(draw, [0.6, 0.15, 0.15, 0.1]));
  const [upheld, corrected, other, pending] = results;
  return { upheld, corrected, other, pending };
}

function openingItems(draw: Draw, share: number, median: number): number {
  return draw() < share ? Math.max(1, Math.round(lognormal(draw, median, 0.8))) : 0;
}

function changeOfItems(draw: Draw, items: number): number {
  if (items === 0) return draw() < 0.01 ? between(draw, 1, 20) : 0;
  return draw() < 0.25 ? between(draw, -Math.min(items, 8), 12) : 0;
}

function decisionsOfYear(
  draw: Draw,
  traits: EnforcementTraits,
  share: { readonly first: number; readonly last: number },
  growth: number,
  year: number,
): number {
  const progress = Math.min(1, (year - FIRST_YEAR) / 6);
  const active = traits.threshold < share.first + (share.last - share.first) * progress;
  const noise = exp(0.35 * normal(draw) + growth * (year - 2022));
  return active ? poisson(draw, Math.min(traits.level * noise, 15_000)) : 0;
}

function procurementOfYear(
  draw: Draw,
  traits: TownshipTraits,
  county: CountyTraits,
): TownshipYear['procurement'] {
  const projects = poisson(draw, traits.procurementProjects);
  const cents = Math.round(projects * traits.yuanPerProject * exp(0.3 * normal(draw)) * 100);
  const unit = traits.procurementUnit;
  const inYuan = unit === '元' || (unit === '' && county.procurementInYuan);
  return { projects, amount: inYuan ? cents / 100 : Math.round(cents / 100) / 10_000, unit };
}

function increment(counts: number[], place: number): void {
  counts[place] = (counts[place] ?? 0) + 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
