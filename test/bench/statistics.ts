/** Quantile of a sample, interpolated between neighbours. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(sample: readonly number[]): number {
  return quantile(sample, 0.5);
}

/** Mean of ratios: twice as slow and half as slow cancel out. */
export function geometricMean(sample: readonly number[]): number {
  return Math.exp(sample.reduce((sum, value) => sum + Math.log(value), 0) / sample.length);
}
