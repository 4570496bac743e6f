/** A month in a chart: what it is compared with stands beside it. */
export interface Column {
  /** 2026-10. */
  month: string;
  value: number | null;
  beside: number | null;
}

/** A year under the axis, over so many columns. */
export interface YearSpan {
  year: string;
  columns: number;
  /** Empty where its columns are too narrow for it. */
  text: string;
}

/** So many columns leave room for 2026年. */
const leastColumns = 3;

/** The years under the months, each over its own. */
export function yearsOf(columns: readonly Pick<Column, 'month'>[]): YearSpan[] {
  const spans: YearSpan[] = [];
  for (const { month } of columns) {
    const year = month.slice(0, 4);
    const last = spans[spans.length - 1];
    if (last?.year === year) last.columns += 1;
    else spans.push({ year, columns: 1, text: '' });
  }
  return spans.map((span) => ({ ...span, text: span.columns >= leastColumns ? `${span.year}年` : '' }));
}

/** 2026-10 as 10 under its column. */
export const monthNumber = (month: string) => String(Number(month.slice(5)));

/** The tallest of all columns, so that those of one chart can be compared. */
export const tallestOf = (columns: readonly Column[]) => Math.max(0, ...columns.flatMap(({ value, beside }) => [value ?? 0, beside ?? 0]));

/** The last month that has a number: the one that is read first. */
export const lastKnown = (columns: readonly Column[]) => [...columns].reverse().find(({ value }) => value !== null)?.month;
