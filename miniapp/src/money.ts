/** 金额 as people read it, from integer fen: ¥1,234.50, and −¥8.00 below zero. Written digit by digit: nothing is divided, nothing is rounded. */
export function yuanOf(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '−' : ''}¥${yuan}.${digits.slice(-2)}`;
}

/** What several amounts come to, in fen. */
export const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, fen) => sum + fen, 0);
