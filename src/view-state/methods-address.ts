/** Addresses of entries on the page of methods: the entry is the one that is open. */
import type { MetricId } from '#metrics/registry.ts';
import { addressOf } from './address.ts';
import type { ViewState } from './view-state.ts';

export const METHODS_PATH = '/about';

export function metricEntry(metric: MetricId): string {
  return `metric-${metric.replaceAll('_', '-')}`;
}

/** `rule`: the number and letter of the rule book, e.g. A1. */
export function ruleEntry(rule: string): string {
  return `rule-${rule.toLowerCase()}`;
}

/** `term`: the id of a glossary entry. */
export function termEntry(term: string): string {
  return `term-${term}`;
}

/** The page of methods with one entry open; the rest of the view is kept for the way back. */
export function addressOfEntry(entry: string, state: ViewState): string {
  return addressOf(METHODS_PATH, { ...state, open: [entry], tables: [], sort: null, story: null });
}
