/** The two languages of the app. Chinese is the language of the form and comes first. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in both languages. The Chinese is the form's own wording wherever the form has one. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
