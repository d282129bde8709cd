import type { Engine } from '#engine/engine.ts';
import type { YearRange } from '#model/year.ts';

/** A loaded package: dimensions, facts and marts inside an engine, ready to be asked. */
export interface Warehouse {
  readonly engine: Engine;
  /** Changes whenever the data does; part of every query key. */
  readonly version: string;
  /** Built from the CSVs here, or attached as the build left it; the tables are the same. */
  readonly origin: 'csv' | 'snapshot';
  /** First and last year any report speaks of; null when there is no report at all. */
  readonly years: YearRange | null;
  readonly rows: Readonly<Record<'regions' | 'reports' | 'disclosures' | 'applications' | 'reviews', number>>;
}
