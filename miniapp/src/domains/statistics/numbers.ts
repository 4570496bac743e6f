/** A count as people read it: 2,908,123. */
export const countText = (value: number) => `${value < 0 ? '−' : ''}${String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ',')}`;

/** Hundredths of a percent as they are read: 1564 as 15.64%. Written digit by digit: nothing is rounded again. */
export function percentText(hundredths: number): string {
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${hundredths < 0 ? '−' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}%`;
}

/** 同比 in a sentence: 增长15.64%, 下降3.20%, 持平. */
export function growthWords(hundredths: number): string {
  if (hundredths === 0) return '持平';
  return `${hundredths > 0 ? '增长' : '下降'}${percentText(Math.abs(hundredths))}`;
}

/** 同比 beside a number: 同比 +15.64%; says so where there is nothing to compare with. */
export const growthText = (hundredths: number | null) => (hundredths === null ? '没有上年同期数' : `同比 ${hundredths > 0 ? '+' : ''}${percentText(hundredths)}`);

/** Percent of the largest, for a bar; a number above nothing is always to be seen. */
export const barOf = (value: number, largest: number) => (value <= 0 || largest <= 0 ? 0 : Math.max(1, Math.round((100 * value) / largest)));
