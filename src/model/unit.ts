import type { Bilingual } from './bilingual.ts';

/**
 * What a figure counts. `share` is a fraction 0..1 shown as per cent; `per_100` is already multiplied;
 * money is in 万元 (10,000 yuan), as form 2021 prints it.
 */
export const UNITS = {
  cases: { name: { zh: '件', en: 'cases' } },
  projects: { name: { zh: '个', en: 'projects' } },
  ten_thousand_yuan: { name: { zh: '万元', en: '10,000 yuan' } },
  share: { name: { zh: '%', en: '%' } },
  per_100: { name: { zh: '件/百件', en: 'per 100 handled' } },
} as const satisfies Record<string, { readonly name: Bilingual }>;
export type Unit = keyof typeof UNITS;
