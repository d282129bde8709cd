/**
 * Make a synthetic data package: `npm run data:synthetic -- --out DIR [--townships N] [--years A-B] [--seed S]
 * [--fault-rate R] [--times K] [--gzip]`.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_SEED, makeSyntheticPackage, type SyntheticOptions } from './synthetic/make-package.ts';

const USAGE = `Usage: npm run data:synthetic -- --out DIR [options]
  --out DIR         folder to write the package to (not the folder of the real data)
  --townships N     how many townships, in whole counties as far as they fit; default: all
  --times K         K times the regions: copies of all prefectures under provinces of unused codes; default 1
  --years A-B       years reported on; default 2019-2025
  --seed S          any text; the same seed gives the same bytes; default ${DEFAULT_SEED}
  --fault-rate R    share of reports with one planted fault; default 0.01
  --gzip            write .csv.gz
  --regions FILE    the regions.csv to take regions from; default data/regions.csv`;

/** Read the command line. Throws a RangeError, or parseArgs's own TypeError, that says what to mend. */
export function parseSyntheticArguments(args: readonly string[]): SyntheticOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      townships: { type: 'string' },
      times: { type: 'string', default: '1' },
      years: { type: 'string', default: '2019-2025' },
      seed: { type: 'string', default: DEFAULT_SEED },
      'fault-rate': { type: 'string', default: '0.01' },
      gzip: { type: 'boolean', default: false },
      regions: { type: 'string', default: fileURLToPath(new URL('../../data/regions.csv', import.meta.url)) },
    },
  });
  if (values.out === undefined || values.out === '') throw new RangeError('--out DIR is missing.');
  const years = /^(\d{4})(?:-(\d{4}))?$/.exec(values.years);
  if (years === null) throw new RangeError(`--years ${values.years} is not like 2019-2025.`);
  return {
    out: values.out,
    regionsFile: values.regions,
    townships: values.townships === undefined ? undefined : Number(values.townships),
    times: Number(values.times),
    firstYear: Number(years[1]),
    lastYear: Number(years[2] ?? years[1]),
    seed: values.seed,
    faultRate: values['fault-rate'].trim() === '' ? Number.NaN : Number(values['fault-rate']),
    gzip: values.gzip,
  };
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseSyntheticArguments(args);
    const { counties, townships, reports, plantedRows, files } = await makeSyntheticPackage(options);
    console.log(
      `${townships} townships of ${counties} counties, ${reports} reports, ${plantedRows} rows in planted.csv`,
    );
    for (const file of files) {
      const { size } = await stat(path.join(options.out, file));
      console.log(`  ${file}  ${size} bytes`);
    }
    return 0;
  } catch (error) {
    // parseArgs throws a TypeError; other kinds of error are no matter of usage.
    if (!(error instanceof RangeError || (error instanceof TypeError && 'code' in error))) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await main(process.argv.slice(2));
}
