import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOME_IDS,
  DISCLOSURE_ITEM_IDS,
  DISCLOSURE_MEASURE_IDS,
  REVIEW_CHANNEL_IDS,
} from '#model/forms.ts';
import { GLOSSARY, GLOSSARY_PARTS } from '#model/glossary.ts';
import { TOWNSHIP_KINDS } from '#model/region.ts';
import { correctedFigures } from '#pages/about/corrections.ts';
import { COLUMN_ENTRIES, METRIC_ENTRIES, RULE_ENTRIES, TERM_ENTRIES } from '#pages/about/entries.ts';
import { found, wordsOf } from '#pages/about/find-entries.ts';
import { limitSentences } from '#pages/about/limit-words.ts';
import { sourceCells } from '#queries/source-cells.ts';
import { RULE_IDS } from '#rules/rule.ts';
import { TABLE_NAMES } from '#sources/package.ts';
import { readAddress } from '#view-state/address.ts';
import { addressOfEntry, metricEntry } from '#view-state/methods-address.ts';
import { DEFAULT_VIEW } from '#view-state/view-state.ts';

describe('entries of the methods page', () => {
  it('are all metrics, all rules, all terms and all columns', () => {
    expect(METRIC_ENTRIES.map(({ id }) => id).toSorted()).toEqual([...METRIC_IDS].toSorted());
    expect(RULE_ENTRIES.map(({ rule }) => rule.id)).toEqual(RULE_IDS);
    expect(TERM_ENTRIES).toHaveLength(GLOSSARY.length);
    expect(new Set(COLUMN_ENTRIES.map(({ table }) => table))).toEqual(new Set(TABLE_NAMES));
  });

  it('have addresses that lead back to them, whatever else the view holds', () => {
    const anchors = [...METRIC_ENTRIES, ...RULE_ENTRIES, ...TERM_ENTRIES].map(({ anchor }) => anchor);
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const anchor of anchors) {
      const address = addressOfEntry(anchor, { ...DEFAULT_VIEW, lang: 'en', region: '130623205' });
      const [path = '', search = ''] = address.split('?');
      const { state, issues } = readAddress(path, search);
      expect(path).toBe('/about');
      expect(issues).toEqual([]);
      expect(state).toEqual({ ...DEFAULT_VIEW, lang: 'en', region: '130623205', open: [anchor] });
    }
    expect(metricEntry('disclosure_rate_substantive')).toBe('metric-disclosure-rate-substantive');
  });

  it('are found by words in either language, by id, and by full-width letters', () => {
    const metrics = (query: string) => found(METRIC_ENTRIES, query).map(({ id }) => id);
    expect(metrics('行政许可')).toContain('permits');
    expect(metrics('disclosure rate MERITS')).toContain('disclosure_rate_merits');
    expect(found(RULE_ENTRIES, 'Ａ１３').map(({ rule }) => rule.id)).toEqual(['A13']);
    expect(found(COLUMN_ENTRIES, 'section3').map(({ column }) => column.name)).toContain('section3');
    expect(metrics('')).toHaveLength(METRIC_IDS.length);
    expect(metrics('没有这样的指标')).toEqual([]);
    expect(wordsOf(['A', undefined, 'B'])).toBe('a b');
  });
});

describe('the glossary', () => {
  it('has every row and column of both forms, and every kind of township', () => {
    const ids = new Set(GLOSSARY.map(({ id }) => id));
    const printed = [
      ...APPLICATION_OUTCOME_IDS,
      ...DISCLOSURE_ITEM_IDS,
      ...DISCLOSURE_MEASURE_IDS,
      ...APPLICANT_IDS,
      ...REVIEW_CHANNEL_IDS,
    ].map((id) => id.replaceAll('_', '-'));
    expect(printed.filter((id) => !ids.has(id))).toEqual([]);
    const terms = new Set(GLOSSARY.map(({ term }) => term.zh));
    expect(TOWNSHIP_KINDS.filter((kind) => !terms.has(kind))).toEqual([]);
    expect(['不予公开', '无法提供', '不予处理', '其他处理'].filter((term) => !terms.has(term))).toEqual([]);
  });

  it('explains each term in one sentence, in Chinese and in English', () => {
    const wrong = GLOSSARY.filter(
      ({ sentence, term, part }) =>
        !/^[^。]+。$/.test(sentence.zh) ||
        !/^[^.]+\.$/.test(sentence.en) ||
        /[\u4e00-\u9fff]/.test(sentence.en) ||
        term.zh === '' ||
        term.en === '' ||
        !Object.hasOwn(GLOSSARY_PARTS, part),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe('the cells a metric is read from', () => {
  it('are those of its formula, each once', () => {
    expect(sourceCells('permits', '2021')).toEqual(['s2.permit.decisions']);
    expect(sourceCells('completion_rate', '2019')).toEqual([
      's3.total_handled.total',
      's3.new.total',
      's3.carried_in.total',
    ]);
    expect(sourceCells('refusal_rate', '2021')).toHaveLength(9);
    expect(sourceCells('other_rate', '2019')).toEqual(['s3.other_handling.total', 's3.total_handled.total']);
  });

  it('are none on a form without them, and none for what is not printed', () => {
    expect(sourceCells('fees', '2019')).toEqual([]);
    expect(sourceCells('coverage', '2021')).toEqual([]);
  });
});

describe('corrected figures', () => {
  const log = `# Changelog

## Unreleased

- not a correction

## Corrected figures

Each one gets a line.

- 2026-02-01 · permits · 130623205 · 2023 · 38 → 33:
  the page says 33.
- 2026-01-15 · penalties · 500102130 · 2022 · 1 → 0: misread

Closing words.

## Older

- nor this
`;
  it('are the bullets of their section, line breaks mended', () => {
    expect(correctedFigures(log)).toEqual([
      '2026-02-01 · permits · 130623205 · 2023 · 38 → 33: the page says 33.',
      '2026-01-15 · penalties · 500102130 · 2022 · 1 → 0: misread',
    ]);
  });

  it('are none where the section has only words, and a fault where there is no section', () => {
    expect(correctedFigures('## Corrected figures\n\nNone yet.\n')).toEqual([]);
    expect(() => correctedFigures('# Changelog\n')).toThrow('Corrected figures');
  });

  it('can be read from the change log of this program', () => {
    const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
    expect(() => correctedFigures(changelog)).not.toThrow();
  });
});

describe('the limits of the data', () => {
  const facts = {
    listed: 100,
    reports: 30,
    townships: 20,
    several_years: 5,
    provinces: 3,
    provinces_listed: 31,
    first_year: 2021,
    last_year: 2022,
    form_2019: 4,
    form_2021: 20,
    no_form: 6,
    section2_whole: 10,
    section2_part: 2,
    section3_whole: 0,
    section3_part: 7,
    section4_whole: 1,
    section4_part: 0,
    applications_in_prose: 12,
    without_address: 0,
  };

  it('say how many of the reports due are held', () => {
    const [held] = limitSentences(facts, false, 'en');
    expect(held).toBe(
      '30 reports of 20 townships for 2021–2022 are held, from 3 of the 31 provinces in the list; of the 200 reports that its 100 townships owe for these years, that is 15%.',
    );
    expect(limitSentences(facts, false, 'zh').at(-1)).toContain('不代表');
  });

  it('do not warn of totals where nearly all reports are held', () => {
    const full = limitSentences({ ...facts, reports: 199, townships: 100, several_years: 99 }, false, 'zh');
    expect(full.join('')).not.toContain('不代表');
    expect(full.join('')).not.toContain('不到一半');
  });

  it('begin with the label where the data is made up', () => {
    expect(limitSentences(facts, true, 'zh')[0]).toContain('不得引用');
  });

  it('say so where no report is held at all', () => {
    const none = { ...facts, reports: 0, first_year: null, last_year: null };
    expect(limitSentences(none, false, 'en')).toEqual([
      'The list has 100 townships, and no report of any of them is held.',
    ]);
  });
});
