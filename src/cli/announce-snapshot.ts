import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Says in the `datapackage.json` of a folder that its snapshot lies beside it. Only copies that ship one say so; the
 * app asks for no other, since a file that is not there is an error on a browser's console.
 */
export async function announceSnapshot(folder: string): Promise<void> {
  const file = path.join(folder, 'datapackage.json');
  const descriptor: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (typeof descriptor !== 'object' || descriptor === null) throw new Error(`${file} is not an object`);
  await writeFile(file, `${JSON.stringify({ ...descriptor, snapshot: 'snapshot.json' }, null, 2)}\n`);
}
