/** The change log's section on corrected figures, as it stands in CHANGELOG.md. Pure. */

const HEADING = /^##\s+Corrected figures\s*$/m;

/**
 * The corrections, newest first as written; several lines of one bullet are one correction. Empty where the
 * section has none. Throws where the section is missing: a renamed heading must not pass for "no corrections".
 */
export function correctedFigures(changelog: string): readonly string[] {
  const start = HEADING.exec(changelog);
  if (start === null) throw new Error('CHANGELOG.md has no section "Corrected figures"');
  const [section = ''] = changelog.slice(start.index + start[0].length).split(/^##\s/m);
  return section
    .split(/^[-*]\s+/m)
    .slice(1)
    .map((bullet) => (bullet.split(/\n\s*\n/)[0] ?? '').replaceAll(/\s*\n\s*/g, ' ').trim())
    .filter((bullet) => bullet !== '');
}
