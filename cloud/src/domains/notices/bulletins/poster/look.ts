import { print, printable, type Print, printedWidth } from '../../../../print';
import { percentOf } from '../../../statistics/growth';

/** 1080 px wide; a phone shows it at about a third, so nothing is printed smaller than 28 px. */
export const page = { width: 1080, margin: 40, padding: 48 };
export const inner = { left: page.margin + page.padding, right: page.width - page.margin - page.padding };
export const innerWidth = inner.right - inner.left;

export const colours = {
  ground: '#eef3f3',
  card: '#ffffff',
  deep: '#0b4a54',
  main: '#0e5f6b',
  soft: '#7fb0b6',
  track: '#e6eeee',
  accent: '#d9822b',
  ink: '#16292e',
  faint: '#54686e',
  line: '#dbe5e6',
  up: '#b8352a',
  down: '#2a7a4b',
  note: '#fff6e6',
} as const;
/** Of the parts of a stacked bar, the greatest first. */
export const series = ['#0e5f6b', '#d9822b', '#4f9aa3', '#8a6fae', '#a9bf5a', '#9aa9ad'] as const;

/** A piece of the poster: its drawing, which begins at `y`, and how high it is. */
export interface Block {
  svg: string;
  height: number;
}

/** A line of what may be anybody's words; the squares of what the font lacks are better than no poster. */
export const write = (text: string, how: Print): string => print(printable(text, how.weight), how);

const wholeTokens = /[0-9A-Za-z.,%–+-]+|[\s\S]/gu;
/** Signs that never begin a line. */
const closing = /^[，。、；：！？）》”’…%]$/u;

/** A text in lines of at most so many pixels; numbers stay whole, and no line begins with a sign that closes. */
export function wrap(text: string, width: number, how: Pick<Print, 'size' | 'weight'>): string[] {
  const lines = [''];
  for (const token of printable(text, how.weight).match(wholeTokens) ?? []) {
    const line = lines.at(-1)! + token;
    if (token === '\n') lines.push('');
    else if (lines.at(-1) === '' || closing.test(token) || printedWidth(line, how) <= width) lines[lines.length - 1] = line;
    else lines.push(token.trimStart());
  }
  return lines.filter((line, at) => line !== '' || at === 0);
}

/** Lines one below the other; `y` is the top of the first. */
export const writeLines = (lines: string[], y: number, leading: number, how: Omit<Print, 'y'>): string => lines.map((line, at) => print(line, { ...how, y: y + at * leading + how.size * 0.88 })).join('');

export const card = (y: number, height: number, fill: string = colours.card): string => `<rect x="${page.margin}" y="${y}" width="${page.width - 2 * page.margin}" height="${height}" rx="28" fill="${fill}"/>`;

/** The room of a growth's arrow, as a share of the size. */
const arrow = 0.75;

/** 同比 with its arrow; the text ends at `x`, and is condensed where both together would be wider than `fit`. Red for more, green for less, as charts in China are read. */
export function growthMark(growth: number | null, { x, y, size, fit }: { x: number; y: number; size: number; fit: number }): string {
  if (growth === null) return write('—', { x, y, size, fill: colours.faint, anchor: 'end' });
  if (growth === 0) return write('持平', { x, y, size, fill: colours.faint, anchor: 'end' });
  const text = percentOf(Math.abs(growth));
  const fill = growth > 0 ? colours.up : colours.down;
  const left = x - Math.min(fit, growthWidth(growth, size));
  const [top, bottom] = [y - size * 0.72, y - size * 0.06];
  const points = growth > 0 ? `${left},${bottom} ${left + size * 0.52},${bottom} ${left + size * 0.26},${top}` : `${left},${top} ${left + size * 0.52},${top} ${left + size * 0.26},${bottom}`;
  return `<polygon points="${points}" fill="${fill}"/>${write(text, { x, y, size, weight: 'medium', fill, anchor: 'end', fit: fit - arrow * size })}`;
}

export const growthWidth = (growth: number, size: number): number => printedWidth(percentOf(Math.abs(growth)), { size, weight: 'medium' }) + arrow * size;
