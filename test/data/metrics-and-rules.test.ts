import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DOCS_FILE, docsText } from '#cli/write-docs.ts';

it('docs/metrics-and-rules.md says what the registry and the rules say; else run `npm run docs`', () => {
  expect(readFileSync(DOCS_FILE, 'utf8')).toBe(docsText());
});
