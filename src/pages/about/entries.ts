/** The entries of the page, each made from what the program runs on: registry, rules, glossary, contracts. */
import { type MetricDefinition, TOPICS, type Topic } from '#metrics/metric.ts';
import { METRICS, type MetricId, metricsOfTopic } from '#metrics/registry.ts';
import { GLOSSARY, GLOSSARY_PARTS, type GlossaryEntry, type GlossaryPart } from '#model/glossary.ts';
import { RULES } from '#rules/registry.ts';
import type { Rule } from '#rules/rule.ts';
import type { ColumnContract, TableContract } from '#sources/contract.ts';
import { TABLE_NAMES, TABLES, type TableName } from '#sources/package.ts';
import { metricEntry, ruleEntry, termEntry } from '#view-state/methods-address.ts';
import { type Findable, wordsOf } from './find-entries.ts';

export interface MetricEntry extends Findable {
  readonly anchor: string;
  readonly id: MetricId;
  readonly metric: MetricDefinition;
}

export interface RuleEntry extends Findable {
  readonly anchor: string;
  readonly rule: Rule;
}

export interface TermEntry extends Findable {
  readonly anchor: string;
  readonly entry: GlossaryEntry;
}

export interface ColumnEntry extends Findable {
  readonly table: TableName;
  readonly column: ColumnContract;
}

const both = ({ zh, en }: { readonly zh: string; readonly en: string }) => `${zh} ${en}`;

export const METRIC_ENTRIES: readonly MetricEntry[] = (Object.keys(TOPICS) as Topic[])
  .flatMap(metricsOfTopic)
  .map((id) => {
    const metric = METRICS[id];
    const { name, sentence, formula_text, caveats, topic } = metric;
    return {
      anchor: metricEntry(id),
      id,
      metric,
      words: wordsOf([id, ...[name, sentence, formula_text, TOPICS[topic], ...caveats].map(both)]),
    };
  });

export const RULE_ENTRIES: readonly RuleEntry[] = RULES.map((rule) => ({
  anchor: ruleEntry(rule.id),
  rule,
  words: wordsOf([
    rule.id,
    both(rule.title),
    both(rule.sentence),
    rule.note === undefined ? undefined : both(rule.note),
  ]),
}));

export const TERM_ENTRIES: readonly TermEntry[] = GLOSSARY.map((entry) => ({
  anchor: termEntry(entry.id),
  entry,
  words: wordsOf([both(entry.term), both(entry.sentence), both(GLOSSARY_PARTS[entry.part])]),
}));

export const COLUMN_ENTRIES: readonly ColumnEntry[] = TABLE_NAMES.flatMap((table) => {
  const contract: TableContract = TABLES[table];
  return contract.columns.map((column) => ({
    table,
    column,
    words: wordsOf([
      table,
      column.name,
      both(column.title),
      both(column.description),
      ...Object.entries(column.categories ?? {}).map(([value, name]) => `${value} ${both(name)}`),
    ]),
  }));
});

export const PARTS = Object.keys(GLOSSARY_PARTS) as readonly GlossaryPart[];
