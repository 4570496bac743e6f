/** 金额 as a person reads it: yuan with two decimals, thousands parted; `fen` may be below zero. */
export function yuan(fen: number): string {
  const all = Math.abs(fen);
  const whole = String(Math.floor(all / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${String(all % 100).padStart(2, '0')}元`;
}
