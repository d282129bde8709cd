/** Years reported on, both ends included. */
export interface YearRange {
  readonly from: number;
  readonly to: number;
}

export function yearsOf(range: YearRange): readonly number[] {
  return Array.from({ length: range.to - range.from + 1 }, (_, index) => range.from + index);
}
