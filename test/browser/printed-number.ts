/** Numbers as a person reads them off the page: written without a look at the formatting code. */
interface Printed {
  readonly value: number;
  /** How far the exact value may be away: half of the last printed digit, a whole one for per cent. */
  readonly within: number;
}

function parsed(text: string): Printed | null {
  const trimmed = text.trim();
  if (/^(?:—|不适用|n\.a\.)$/.test(trimmed)) return null;
  const match = /^([−+]?)([\d,]+)(?:\.(\d+))?\s*(%?)(万|亿)?\s*(?:件|个|万元|亿元|件\/百件)?$/.exec(trimmed);
  if (match === null) throw new Error(`not a number as the site prints it: ${JSON.stringify(text)}`);
  const [, sign, whole = '', fraction = '', percent, scale] = match;
  const factor = percent === '%' ? 0.01 : scale === '万' ? 10_000 : scale === '亿' ? 100_000_000 : 1;
  return {
    value: (sign === '−' ? -1 : 1) * Number(`${whole.replaceAll(',', '')}.${fraction}`) * factor,
    within: (percent === '%' ? 1 : 0.5) * 10 ** -fraction.length * factor,
  };
}

/** The number in "9,000", "3.2 万元", "60%", "1.2万件"; null for a mark of absence. Throws on anything else. */
export function printedNumber(text: string): number | null {
  return parsed(text)?.value ?? null;
}

/** Whether the text is this value, as far as its digits go; a whole number must be met. */
export function readsAs(text: string, value: number | null): boolean {
  const printed = parsed(text);
  if (printed === null || value === null) return printed === value;
  return (
    Math.abs(printed.value - value) <= printed.within * (1 + 1e-9) && (value !== 0 || printed.value === 0)
  );
}
