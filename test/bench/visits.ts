/** Visits of the sample and of the nation, the latter in turns with a page that has the engine and the data alone. */
import { type Load, measureLoad, measureReference, type ReferenceLoad } from './loads.ts';

export interface Scenario {
  readonly name: string;
  readonly fromCsv: boolean;
  readonly loads: readonly Load[];
}

export interface Visits {
  readonly scenarios: readonly Scenario[];
  readonly reference: readonly ReferenceLoad[];
}

export async function measureVisits(
  siteUrl: string,
  nation: string,
  runs: number,
  csvRuns: number,
): Promise<Visits> {
  const reference: ReferenceLoad[] = [];
  const scenario = async (
    name: string,
    folder: string,
    fromCsv: boolean,
    count: number,
  ): Promise<Scenario> => {
    const loads: Load[] = [];
    for (let run = 1; run <= count; run += 1) {
      if (folder === nation && !fromCsv) reference.push(await measureReference(`${siteUrl}bench/`, nation));
      loads.push(await measureLoad({ siteUrl, folder, fromCsv }));
      console.log(`  ${name} ${run}/${count}: ${Math.round(loads.at(-1)?.milestones['data-ready'] ?? 0)} ms`);
    }
    return { name, fromCsv, loads };
  };
  const scenarios = [
    await scenario('nation', nation, false, runs),
    await scenario('nation', nation, true, csvRuns),
    await scenario('sample', 'data', false, runs),
    await scenario('sample', 'data', true, csvRuns),
  ];
  return { scenarios, reference };
}
