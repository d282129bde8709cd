/**
 * Makes the synthetic nation that a build ships beside the sample, unless it is there already:
 * `packages/synthetic-nation`, 41,352 townships x 7 years, from the fixed default seed.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OUT = 'packages/synthetic-nation';

if (existsSync(`${OUT}/datapackage.json`)) {
  console.log(`${OUT} is there already.`);
} else {
  const script = fileURLToPath(new URL('./make-synthetic.ts', import.meta.url));
  const { status } = spawnSync('npx', ['tsx', script, '--out', OUT, '--gzip'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
