/** A month YYYY-MM or a year YYYY. */
export const isMonth = (period: string): boolean => period.length === 7;

/** The period of the same length so many steps later; negative for earlier. */
export function periodAfter(period: string, steps = 1): string {
  if (!isMonth(period)) return String(Number(period) + steps);
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1 + steps;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** The period against which 同比 is computed. */
export const yearBefore = (period: string): string => periodAfter(period, isMonth(period) ? -12 : -1);

/** The year to which a period belongs. */
export const yearOf = (period: string): string => period.slice(0, 4);

/** The months before a month, oldest first. */
export const monthsBefore = (month: string, count: number): string[] => Array.from({ length: count }, (_, index) => periodAfter(month, index - count));

/** The twelve months of a year. */
export const monthsOf = (year: string): string[] => Array.from({ length: 12 }, (_, index) => periodAfter(`${year}-01`, index));

/** As a person reads it: 2026年10月, 2026年. */
export const periodName = (period: string): string => (isMonth(period) ? `${period.slice(0, 4)}年${Number(period.slice(5))}月` : `${period}年`);
