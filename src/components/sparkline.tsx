import { useLanguage } from '#i18n/use-language.ts';
import styles from './sparkline.module.css';

interface SparklinePoint {
  readonly year: number;
  /** null breaks the line. */
  readonly value: number | null;
}

export interface SparklineProps {
  /** In order of years, one for each year. */
  readonly points: readonly SparklinePoint[];
  /** What is drawn; read aloud with all values. */
  readonly name: string;
  readonly format: (value: number) => string;
  /** Drawn with a dot; the last year otherwise. */
  readonly marked?: number;
}

const WIDTH = 120;
const HEIGHT = 28;
const PAD = 3.5;

/** A trend the size of a word. From zero up; missing years are gaps, and a year alone is a dot. */
export function Sparkline({ points, name, format, marked }: SparklineProps) {
  const { t } = useLanguage();
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const top = Math.max(0, ...values) || 1;
  const bottom = Math.min(0, ...values);
  const x = (index: number) =>
    points.length === 1 ? WIDTH / 2 : PAD + (index * (WIDTH - 2 * PAD)) / (points.length - 1);
  const y = (value: number) => HEIGHT - PAD - ((value - bottom) / (top - bottom)) * (HEIGHT - 2 * PAD);
  const runs = runsOf(points);
  const dotYear = marked ?? last.year;
  const label = t('sparkline.label', {
    name,
    years: `${first.year}–${last.year}`,
    values: points
      .map(({ year, value }) =>
        t('sparkline.point', {
          year: `${year}`,
          value: value === null ? t('sparkline.none') : format(value),
        }),
      )
      .join(', '),
  });
  return (
    <svg className={styles.sparkline} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <line className={styles.base} x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
      {runs.map((run) => (
        <polyline
          key={run[0]}
          className={styles.line}
          points={run.map((index) => `${x(index)},${y(points[index]?.value ?? 0)}`).join(' ')}
        />
      ))}
      {points.map(({ year, value }, index) =>
        value !== null && (year === dotYear || runs.some((run) => run.length === 1 && run[0] === index)) ? (
          <circle key={year} className={styles.dot} cx={x(index)} cy={y(value)} r={2.5} />
        ) : null,
      )}
    </svg>
  );
}

/** Indices of neighbouring years that all have a value. */
function runsOf(points: readonly SparklinePoint[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  let open: number[] | undefined;
  points.forEach(({ value }, index) => {
    if (value === null) open = undefined;
    else if (open) open.push(index);
    else runs.push((open = [index]));
  });
  return runs;
}
