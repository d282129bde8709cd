/** Names of files, readable and allowed on every system. */

/** Longest name without its extension, in characters: 3 bytes each in UTF-8 stay below the 255 systems allow. */
const LONGEST = 80;

/** "乡镇公开_其中口乡_行政许可_2019-2025.csv": parts without what a system, a shell or an address trips over. */
export function fileName(parts: readonly string[], extension: string): string {
  const stem = parts
    .map(tidy)
    .filter((part) => part !== '')
    .join('_');
  const characters = Array.from(stem);
  const cut = characters.length > LONGEST ? characters.slice(0, LONGEST).join('') : stem;
  const name = cut.replace(/[-_. ]+$/, '');
  return `${name === '' ? 'figure' : name}.${extension}`;
}

function tidy(part: string): string {
  return (
    part
      .toWellFormed()
      .normalize('NFC')
      // Control, invisible and direction-changing characters could disguise the extension.
      .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
      .replace(/[–—]/g, '-')
      .replace(/[\s_]+/g, '-')
      .replace(/[\\/:*?"<>|%#&{}$!'`@+=,;^~[\]()（），。：；、？！“”‘’《》·]+/g, '-')
      .replace(/-{2,}/g, '-')
      .replace(/^[-. ]+|[-. ]+$/g, '')
  );
}
