/** Words that open their entry: what a figure, a section or a sentence says which words of it are terms. Pure. */
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import {
  APPLICANTS,
  APPLICATION_OUTCOMES,
  type Applicant,
  type ApplicationOutcome,
  DISCLOSURE_ITEMS,
  DISCLOSURE_MEASURES,
  type DisclosureItem,
  type DisclosureMeasure,
  REVIEW_CHANNELS,
  REVIEW_RESULTS,
  type ReviewChannel,
  type ReviewResult,
} from '#model/forms.ts';
import type { SiteTerm } from '#model/glossary.ts';
import {
  termOfApplicant,
  termOfChannel,
  termOfColumn,
  termOfItem,
  termOfMeasure,
  termOfOutcome,
  termOfResult,
} from '#model/glossary-terms.ts';
import { type MeasureId, measureOf } from '#model/measures.ts';

/** An entry of the methods page: a metric, or a term of the glossary by its id. */
export type TermRef = { readonly metric: MetricId } | { readonly term: string };

/** A word as it stands in a text, and the entry it opens. */
export interface NamedTerm {
  readonly ref: TermRef;
  readonly word: Bilingual;
}

export function metricTerm(metric: MetricId): NamedTerm {
  return { ref: { metric }, word: METRICS[metric].name };
}

/** Words of the site's own, such as 分母. */
export function siteTerm(term: SiteTerm, word: Bilingual): NamedTerm {
  return { ref: { term }, word };
}

export function itemTerm(item: DisclosureItem): NamedTerm {
  return { ref: { term: termOfItem(item) }, word: DISCLOSURE_ITEMS[item].name };
}

export function columnTerm(column: DisclosureMeasure): NamedTerm {
  return { ref: { term: termOfColumn(column) }, word: DISCLOSURE_MEASURES[column].name };
}

export function outcomeTerm(outcome: ApplicationOutcome): NamedTerm {
  return { ref: { term: termOfOutcome(outcome) }, word: APPLICATION_OUTCOMES[outcome].name };
}

export function applicantTerm(applicant: Applicant): NamedTerm {
  return { ref: { term: termOfApplicant(applicant) }, word: APPLICANTS[applicant] };
}

export function channelTerm(channel: ReviewChannel): NamedTerm {
  return { ref: { term: termOfChannel(channel) }, word: REVIEW_CHANNELS[channel] };
}

export function resultTerm(result: ReviewResult): NamedTerm {
  return { ref: { term: termOfResult(result) }, word: REVIEW_RESULTS[result] };
}

/** What a measure counts, under the measure's name; none where it is printed nowhere. */
export function measureTerms(measure: MeasureId): readonly NamedTerm[] {
  const term = termOfMeasure(measure);
  return term === undefined ? [] : [{ ref: { term }, word: measureOf(measure).name }];
}

export function termKey(ref: TermRef): string {
  return 'metric' in ref ? `metric ${ref.metric}` : `term ${ref.term}`;
}

/** A text in pieces, some of which are terms. */
export type TextPiece = string | { readonly text: string; readonly ref: TermRef };

const LETTER = /\p{Script=Latin}/u;

/** Where a word stands in a text as a word of its own; in English its case does not matter. -1 where nowhere. */
function placeOf(text: string, word: string): number {
  const [where, what] = [text.toLowerCase(), word.toLowerCase()];
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) {
    const before = text[at - 1] ?? '';
    const after = text[at + word.length] ?? '';
    const inWord = LETTER.test(word) && (LETTER.test(before) || LETTER.test(after));
    if (!inWord) return at;
  }
  return -1;
}

/**
 * The text with the first occurrence of each term set apart; of two that overlap the longer one stands. An entry
 * is opened by one word only.
 */
export function splitByTerms(
  text: string,
  terms: readonly NamedTerm[],
  language: Language,
): readonly TextPiece[] {
  const found = terms
    .map(({ ref, word }) => ({ ref, at: placeOf(text, word[language]), length: word[language].length }))
    .filter(({ at, length }) => at >= 0 && length > 0)
    .sort((a, b) => b.length - a.length || a.at - b.at);
  const taken: typeof found = [];
  for (const each of found) {
    const clashes = taken.some(
      ({ ref, at, length }) =>
        termKey(ref) === termKey(each.ref) || (each.at < at + length && at < each.at + each.length),
    );
    if (!clashes) taken.push(each);
  }
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const { ref, at, length } of taken.sort((a, b) => a.at - b.at)) {
    if (at > done) pieces.push(text.slice(done, at));
    pieces.push({ text: text.slice(at, at + length), ref });
    done = at + length;
  }
  if (done < text.length) pieces.push(text.slice(done));
  return pieces;
}

/** Terms that none of the texts names, each entry once. */
export function termsLeft(
  texts: readonly string[],
  terms: readonly NamedTerm[],
  language: Language,
): readonly NamedTerm[] {
  const named = new Set(
    texts.flatMap((text) =>
      splitByTerms(text, terms, language).flatMap((piece) =>
        typeof piece === 'string' ? [] : [termKey(piece.ref)],
      ),
    ),
  );
  return terms.filter(({ ref }) => {
    const key = termKey(ref);
    const fresh = !named.has(key);
    named.add(key);
    return fresh;
  });
}
