/** The messages in both languages, ready at once: they are part of the program and never fetched. */
import { createInstance, type TFunction } from 'i18next';
import type { Language } from '#model/bilingual.ts';
import { en } from './messages/en.ts';
import { zh } from './messages/zh.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zh };
  }
}

export const i18n = createInstance({
  resources: { zh: { translation: zh }, en: { translation: en } },
  lng: 'zh',
  fallbackLng: 'zh',
  // React escapes text; a second escaping would show up as &amp; on the page.
  interpolation: { escapeValue: false },
  initAsync: false,
  showSupportNotice: false,
});
// With bundled messages and initAsync off, the instance is ready before init's promise settles.
void i18n.init();

/** Message texts of one language by typed key; counted messages take `count`. */
export type Translate = TFunction;

/** Messages of one language for code outside React, e.g. pure chart specs. */
export function translator(language: Language): Translate {
  return i18n.getFixedT(language);
}
