/** What a file says of itself, line by line, the same in every format. */
import { formatNumber, pick } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { citation } from './citation.ts';
import type { DataOrigin, FigureFile, FileCoverage, FileDefinition, FileFact } from './figure-file.ts';
import { WORDS } from './words.ts';

/** Title, filters, definitions, coverage, data version, sources, address, citation: all but the table itself. */
export function factsOf(file: FigureFile): readonly FileFact[] {
  return [
    ...viewFacts(file),
    ...file.definitions.map((definition) =>
      fact('definition', definitionText(definition, file.language), file),
    ),
    fact('coverage', coverageText(file.coverage, file.language), file),
    ...originFacts(file),
  ].filter(({ text }) => text !== '');
}

/** What is shown: title, subtitle, filters, notes. */
export function viewFacts(file: FigureFile): readonly FileFact[] {
  const gaps = file.rows.some((row) => row.some(({ kind }) => kind === 'missing'));
  return [
    fact('title', file.title, file),
    fact('subtitle', file.subtitle, file),
    ...file.filters,
    ...file.notes.map((note) => fact('note', note, file)),
    ...(gaps ? [fact('note', pick(WORDS.missingNote, file.language), file)] : []),
  ].filter(({ text }) => text !== '');
}

/** Where it comes from: data package and version, sources, licence, address, citation. */
export function originFacts(file: FigureFile): readonly FileFact[] {
  const { origin, language } = file;
  return [
    fact('data', originText(origin, language), file),
    ...(origin.synthetic ? [fact('note', pick(WORDS.synthetic, language), file)] : []),
    ...origin.files.map(({ path, hash }) => fact('dataFile', `${path} ${hash}`, file)),
    fact('source', file.source, file),
    ...origin.sources
      .filter((source) => source !== file.source)
      .map((source) => fact('source', source, file)),
    ...file.pages.map((page) => fact('page', page, file)),
    ...origin.licences.map((licence) => fact('licence', licence, file)),
    fact('link', file.link, file),
    fact('citation', citation(file), file),
  ].filter(({ text }) => text !== '');
}

function fact(label: keyof typeof WORDS, text: string, { language }: FigureFile): FileFact {
  return { label: pick(WORDS[label], language), text };
}

/** "样本，2019—2025，版本 1.0.0". */
export function originText({ title, version }: DataOrigin, language: Language): string {
  const name = pick(title, language);
  if (version === null) return name;
  return language === 'zh' ? `${name}，版本 ${version}` : `${name}, version ${version}`;
}

/** One metric in one line: name, meaning, formula, forms, direction, least denominator, what to mind. */
export function definitionText(definition: FileDefinition, language: Language): string {
  const { name, sentence, formula, forms, direction, leastDenominator, caveats } = definition;
  const [colon, stop] = language === 'zh' ? ['：', '。'] : [': ', '.'];
  const parts = [
    sentence,
    formula === '' ? '' : `${pick(WORDS.formula, language)}${colon}${formula}`,
    forms === '' ? '' : `${pick(WORDS.forms, language)}${colon}${forms}`,
    direction,
    leastDenominator === null ? '' : `${pick(WORDS.least, language)}${colon}${leastDenominator}`,
    ...caveats,
  ];
  const sentences = parts
    .map((part) => part.replace(/[。.；;]$/, ''))
    .filter((part) => part !== '')
    .map((part) => `${part}${stop}`);
  return sentences.length === 0 ? name : `${name}${colon}${sentences.join(language === 'zh' ? '' : ' ')}`;
}

/** How many reports the rows rest on, in one line; empty where the figure does not count them. */
export function coverageText(lines: readonly FileCoverage[], language: Language): string {
  const span = (value: (line: FileCoverage) => number | null): string => {
    const counts = lines.map(value).filter((count) => count !== null);
    if (counts.length === 0) return '';
    const [least, most] = [Math.min(...counts), Math.max(...counts)].map((count) =>
      formatNumber(count, language),
    );
    return least === most ? `${least}` : `${least}–${most}`;
  };
  const parts = (
    [
      ['stated', ({ stated }) => stated],
      ['expected', ({ expected }) => expected],
      ['filed', ({ filed }) => filed],
      ['notApplicable', ({ notApplicable }) => notApplicable],
      ['fromProse', ({ fromProse }) => fromProse],
    ] as const satisfies readonly (readonly [keyof typeof WORDS, (line: FileCoverage) => number | null])[]
  ).flatMap(([label, value]) => {
    const text = span(value);
    // Nothing of the kind is no news; no report to rest on is.
    const none = text === '0' && (label === 'notApplicable' || label === 'fromProse');
    return text === '' || none ? [] : [`${pick(WORDS[label], language)} ${text}`];
  });
  if (parts.length === 0) return '';
  const text = parts.join(language === 'zh' ? '，' : ', ');
  if (lines.length === 1) return text;
  return language === 'zh' ? `各行：${text}` : `By row: ${text}`;
}
