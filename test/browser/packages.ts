/** The packages that stand beside the sample in the site under test. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';

export const SYNTHETIC_PACKAGE = 'packages/synthetic-300';
export const FAULTY_PACKAGE = 'packages/faulty';

interface RegionLine {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly parent_code: string;
}

/** Code and name of a township of the synthetic package and of all it lies in, the province first. */
export function syntheticPath(siteFolder: string): readonly RegionLine[] {
  const packed = readFileSync(join(siteFolder, SYNTHETIC_PACKAGE, 'regions.csv.gz'));
  const { data } = Papa.parse<RegionLine>(gunzipSync(packed).toString(), {
    header: true,
    skipEmptyLines: true,
  });
  const path: RegionLine[] = [];
  for (
    let line = data.find(({ level }) => level === 'township');
    line !== undefined;
    line = data.find(({ code }) => code === path[0]?.parent_code)
  ) {
    path.unshift(line);
  }
  return path;
}

/** Writes the tables of the synthetic package, unpacked, into a folder. */
export function unpackSynthetic(siteFolder: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const table of ['regions', 'reports', 'disclosures', 'applications', 'reviews']) {
    const packed = readFileSync(join(siteFolder, SYNTHETIC_PACKAGE, `${table}.csv.gz`));
    writeFileSync(join(folder, `${table}.csv`), gunzipSync(packed));
  }
}
