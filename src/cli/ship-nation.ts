/**
 * Makes the synthetic nation that a build ships beside the sample, unless it is there already:
 * `packages/synthetic-nation`, 41,352 townships x 7 years, from the fixed default seed. Then the snapshots of all
 * packages that are shipped.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OUT = 'packages/synthetic-nation';

function run(script: string, args: readonly string[]): void {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (existsSync(`${OUT}/datapackage.json`)) console.log(`${OUT} is there already.`);
else run('./make-synthetic.ts', ['--out', OUT, '--gzip']);

const packages = readdirSync('packages', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(`packages/${entry.name}/datapackage.json`))
  .map(({ name }) => `packages/${name}`);
run('./build-snapshot.ts', ['data', ...packages]);
