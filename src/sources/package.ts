import { applications } from './applications.ts';
import type { RowOf } from './contract.ts';
import { disclosures } from './disclosures.ts';
import { regions } from './regions.ts';
import { reports } from './reports.ts';
import { reviews } from './reviews.ts';

/** The tables of a data package. */
export const TABLES = { regions, reports, disclosures, applications, reviews } as const;

export type TableName = keyof typeof TABLES;

/** Load order: a table stands after the ones its foreign keys point to. */
export const TABLE_NAMES = [
  'regions',
  'reports',
  'disclosures',
  'applications',
  'reviews',
] as const satisfies readonly TableName[];

/** The typed row of a table, e.g. `TableRow<'reports'>`. */
export type TableRow<T extends TableName> = RowOf<(typeof TABLES)[T]>;

/** Without these two there is nothing to show: a package that lacks one cannot be loaded. */
export const INDISPENSABLE_TABLES = ['regions', 'reports'] as const satisfies readonly TableName[];

export function isIndispensable(table: TableName): boolean {
  return (INDISPENSABLE_TABLES as readonly TableName[]).includes(table);
}
