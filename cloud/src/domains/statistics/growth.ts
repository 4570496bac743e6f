/**
 * 同比 in hundredths of a percent, value / base − 1, rounded half up by magnitude (四舍五入: −0.125 % is −0.13 %), in integers alone.
 * Null where there was nothing before.
 */
export function growthOf(value: number, base: number): number | null {
  if (base <= 0) return null;
  const [difference, divisor] = [BigInt(value) - BigInt(base), BigInt(base)];
  const magnitude = difference < 0n ? -difference : difference;
  const rounded = (magnitude * 20_000n + divisor) / (2n * divisor);
  return Number(difference < 0n ? -rounded : rounded);
}

/** Hundredths of a percent as they are read: `15.64%`. */
export function percentOf(hundredths: number): string {
  const magnitude = Math.abs(hundredths);
  return `${hundredths < 0 ? '-' : ''}${Math.floor(magnitude / 100)}.${String(magnitude % 100).padStart(2, '0')}%`;
}
