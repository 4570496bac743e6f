import type { BulletinContent } from '@yongche/contract/bulletins';
import { grouped } from '../../../statistics/figures';
import { type Block, card, colours, inner, innerWidth, write } from './look';

type Course = BulletinContent['courses'][number];

const chart = { top: 178, height: 330 };
/** How far a number may reach into the room between the columns. */
const between = 14;

/** 走势 of the last 13 months as columns from zero, this month in another colour, the year before as a mark across. */
export function course({ name, unit, months }: Course, y: number): Block {
  const values = months.flatMap(({ value, yearBefore }) => [value, yearBefore].filter((one) => one !== null));
  const most = Math.max(1, ...values);
  const slot = innerWidth / months.length;
  const base = y + chart.top + chart.height;
  const heightOf = (value: number) => (chart.height * value) / (most * 1.06);
  const labelled = labelsOf(months.map(({ value }) => value));
  const hasYearBefore = months.some(({ yearBefore }) => yearBefore !== null);
  const height = chart.top + chart.height + 118;
  const columns = months.map(({ month, value, yearBefore }, at) => {
    const [left, middle] = [inner.left + at * slot, inner.left + (at + 0.5) * slot];
    const isLast = at === months.length - 1;
    const number = Number(month.slice(5));
    return [
      value === null ? '' : `<rect x="${left + 13}" y="${base - heightOf(value)}" width="${slot - 26}" height="${heightOf(value)}" rx="6" fill="${isLast ? colours.accent : colours.main}"/>`,
      yearBefore === null ? '' : `<rect x="${left + 5}" y="${base - heightOf(yearBefore) - 3}" width="${slot - 10}" height="6" rx="3" fill="${colours.soft}" stroke="#ffffff" stroke-width="2"/>`,
      value !== null && labelled.has(at) ? write(grouped(value), { x: middle, y: base - Math.max(heightOf(value), heightOf(yearBefore ?? 0)) - 16, size: 30, weight: 'medium', fill: isLast ? colours.accent : colours.ink, anchor: 'middle', fit: slot + between }) : '',
      write(`${number}月`, { x: middle, y: base + 42, size: 28, fill: isLast ? colours.accent : colours.faint, weight: isLast ? 'bold' : 'regular', anchor: 'middle', fit: slot - 6 }),
      at === 0 || number === 1 ? write(`${month.slice(0, 4)}年`, { x: at === 0 ? left + 4 : middle - 22, y: base + 84, size: 28, fill: colours.faint }) : '',
    ].join('');
  });
  return {
    height,
    svg: [
      card(y, height),
      write('近13个月走势', { x: inner.left, y: y + 78, size: 42, weight: 'bold', fill: colours.ink }),
      write(`${name}，${unit}`, { x: inner.left, y: y + 126, size: 30, fill: colours.faint }),
      hasYearBefore ? `<rect x="${inner.right - 176}" y="${y + 112}" width="40" height="6" rx="3" fill="${colours.soft}"/>${write('上年同月', { x: inner.right, y: y + 126, size: 30, fill: colours.faint, anchor: 'end' })}` : '',
      `<rect x="${inner.left}" y="${base}" width="${innerWidth}" height="2" fill="${colours.line}"/>`,
      ...columns,
    ].join(''),
  };
}

/** The newest, the greatest and the least are named, where their numbers do not touch. */
function labelsOf(values: (number | null)[]): Set<number> {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const last = values.length - 1;
  const chosen = new Set(values[last] === null ? [] : [last]);
  const byValue = [...known].sort((one, other) => other.value - one.value);
  for (const candidate of [byValue[0], byValue.at(-1)]) {
    if (candidate && [...chosen].every((at) => Math.abs(at - candidate.at) > 1)) chosen.add(candidate.at);
  }
  return chosen;
}
