import * as v from 'valibot';
import type { Engine } from '#engine/engine.ts';
import type { YearRange } from '#model/year.ts';
import type { PackageDescriptor } from '#sources/descriptor.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Rows of a package's tables, as files say of a warehouse made beforehand. */
export const TableRows = v.object({
  regions: Count,
  reports: Count,
  disclosures: Count,
  applications: Count,
  reviews: Count,
});

/** A loaded package: dimensions, facts and marts inside an engine, ready to be asked. */
export interface Warehouse {
  readonly engine: Engine;
  /** Changes whenever the data does; part of every query key. */
  readonly version: string;
  /** Built from the CSVs here, or attached as the build left it; the tables are the same. */
  readonly origin: 'csv' | 'snapshot';
  /** First and last year any report speaks of; null when there is no report at all. */
  readonly years: YearRange | null;
  readonly rows: Readonly<v.InferOutput<typeof TableRows>>;
}

/** Tells data from other data: the package's name and version, and the hashes of its files. */
export function dataVersion({ name, version, resources }: PackageDescriptor): string {
  const files = resources.map(({ hash }) => hash?.slice('sha256:'.length, 'sha256:'.length + 8) ?? '?');
  return [name, version ?? '', ...files].join(' ');
}

/** `Warehouse.version` of the nth time a package is opened: an engine that died takes its answers with it. */
export function warehouseVersion(data: string, opening: number): string {
  return `${data} #${opening}`;
}
