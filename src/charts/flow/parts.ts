/** The sides of a flow of applications: where they come from, where they go, and what does not add up. */
import { formatNumber, formatShare, MISSING_TEXT } from '#i18n/format.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { APPLICATION_OUTCOME_IDS, APPLICATION_OUTCOMES, type ApplicationOutcome } from '#model/forms.ts';
import { MEASURES } from '#model/measures.ts';
import type { YearRange } from '#model/year.ts';
import type { FlowOutcome, FlowSums } from '#queries/flow.ts';

export interface FlowInput {
  readonly title: string;
  readonly sums: FlowSums;
  readonly years: YearRange;
  /** Outcomes of several printed rows are shown row by row. */
  readonly unfolded: boolean;
}

export interface FlowPart {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** The part whose colour it takes; `gap`: what does not add up. */
  readonly tone: FlowOutcome | 'new' | 'carried' | 'gap';
  /** Where it stands under a heading: the group's name. */
  readonly group?: string;
}

export interface FlowGroup {
  /** Heading of several parts; null for a part that stands alone. */
  readonly head: string | null;
  readonly parts: readonly FlowPart[];
}

const WORDS = {
  withoutOutcome: { zh: '不平：没有去向', en: 'Does not balance: no outcome' },
  withoutSource: { zh: '不平：没有来源', en: 'Does not balance: no source' },
  other2019: { zh: '未分项（2019年表式）', en: 'Not split (2019 form)' },
  to: { zh: '要办理', en: 'To handle' },
} as const satisfies Record<string, Bilingual>;

/** Six outcomes in the order of print. */
const ORDER: readonly FlowOutcome[] = ['granted', 'partly_granted', 'refused', 'unable', 'declined', 'other'];

/** Everything that came in: both sides of the drawing add up to it, with what does not balance. */
export function flowTotal({ sums }: FlowInput): number {
  return sums.new + sums.carried_in + sums.without_source;
}

export function toHandleText(lang: Language): string {
  return WORDS.to[lang];
}

function carriedNames({ from, to }: YearRange, lang: Language): readonly [string, string] {
  if (from === to) {
    return [MEASURES.applications_carried_in.name[lang], MEASURES.applications_carried_out.name[lang]];
  }
  return lang === 'zh'
    ? [`${from - 1} 年结转来的`, `结转到 ${to + 1} 年`]
    : [`Carried in from ${from - 1}`, `Carried out to ${to + 1}`];
}

export function sourcesOf({ sums, years }: FlowInput, lang: Language): readonly FlowPart[] {
  const parts: FlowPart[] = [
    { id: 'new', label: MEASURES.applications_new.name[lang], value: sums.new, tone: 'new' },
    { id: 'carried_in', label: carriedNames(years, lang)[0], value: sums.carried_in, tone: 'carried' },
  ];
  if (sums.without_source > 0) {
    const label = WORDS.withoutSource[lang];
    parts.push({ id: 'without_source', label, value: sums.without_source, tone: 'gap' });
  }
  return parts;
}

/** The printed rows of an outcome; what is 0 in all of them is left out, the group says so by its sum. */
function leavesOf(outcome: FlowOutcome, { sums }: FlowInput, lang: Language): readonly FlowPart[] {
  const rows = APPLICATION_OUTCOME_IDS.filter((id) => APPLICATION_OUTCOMES[id].group === outcome);
  if (rows.length < 2) return [];
  const group = MEASURES[outcome].name[lang];
  return rows.flatMap((id): readonly FlowPart[] => {
    const value = sums.leaves[id] ?? 0;
    return value === 0 ? [] : [{ id, label: leafName(id, lang), value, tone: outcome, group }];
  });
}

/** A printed row of section 3, as it stands under the name of its group. */
export function printedRowName(id: ApplicationOutcome, lang: Language): string {
  return APPLICATION_OUTCOMES[id].name[lang].replace(/^Refused: (.)/, (_, first: string) =>
    first.toUpperCase(),
  );
}

function leafName(id: ApplicationOutcome, lang: Language): string {
  return id === 'other_handling' ? WORDS.other2019[lang] : printedRowName(id, lang);
}

export function destinationsOf(input: FlowInput, lang: Language): readonly FlowGroup[] {
  const { sums, years, unfolded } = input;
  const alone = (part: FlowPart): FlowGroup => ({ head: null, parts: [part] });
  const groups = ORDER.map((outcome): FlowGroup => {
    const value = sums.outcomes[outcome];
    const label = MEASURES[outcome].name[lang];
    const leaves = unfolded ? leavesOf(outcome, input, lang) : [];
    if (leaves.length === 0) return alone({ id: outcome, label, value, tone: outcome });
    return { head: `${label} ${amountText(value, flowTotal(input), lang)}`, parts: leaves };
  });
  groups.push(
    alone({
      id: 'carried_out',
      label: carriedNames(years, lang)[1],
      value: sums.carried_out,
      tone: 'carried',
    }),
  );
  if (sums.without_outcome > 0) {
    const label = WORDS.withoutOutcome[lang];
    groups.push(alone({ id: 'without_outcome', label, value: sums.without_outcome, tone: 'gap' }));
  }
  return groups;
}

/** "12（35%）" of everything that came in; the count alone where nothing did. */
export function amountText(value: number | null, total: number, lang: Language): string {
  if (value === null) return MISSING_TEXT;
  const count = formatNumber(value, lang);
  if (total === 0 || value === 0) return count;
  const share = formatShare(value / total, lang);
  return lang === 'zh' ? `${count}（${share}）` : `${count} (${share})`;
}

/** The flow in words: both sides, part by part, what is 0 left out. */
export function describeFlow(input: FlowInput, lang: Language): string {
  const zh = lang === 'zh';
  const total = flowTotal(input);
  const list = (parts: readonly FlowPart[]) =>
    parts
      .filter(({ value }) => value > 0)
      .map(({ label, value, group }) =>
        [group, `${label} ${amountText(value, total, lang)}`].filter((each) => each).join(zh ? '·' : ', '),
      )
      .join(zh ? '，' : '; ');
  if (total === 0) {
    return zh ? `${input.title}。新收和结转都是 0。` : `${input.title}. Nothing new, nothing carried in.`;
  }
  const sources = list(sourcesOf(input, lang));
  const destinations = list(destinationsOf(input, lang).flatMap(({ parts }) => parts));
  return zh
    ? `${input.title}。来源：${sources}。去向：${destinations}。`
    : `${input.title}. From: ${sources}. To: ${destinations}.`;
}
