import type { Tone } from '../../components/tone-tag';
import type { Deadline } from './figures';

const tones: Record<Deadline['state'], Tone> = { open: 'plain', near: 'warn', overdue: 'bad', done: 'good' };

export const deadlineTone = ({ state }: Pick<Deadline, 'state'>): Tone => tones[state];

/** How long there is left, in words: 还有 23 天, 今天到期, 逾期 4 天, or when it was done. */
export function leftWord({ state, daysLeft, doneOn }: Pick<Deadline, 'state' | 'daysLeft' | 'doneOn'>): string {
  if (state === 'done') return doneOn === null ? '已完成' : `${doneOn} 完成`;
  if (daysLeft < 0) return `逾期 ${-daysLeft} 天`;
  return daysLeft === 0 ? '今天到期' : `还有 ${daysLeft} 天`;
}

/** 3月31日. */
export const dayWord = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** Where a day stands in its year, in percent of the way from New Year to New Year. */
export function placeInYear(day: string): number {
  const year = Number(day.slice(0, 4));
  const [begin, end, at] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1), Date.parse(day)];
  return Math.round(((at - begin) / (end - begin)) * 10_000) / 100;
}
