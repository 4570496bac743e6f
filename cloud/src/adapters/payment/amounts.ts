/** '12.30' of 1230 fen, as Alipay wants amounts. */
export function yuanText(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError('an amount is a whole number of fen');
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Fen of '12.30', '-0.06', '5' or '0.60000': figures are moved, nothing is calculated. Undefined for whatever is not whole fen. */
export function fenOf(text: string): number | undefined {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d{1,12})(?:\.(\d{1,8}))?$/.exec(text) ?? [];
  if (whole === undefined || /[^0]/.test(fraction.slice(2))) return undefined;
  const fen = Number(whole + fraction.slice(0, 2).padEnd(2, '0'));
  return sign === '-' && fen !== 0 ? -fen : fen;
}
