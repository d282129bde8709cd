import { escapeXml } from './xml.ts';

/** HTML that shows one figure in another page. `address` is the figure's own, without the site's frame around it. */
export function embedCode({
  address,
  title,
  height,
}: {
  readonly address: string;
  readonly title: string;
  /** In CSS pixels. */
  readonly height: number;
}): string {
  return `<iframe src="${escapeXml(address)}" title="${escapeXml(title)}" width="100%" height="${Math.ceil(height)}" loading="lazy" style="border: 0"></iframe>`;
}
