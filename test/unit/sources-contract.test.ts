import { describe, expect, it } from 'vitest';
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOME_IDS,
  DISCLOSURE_ITEM_IDS,
  DISCLOSURE_MEASURE_IDS,
  REVIEW_CHANNEL_IDS,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import { NARRATIVES } from '#model/report.ts';
import { duckdbColumns, headerLine, type TableContract } from '#sources/contract.ts';
import { tableSchema } from '#sources/descriptor.ts';
import { TABLE_NAMES, TABLES } from '#sources/package.ts';

const CONTRACTS: readonly TableContract[] = TABLE_NAMES.map((table) => TABLES[table]);

describe.each(CONTRACTS.map((contract) => [contract.name, contract] as const))(
  'the contract of %s',
  (_, contract) => {
    it('names, titles and describes every column in both languages, once', () => {
      const names = contract.columns.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { name, title, description } of contract.columns) {
        expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
        for (const text of [title.zh, title.en, description.zh, description.en])
          expect(text.trim()).not.toBe('');
        expect(description.zh).toMatch(/。$/);
        expect(description.en).toMatch(/\.$/);
      }
    });

    it('names its key among its columns, and none of the key may be missing', () => {
      const keyColumns = contract.primaryKey.map((key) => contract.columns.find(({ name }) => name === key));
      expect(keyColumns.map((column) => column?.constraints?.required)).toEqual(keyColumns.map(() => true));
      expect(keyColumns.map((column) => column?.mayBeAbsent)).toEqual(keyColumns.map(() => undefined));
    });

    it('points to tables that are read before it, or to itself', () => {
      const before = CONTRACTS.slice(0, CONTRACTS.indexOf(contract) + 1);
      for (const { field, reference } of contract.foreignKeys) {
        expect(contract.columns.map(({ name }) => name)).toContain(field);
        const target = before.find(({ name }) => name === reference.table);
        expect(target?.primaryKey).toEqual([reference.field]);
      }
    });

    it('names the values of its lists', () => {
      const named = contract.columns.filter(({ categories }) => categories !== undefined);
      expect(named.map(({ categories }) => Object.keys(categories ?? {}))).toEqual(
        named.map(({ constraints }) => constraints?.enum),
      );
    });

    it('has patterns without anchors, since a pattern is always for the whole value', () => {
      const patterns = contract.columns.flatMap(({ constraints }) => constraints?.pattern ?? []);
      expect(patterns.filter((pattern) => /^\^|\$$|\(\?/.test(pattern))).toEqual([]);
      expect(() => patterns.map((pattern) => new RegExp(pattern, 'u'))).not.toThrow();
    });

    it('says what is expected wherever a pattern alone would be read by people', () => {
      for (const { constraints, expected } of contract.columns) {
        expect(expected === undefined).toBe(constraints?.pattern === undefined);
      }
    });

    it('is a Table Schema in words the standard knows', () => {
      const schema: unknown = JSON.parse(JSON.stringify(tableSchema(contract)));
      const known = ['required', 'enum', 'pattern', 'minimum', 'maximum', 'maxLength'];
      expect(schema).toMatchObject({ primaryKey: contract.primaryKey, missingValues: [''] });
      for (const { type, constraints } of contract.columns) {
        expect(['string', 'integer', 'number', 'date', 'year']).toContain(type);
        for (const constraint of Object.keys(constraints ?? {})) expect(known).toContain(constraint);
      }
    });
  },
);

describe('columns that the model knows', () => {
  it('are those of the forms, in the order of print', () => {
    const names = (table: TableContract) => table.columns.map(({ name }) => name);
    const values = (table: TableContract, column: string) =>
      table.columns.find(({ name }) => name === column)?.constraints?.enum;
    expect(names(TABLES.applications)).toEqual(['report_id', 'outcome', ...APPLICANT_IDS]);
    expect(names(TABLES.reviews)).toEqual(['report_id', 'channel', ...REVIEW_RESULT_IDS]);
    expect(
      names(TABLES.reports)
        .filter((name) => name.startsWith('narrative_'))
        .toSorted(),
    ).toEqual([...NARRATIVES].toSorted());
    expect(values(TABLES.applications, 'outcome')).toEqual(APPLICATION_OUTCOME_IDS);
    expect(values(TABLES.reviews, 'channel')).toEqual(REVIEW_CHANNEL_IDS);
    expect(values(TABLES.disclosures, 'item')).toEqual(DISCLOSURE_ITEM_IDS);
    expect(values(TABLES.disclosures, 'measure')).toEqual(DISCLOSURE_MEASURE_IDS);
  });
});

describe('what DuckDB is told', () => {
  it('is every column in order, with codes and dates as text', () => {
    expect(duckdbColumns(TABLES.disclosures)).toEqual([
      ['report_id', 'VARCHAR'],
      ['item', 'VARCHAR'],
      ['measure', 'VARCHAR'],
      ['value', 'DOUBLE'],
      ['unit', 'VARCHAR'],
    ]);
    expect(new Map(duckdbColumns(TABLES.reports)).get('year')).toBe('INTEGER');
    expect(new Map(duckdbColumns(TABLES.reports)).get('published_on')).toBe('VARCHAR');
  });

  it('is the header of the file', () => {
    expect(headerLine(TABLES.regions)).toBe('code,name,level,parent_code,kind');
  });
});
