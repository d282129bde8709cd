/** Makes a synthetic data package: real region names, made-up reports, faults planted and listed. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { LARGEST_FILE } from '#sources/decode.ts';
import { DESCRIPTOR_FILE, type PackageMeta, readDescriptor } from '#sources/descriptor.ts';
import { writeDatapackage } from '../write-datapackage.ts';
import { type DraftReport, draftReport } from './draft-report.ts';
import { multiplyRegions } from './multiply-regions.ts';
import {
  applicationLines,
  disclosureLines,
  FILE_NAMES,
  type FileName,
  openTable,
  plantedLines,
  regionLines,
  reportLines,
  reviewLines,
  type TableFiles,
} from './package-files.ts';
import { type PlantedRow, plantFaults } from './plant-faults.ts';
import { countyHistory, FIRST_YEAR } from './township-history.ts';
import { type CountyTownships, chooseTownships, parseRegions, withAncestors } from './townships.ts';

export interface SyntheticOptions {
  /** Folder to write to; made when it is not there. */
  readonly out: string;
  /** The regions.csv to take regions from. */
  readonly regionsFile: string;
  /** How many townships; all when undefined. */
  readonly townships: number | undefined;
  /** How many times the regions, copies standing under provinces of their own; 1 when left out. */
  readonly times?: number;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly seed: string;
  /** Share of reports with tables that get one planted fault. */
  readonly faultRate: number;
  readonly gzip: boolean;
  /** Bytes a table's file may have unpacked before it goes on in another; the most a reader takes when left out. */
  readonly largestFile?: number;
}

/** A name that a package of this generator can have a file under. */
function isOwnFile(file: string): boolean {
  return file === DESCRIPTOR_FILE || FILE_NAMES.some((name) => OWN_NAME.exec(file)?.[1] === name);
}

const OWN_NAME = /^([a-z]+)(?:-[1-9]\d*)?\.csv(?:\.gz)?$/;

export const DEFAULT_SEED = 'township-disclosure';
export const LAST_YEAR_AT_MOST = 2049;

/** What was written: townships, reports, and rows of planted.csv. */
export interface SyntheticSummary {
  readonly counties: number;
  readonly townships: number;
  readonly reports: number;
  readonly plantedRows: number;
  readonly files: readonly string[];
}

/**
 * Write the five tables, planted.csv and datapackage.json. The same options give the same bytes. A township's values depend on the
 * seed and its code alone, so a package of fewer townships (whole counties) or years is a part of the larger one.
 */
export async function makeSyntheticPackage(options: SyntheticOptions): Promise<SyntheticSummary> {
  checkOptions(options);
  const { out, seed, gzip } = options;
  const listed = parseRegions(await readFile(options.regionsFile, 'utf8'), options.regionsFile);
  const regions = multiplyRegions(listed, options.times ?? 1);
  const counties = chooseTownships(regions, options.townships, seed);
  await mkdir(out, { recursive: true });
  await clearFormerPackage(out);

  const open = (name: FileName) =>
    openTable(out, name, { gzip, largestFile: options.largestFile ?? LARGEST_FILE });
  const tables = {
    regions: await open('regions'),
    reports: await open('reports'),
    disclosures: await open('disclosures'),
    applications: await open('applications'),
    reviews: await open('reviews'),
    planted: await open('planted'),
  } satisfies Record<FileName, TableFiles>;
  await tables.regions.write(regionLines(withAncestors(regions, counties)));

  let reports = 0;
  let plantedRows = 0;
  for (const county of counties) {
    const drafts = reportsOfCounty(county, options);
    const planted = plantFaults(drafts, options.faultRate, seed);
    await writeCounty(tables, drafts, planted);
    reports += drafts.length;
    plantedRows += planted.length;
  }
  const files: string[] = [];
  for (const table of Object.values(tables)) files.push(...(await table.close()));
  const townships = counties.reduce((sum, county) => sum + county.townships.length, 0);
  await writeDatapackage(out, packageMeta(options, townships));
  return {
    counties: counties.length,
    townships,
    reports,
    plantedRows,
    files: [...files, DESCRIPTOR_FILE],
  };
}

function packageMeta(
  { seed, firstYear, lastYear, faultRate }: SyntheticOptions,
  townships: number,
): PackageMeta {
  return {
    name: 'township-disclosure-synthetic',
    title: {
      zh: `合成数据包：${townships}个乡镇，${firstYear}-${lastYear}年`,
      en: `Synthetic package: ${townships} townships, ${firstYear}-${lastYear}`,
    },
    description: {
      zh: `除区划代码和名称外，全部数字由程序生成，不对应任何真实的乡镇，不得引用。种子 ${seed}；有表格的报告中约 ${faultRate} 的份额各埋入一处差错，逐条列于 planted.csv。`,
      en: `But for region codes and names, every figure was made up by a program and says nothing of any real township. Seed ${seed}; a share of some ${faultRate} of the reports with tables has one planted fault each, listed in planted.csv.`,
    },
    synthetic: true,
    seed,
  };
}

/**
 * Make room for the package: take away the files of an earlier synthetic package, so that none of them is mistaken
 * for one of this. Throws when the folder holds tables that are not known to be synthetic.
 */
async function clearFormerPackage(out: string): Promise<void> {
  const inTheWay = (await readdir(out)).filter(isOwnFile);
  if (inTheWay.length === 0) return;
  const descriptor = await readFile(path.join(out, DESCRIPTOR_FILE), 'utf8').catch(() => '');
  if (descriptor === '' || !readDescriptor(descriptor).descriptor.synthetic)
    throw new RangeError(
      `--out ${out} holds ${inTheWay[0] ?? ''}, not of a synthetic package: choose an empty folder, or empty this one.`,
    );
  for (const file of inTheWay) await rm(path.join(out, file));
}

/** A county's reports by township and year. History is told from the first year on, whichever years are asked for. */
export function reportsOfCounty(
  county: CountyTownships,
  { seed, firstYear, lastYear }: Pick<SyntheticOptions, 'seed' | 'firstYear' | 'lastYear'>,
): readonly DraftReport[] {
  return [...countyHistory(county, seed, lastYear)].flatMap(([township, history]) =>
    history
      .filter(({ year }) => year >= firstYear)
      .map((truth) => draftReport(township, truth, seed))
      .filter((report) => report !== undefined),
  );
}

async function writeCounty(
  tables: Readonly<Record<FileName, TableFiles>>,
  drafts: readonly DraftReport[],
  planted: readonly PlantedRow[],
): Promise<void> {
  await tables.reports.write(reportLines(drafts));
  await tables.disclosures.write(drafts.map(disclosureLines).join(''));
  await tables.applications.write(drafts.map(applicationLines).join(''));
  await tables.reviews.write(drafts.map(reviewLines).join(''));
  await tables.planted.write(plantedLines(planted));
}

function checkOptions({ townships, times = 1, firstYear, lastYear, faultRate }: SyntheticOptions): void {
  if (townships !== undefined && !(Number.isInteger(townships) && townships > 0))
    throw new RangeError('--townships must be a whole number above 0.');
  if (!(Number.isInteger(times) && times > 0))
    throw new RangeError('--times must be a whole number above 0.');
  if (!(firstYear >= FIRST_YEAR && firstYear <= lastYear && lastYear <= LAST_YEAR_AT_MOST))
    throw new RangeError(
      `--years must run from ${FIRST_YEAR} (the first year of the form) to ${LAST_YEAR_AT_MOST} at most, e.g. 2019-2025.`,
    );
  if (!(faultRate >= 0 && faultRate <= 1))
    throw new RangeError('--fault-rate must be a share from 0 to 1, e.g. 0.01.');
}
