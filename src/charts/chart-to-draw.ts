/** The charts that the build draws for the overview, and what each is found by. See `pictures.ts`. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { EChartsOption } from 'echarts';
import { createContext } from 'react';
import type { ChartRoom } from './chart-room.ts';
import type { RegionOutlines } from './echart.tsx';
import type { ChartContext } from './theme.ts';

/** What the build draws, and what it is found by. */
export interface ChartToDraw {
  readonly key: string;
  readonly spec: (context: ChartContext) => EChartsOption;
  readonly height: (context: ChartContext) => number;
  readonly map: RegionOutlines | undefined;
  readonly room: ChartRoom;
}

/** In the build: told of every chart on the page. Null in the browser. */
export const ChartCollectorContext = createContext<((chart: ChartToDraw) => void) | null>(null);

/** `place`: which chart of which figure. `input` is what it draws; outlines of a map are left out, the site has one set. */
export function pictureKey(place: string, input: unknown): string {
  const text = JSON.stringify(input, (name, value: unknown) => (name === 'outlines' ? undefined : value));
  return `${place} ${bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32)}`;
}
