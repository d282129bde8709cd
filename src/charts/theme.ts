import type { Language } from '#model/bilingual.ts';

/** The colours and fonts of a chart, as plain values, so that specs need no document. */
export interface ChartTheme {
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly accent: string;
  readonly accentSoft: string;
  /** Marks that are there for comparison. */
  readonly context: string;
  /** Hatching of what is not known. */
  readonly missing: string;
  readonly paper: string;
  readonly paperRaised: string;
  readonly focus: string;
  /** Seven steps, from few to many. */
  readonly seq: readonly string[];
  /** Seven steps around a middle. */
  readonly div: readonly string[];
  /** Six hues that colour-blind readers can tell apart. */
  readonly cat: readonly string[];
  readonly font: string;
}

/** What a spec has to know besides its rows. `width` is in CSS pixels; `height` where the page sets it. */
export interface ChartContext {
  readonly theme: ChartTheme;
  readonly lang: Language;
  readonly width: number;
  readonly height?: number;
}

/**
 * The light tokens as values, for where there is no document (build, tests) and for a property the page does
 * not set. A test holds both themes against components/tokens.css.
 */
export const LIGHT_THEME: ChartTheme = {
  ink: '#1b2429',
  ink2: '#4a565d',
  ink3: '#626e75',
  line: '#dfe5e8',
  lineStrong: '#8a969c',
  accent: '#0f5c7a',
  accentSoft: '#e4f1f5',
  context: '#87949a',
  missing: '#c9d2d6',
  paper: '#ffffff',
  paperRaised: '#f5f7f8',
  focus: '#0b78a6',
  seq: ['#ddf3f9', '#b5e2ef', '#86cadf', '#53abc9', '#2889ab', '#0f6585', '#0a435c'],
  div: ['#8d4315', '#c57539', '#e7bb91', '#e4e6e5', '#90cfe4', '#3292b3', '#005876'],
  cat: ['#0f5c7a', '#d5711b', '#8c64cf', '#01a499', '#7b5502', '#581f2d'],
  font: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif',
};

/** Its font where the page is in English. */
export const ENGLISH_FONT =
  'system-ui, "Segoe UI", "Helvetica Neue", Arial, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/** The same for dark paper. */
export const DARK_THEME: ChartTheme = {
  ...LIGHT_THEME,
  ink: '#e8eef0',
  ink2: '#b3bfc5',
  ink3: '#93a1a8',
  line: '#2a363d',
  lineStrong: '#6b7a82',
  accent: '#6cc0dd',
  accentSoft: '#14303c',
  context: '#66747b',
  missing: '#3a474e',
  paper: '#10181d',
  paperRaised: '#182229',
  focus: '#8fd3ea',
  seq: ['#1b313d', '#1c495e', '#1e6580', '#2984a3', '#45a6c4', '#78c8e0', '#b5e8f5'],
  div: ['#f8b478', '#cf7f43', '#844e2f', '#353d41', '#24637c', '#3ea0be', '#91d7ea'],
  cat: ['#6cc0dd', '#fab233', '#976eda', '#a4ffd0', '#895d11', '#eb6a73'],
};
