import type { Language } from '#model/bilingual.ts';
import type { FormBreak } from './form-breaks.ts';

/** What a break says: "2021 年起用新表式". Some bodies go back to the old form. */
export function breakText({ year, form }: FormBreak, lang: Language): string {
  if (form === '2021') return lang === 'zh' ? `${year} 年起用新表式` : `New form from ${year}`;
  return lang === 'zh' ? `${year} 年起又用旧表式` : `Old form again from ${year}`;
}
