/** The reader's language inside React. It comes from the address; the app's root provides it. */
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '#model/bilingual.ts';
import { i18n, type Translate } from './translate.ts';

/** Set once at the root from the view state. */
export const LanguageContext = createContext<Language>('zh');

export interface LanguageTools {
  readonly language: Language;
  readonly t: Translate;
}

/** The current language and its messages. */
export function useLanguage(): LanguageTools {
  const language = useContext(LanguageContext);
  const { t } = useTranslation(undefined, { i18n, lng: language });
  return { language, t };
}
