import { type Share, wilson } from '../src/domains/inspections/statistics';

/** Columns that a terminal takes: Chinese characters and full-width signs take two. */
const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (/[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/u.test(character) ? 2 : 1), 0);
const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Rows in columns, the first row over a line. */
export function tableOf(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const lines = rows.map((row) => row.map((cell, column) => pad(cell, widths[column]!)).join('  ').trimEnd());
  return [lines[0], '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...lines.slice(1)].join('\n');
}

const percent = (share: number) => `${(100 * share).toFixed(share >= 0.1 && share <= 0.99 ? 1 : share > 0 && share < 0.001 ? 3 : 2).replace(/\.?0+$/, '')}%`;

/** 71/72 98.6% [92.5%–99.8%]; a dash where there was nothing to count. */
export function shareText(share: Share): string {
  if (share.of === 0) return '—';
  const [low, high] = wilson(share);
  return `${share.hits}/${share.of} ${percent(share.hits / share.of)} [${percent(low)}–${percent(high)}]`;
}
