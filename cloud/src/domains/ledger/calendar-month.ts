/** First and last day of a month, YYYY-MM. */
export function daysOf(month: string): { first: string; last: string } {
  const [year, number] = month.split('-').map(Number);
  return { first: `${month}-01`, last: new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10) };
}

export const monthOf = (day: string): string => day.slice(0, 7);

/** The month so many months later, or earlier where it is below zero. */
export function monthAfter(month: string, count = 1): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number! - 1 + count, 1)).toISOString().slice(0, 7);
}

/** Every month between two, both included. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month);
  return months;
}
