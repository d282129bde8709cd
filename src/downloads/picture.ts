/**
 * A chart as a picture that stands on its own: title, subtitle, the chart with its own keys, and at the foot what
 * its numbers mean, what they rest on and where they come from.
 */
import { pick } from '#i18n/format.ts';
import { coverageText, definitionText, factsOf, originText } from './facts.ts';
import type { FigureFile } from './figure-file.ts';
import { WORDS } from './words.ts';
import { escapeXml, xmlText } from './xml.ts';

/** One drawing of the figure: a whole SVG document and its size in pixels. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** Stands above it; empty for a drawing that needs no name. */
  readonly name: string;
  /** The drawing in words. */
  readonly text: string;
}

export interface PictureStyle {
  readonly paper: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly warn: string;
  readonly font: string;
  /** Breaks text into lines no wider than `room` pixels at a font size. */
  readonly wrap: (text: string, size: number, room: number) => readonly string[];
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 32;
/** Width of the whole picture, and of what is drawn in it. */
export const PICTURE_WIDTH = 900;
export const DRAWING_WIDTH = PICTURE_WIDTH - 2 * MARGIN;

/** More definitions than this would outgrow the chart; they are then named, and stand whole in the metadata. */
const MOST_DEFINITIONS = 3;

interface Block {
  readonly text: string;
  readonly size: number;
  readonly colour: string;
  readonly weight?: number;
  /** Space above it. */
  readonly above: number;
}

/** Frames the drawings, one below the other, and says in `<metadata>` all that a file of numbers would say. */
export function framePicture(drawings: readonly Drawing[], file: FigureFile, style: PictureStyle): Picture {
  const parts: string[] = [];
  let y = MARGIN;
  const write = (blocks: readonly Block[]) => {
    for (const block of blocks) {
      y += block.above;
      for (const line of style.wrap(block.text, block.size, DRAWING_WIDTH)) {
        y += block.size * 1.45;
        parts.push(textLine(line, y - block.size * 0.4, block, style.font));
      }
    }
  };
  write(headOf(file, style));
  y += 16;
  for (const { svg, height, name } of drawings) {
    if (name !== '') write([{ text: name, size: 14, colour: style.ink, weight: 600, above: 4 }]);
    parts.push(placed(svg, MARGIN, y));
    y += height + 12;
  }
  parts.push(
    `<line x1="${MARGIN}" y1="${round(y)}" x2="${PICTURE_WIDTH - MARGIN}" y2="${round(y)}" stroke="${escapeXml(style.line)}"/>`,
  );
  write(footOf(file, style));
  const height = Math.ceil(y + MARGIN * 0.75);
  const facts = factsOf(file)
    .map(({ label, text }) => `${label}: ${text}`)
    .join('\n');
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE_WIDTH}" height="${height}" viewBox="0 0 ${PICTURE_WIDTH} ${height}" role="img">`,
    `<title>${escapeXml(file.title)}</title>`,
    `<desc>${escapeXml(drawings.map(({ text }) => text).join('\n'))}</desc>`,
    `<metadata>${escapeXml(facts)}</metadata>`,
    `<rect width="100%" height="100%" fill="${escapeXml(style.paper)}"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
  return { svg, width: PICTURE_WIDTH, height };
}

function headOf(file: FigureFile, style: PictureStyle): readonly Block[] {
  return [
    ...(file.origin.synthetic
      ? [{ text: pick(WORDS.synthetic, file.language), size: 13, colour: style.warn, weight: 600, above: 0 }]
      : []),
    { text: file.title, size: 22, colour: style.ink, weight: 600, above: file.origin.synthetic ? 6 : 0 },
    ...(file.subtitle === '' ? [] : [{ text: file.subtitle, size: 14, colour: style.ink2, above: 4 }]),
  ];
}

function footOf(file: FigureFile, style: PictureStyle): readonly Block[] {
  const { language, definitions, filters, notes, coverage, origin, source, link } = file;
  const [colon, stop] = language === 'zh' ? ['：', '；'] : [': ', '; '];
  const named = (word: keyof typeof WORDS, text: string) =>
    text === '' ? '' : `${pick(WORDS[word], language)}${colon}${text}`;
  const small = (text: string, above: number): readonly Block[] =>
    text === '' ? [] : [{ text, size: 12, colour: style.ink3, above }];
  const defined =
    definitions.length > MOST_DEFINITIONS
      ? [
          named(
            'definition',
            definitions.map(({ name, forms }) => `${name}${bracketed(forms, language)}`).join(stop),
          ),
        ]
      : definitions.map((definition) => named('definition', definitionText(definition, language)));
  const data = originText(origin, language);
  return [
    ...notes.flatMap((note) => [{ text: note, size: 13, colour: style.ink2, above: 6 }]),
    ...defined.flatMap((text) => small(text, 6)),
    ...small(named('filters', filters.map(({ label, text }) => `${label}${colon}${text}`).join(stop)), 6),
    ...small(named('coverage', coverageText(coverage, language)), 2),
    ...small(named('data', data), 2),
    ...(source === '' || data.startsWith(source) ? [] : small(named('source', source), 2)),
    ...origin.sources.slice(0, 1).flatMap((text) => small(named('source', text), 2)),
    ...small(link, 2),
  ];
}

function bracketed(text: string, language: FigureFile['language']): string {
  if (text === '') return '';
  return language === 'zh' ? `（${text}）` : ` (${text})`;
}

function textLine(text: string, y: number, { size, colour, weight }: Block, font: string): string {
  const bold = weight === undefined ? '' : ` font-weight="${weight}"`;
  return `<text x="${MARGIN}" y="${round(y)}" font-family="${escapeXml(font)}" font-size="${size}" fill="${escapeXml(colour)}"${bold}>${escapeXml(text)}</text>`;
}

/** The document as a part of another: its root gets a place, and no declaration stands before it. */
function placed(svg: string, x: number, y: number): string {
  return xmlText(svg).replace(/^[\s\S]*?<svg\b/, `<svg x="${x}" y="${round(y)}"`);
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
