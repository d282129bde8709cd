/**
 * What a chart says about one of its marks: the same words go into the tooltip, to the screen reader when
 * the keyboard cursor gets there, and to the page when the mark is chosen. Marks carry it in their data
 * item, under `point`.
 */
import type { Language } from '#model/bilingual.ts';

/** What a mark stands for, for the page to act on. */
export interface PointTarget {
  readonly region?: string;
  readonly year?: number;
  readonly key?: string;
}

export interface PointLine {
  /** Colour of the mark the line explains; `hollow` draws a ring. */
  readonly swatch?: { readonly colour: string; readonly hollow?: boolean };
  readonly label?: string;
  readonly value?: string;
  /** Set smaller, after the value: coverage, denominators, reasons. */
  readonly note?: string;
}

export interface ChartPoint {
  readonly title: string;
  readonly lines: readonly PointLine[];
  readonly target?: PointTarget;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function swatchHtml({ colour, hollow = false }: NonNullable<PointLine['swatch']>): string {
  const paint = escapeHtml(colour);
  const fill = hollow ? `fill="none" stroke="${paint}" stroke-width="2"` : `fill="${paint}"`;
  return `<svg class="chart-tip-swatch" width="10" height="10" aria-hidden="true"><circle cx="5" cy="5" r="${hollow ? 4 : 5}" ${fill}/></svg>`;
}

function part(name: string, text: string | undefined): string {
  return text === undefined || text === ''
    ? ''
    : `<span class="chart-tip-${name}">${escapeHtml(text)}</span>`;
}

/** The tooltip's markup. Every text in it is escaped: names come from data packages and are not trusted. */
export function pointHtml(point: ChartPoint): string {
  const lines = point.lines.map(
    (line) =>
      `<div class="chart-tip-line">${line.swatch ? swatchHtml(line.swatch) : ''}${part('label', line.label)}${part('value', line.value)}${part('note', line.note)}</div>`,
  );
  return `<div class="chart-tip-title">${escapeHtml(point.title)}</div>${lines.join('')}`;
}

/** The same in one sentence, to be read aloud. */
export function pointSentence(point: ChartPoint, lang: Language): string {
  const comma = lang === 'zh' ? '，' : ', ';
  const stop = lang === 'zh' ? '；' : '; ';
  const lines = point.lines.map((line) => {
    const named = [line.label, line.value].filter((each) => each !== undefined && each !== '').join(' ');
    return [named, line.note].filter((each) => each !== undefined && each !== '').join(comma);
  });
  return `${point.title}${lang === 'zh' ? '：' : ': '}${lines.join(stop)}`;
}

function carriesPoint(item: unknown): item is { readonly point: ChartPoint } {
  return typeof item === 'object' && item !== null && 'point' in item && typeof item.point === 'object';
}

/** The point a data item carries, if it carries one. */
export function pointOf(item: unknown): ChartPoint | undefined {
  return carriesPoint(item) ? item.point : undefined;
}
