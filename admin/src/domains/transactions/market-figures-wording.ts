import { dayOf, waitOf } from '../../components/moments';
import { shareWord } from '../checks/pack-wording';
import { secondsWord } from '../checks/seconds-word';
import type { MarketFigures } from './deal';

type Sums = MarketFigures['sums'];

/** The period that the address names, a day or a month up to the present one; today otherwise. */
export function periodIn(search: URLSearchParams, now: Date): string {
  const [period, today] = [search.get('period') ?? '', dayOf(now)];
  const isPeriod = /^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/.test(period);
  return isPeriod && period <= today ? period : today;
}

/** Returns among all checks that came to an end: 12.5%, or a dash. */
export const returnRate = ({ returned, completed }: Pick<Sums, 'returned' | 'completed'>) => shareWord(returned, returned + completed);

/** How the checks were measured: 平均51秒，九成不超过1分20秒（量到98次）. */
export function secondsNote(seconds: Sums['seconds']): string {
  if (!seconds) return '没有量到用时';
  return `平均${secondsWord(seconds.mean)}，九成不超过${secondsWord(seconds.p90)}（量到${seconds.measured}次）`;
}

/** How long the first one waits: 最久的已等7分钟. */
export function waitingNote({ oldestSubmittedAt }: MarketFigures['waiting'], now: number): string {
  return oldestSubmittedAt ? `最久的已等${waitOf(oldestSubmittedAt, now)}` : '没有人在等';
}

/** Days of the month before, as the heading of its column: 上月, or 上月1日至20日 while this one runs. */
export function beforeTitle({ from, to }: { from: string; to: string }): string {
  const lastDay = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 0)).getUTCDate();
  const day = Number(to.slice(8));
  return day === lastDay ? '上月' : `上月1日至${day}日`;
}

/** What is compared with the month before, line by line: now, before, and by how much it changed. */
export function comparisonOf(now: Sums, before: Sums): { title: string; now: string; before: string; change: string }[] {
  const counted = (title: string, of: (sums: Sums) => number) => ({ title, now: `${of(now)}`, before: `${of(before)}`, change: changeWord(of(now), of(before)) });
  const timed = (title: string, of: (seconds: NonNullable<Sums['seconds']>) => number) => {
    const [one, other] = [now.seconds && of(now.seconds), before.seconds && of(before.seconds)];
    return { title, now: secondsWord(one), before: secondsWord(other), change: one === null || other === null ? '—' : changeWord(one, other) };
  };
  return [
    counted('核对完成', ({ completed }) => completed),
    counted('其中移动端', ({ mobile }) => mobile),
    counted('其中固定端', ({ fixed }) => fixed),
    counted('退回', ({ returned }) => returned),
    { title: '退回率', now: returnRate(now), before: returnRate(before), change: '' },
    timed('用时中位数', ({ median }) => median),
    timed('九成不超过', ({ p90 }) => p90),
    counted('人工放行', ({ overrides }) => overrides),
  ];
}

function changeWord(now: number, before: number): string {
  if (before === 0) return now === 0 ? '0%' : '—';
  const percent = Math.round(((now - before) / before) * 100);
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)}%`;
}
