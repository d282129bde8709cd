/** How wide charts are on a page that has its full width. */
import { createContext } from 'react';

/** Across the page, or one of two side by side. */
export type ChartRoom = 'whole' | 'half';

export const ChartRoomContext = createContext<ChartRoom>('whole');

/** Width in CSS pixels of the chart in either room, on a page that is wide enough for `--page`; see tokens.css. */
export const PICTURE_WIDTHS: Readonly<Record<ChartRoom, number>> = { whole: 1168, half: 568 };

/** Window from which on the page has its full width. */
export const PICTURE_WINDOW = '(min-width: 1248px)';
