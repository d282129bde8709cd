/** The reader's language inside React. It comes from the address; the app's root provides it. */
import { createContext, useContext } from 'react';
import type { Language } from '#model/bilingual.ts';
import { type Translate, translator } from './translate.ts';

/** Made once: a page of tables asks for them thousands of times. */
const TOOLS: Readonly<Record<Language, LanguageTools>> = {
  zh: { language: 'zh', t: translator('zh') },
  en: { language: 'en', t: translator('en') },
};

/** Set once at the root from the view state. */
export const LanguageContext = createContext<Language>('zh');

export interface LanguageTools {
  readonly language: Language;
  readonly t: Translate;
}

/** The current language and its messages. */
export function useLanguage(): LanguageTools {
  return TOOLS[useContext(LanguageContext)];
}
