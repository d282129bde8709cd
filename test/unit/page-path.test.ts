import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PAGE_PATH } from '../../src/app/offline/page-path.ts';

it('the offline copy answers the same paths as the script in index.html turns into the hash form', () => {
  const html = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
  const [, inScript] = /\/\^\(\.\*\\\/\)(\(.*\))\\\/\?\$\/\.exec/.exec(html) ?? [];
  expect(PAGE_PATH.source).toBe(`^${inScript ?? 'the script was not found'}\\/?(\\?|#|$)`);
});
