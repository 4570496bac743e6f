import type { BulletinContent } from '@yongche/contract/bulletins';
import { printedWidth } from '../../../../print';
import { grouped } from '../../../statistics/figures';
import { type Block, card, colours, growthMark, inner, innerWidth, series, write } from './look';

type Breakdown = BulletinContent['breakdowns'][number];
type Row = { member: string; value: number; share: number; growth: number | null | undefined };

const mostRows = 9;
const row = { first: 196, height: 90 };
/** Right edges of the columns. */
const columns = { value: inner.left + 560, share: inner.left + 716, growth: inner.right };
const mostStacked = 5;

/** One breakdown: as a stacked bar where a few members make up the whole, else a line per member with its share as a bar. */
export function breakdown(given: Breakdown, y: number): Block {
  return given.isWhole && given.rows.length <= mostStacked && given.dimension !== 'age' ? stacked(given, y) : rows(given, y);
}

const shareText = (share: number) => `${(share / 100).toFixed(1)}%`;

function head({ dimensionName, itemName }: Breakdown, y: number): string {
  return [
    write(`按${dimensionName}`, { x: inner.left, y: y + 78, size: 42, weight: 'bold', fill: colours.ink }),
    write(itemName, { x: inner.left, y: y + 126, size: 30, fill: colours.faint }),
    ...([['数量', columns.value], ['占比', columns.share], ['同比', columns.growth]] as const).map(([title, x]) => write(title, { x, y: y + 126, size: 30, fill: colours.faint, anchor: 'end' })),
  ].join('');
}

function cells({ member, value, share, growth }: Row, top: number, left: number): string {
  return [
    write(member, { x: left, y: top, size: 36, weight: 'medium', fill: colours.ink, fit: columns.value - left - printedWidth(grouped(value), { size: 36, weight: 'medium' }) - 24 }),
    write(grouped(value), { x: columns.value, y: top, size: 36, weight: 'medium', fill: colours.ink, anchor: 'end' }),
    write(shareText(share), { x: columns.share, y: top, size: 34, fill: colours.faint, anchor: 'end' }),
    growth === undefined ? '' : growthMark(growth, { x: columns.growth, y: top, size: 34, fit: columns.growth - columns.share - 24 }),
  ].join('');
}

function rows(given: Breakdown, y: number): Block {
  const shown = shownRows(given);
  const most = Math.max(1, ...shown.map(({ value }) => value));
  const height = row.first + shown.length * row.height;
  const drawn = shown.map((one, at) => {
    const top = y + row.first + at * row.height;
    const isRest = one.growth === undefined;
    const width = one.value === 0 ? 0 : Math.max(6, (innerWidth * one.value) / most);
    return `${cells(one, top, inner.left)}<rect x="${inner.left}" y="${top + 18}" width="${innerWidth}" height="12" rx="6" fill="${colours.track}"/>${width > 0 ? `<rect x="${inner.left}" y="${top + 18}" width="${width}" height="12" rx="6" fill="${isRest ? colours.soft : colours.main}"/>` : ''}`;
  });
  return { height, svg: `${card(y, height)}${head(given, y)}${drawn.join('')}` };
}

/** The first ones; the others as one line, where all together are the whole. */
function shownRows({ rows: all, isWhole, dimension }: Breakdown): Row[] {
  if (all.length <= mostRows || dimension === 'age') return all.slice(0, mostRows + 3);
  if (!isWhole) return all.slice(0, mostRows);
  const rest = all.slice(mostRows - 1);
  const sum = (of: 'value' | 'share') => rest.reduce((total, one) => total + one[of], 0);
  return [...all.slice(0, mostRows - 1), { member: `其余${rest.length}个`, value: sum('value'), share: sum('share'), growth: undefined }];
}

function stacked(given: Breakdown, y: number): Block {
  const height = 262 + given.rows.length * 66;
  const total = Math.max(1, given.rows.reduce((sum, { value }) => sum + value, 0));
  let pen = inner.left;
  const parts = given.rows.map(({ value }, at) => {
    const width = (innerWidth * value) / total;
    const part = `<rect x="${pen}" y="${y + 162}" width="${Math.max(0, width - 3)}" height="48" fill="${series[at % series.length]}"/>`;
    pen += width;
    return part;
  });
  const legend = given.rows.map((one, at) => {
    const top = y + 278 + at * 66;
    return `<rect x="${inner.left}" y="${top - 28}" width="28" height="28" rx="6" fill="${series[at % series.length]}"/>${cells(one, top, inner.left + 46)}`;
  });
  return { height, svg: `${card(y, height)}${head(given, y)}${parts.join('')}${legend.join('')}` };
}
