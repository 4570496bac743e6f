import { beforeTitle, comparisonOf, periodIn, returnRate, secondsNote, waitingNote } from './market-figures-wording';

const sums = { completed: 90, mobile: 50, fixed: 40, returned: 10, seconds: { mean: 51, median: 42, p90: 80, measured: 98 }, overrides: 3 };

it('names the days with which a month is compared', () => {
  expect(beforeTitle({ from: '2026-02-01', to: '2026-02-28' })).toBe('上月');
  expect(beforeTitle({ from: '2026-02-01', to: '2026-02-20' })).toBe('上月1日至20日');
});

it('says how often, how fast and how long', () => {
  expect([returnRate(sums), returnRate({ completed: 0, returned: 0 })]).toEqual(['10.0%', '—']);
  expect(secondsNote(sums.seconds)).toBe('平均51秒，九成不超过1分20秒（量到98次）');
  expect(waitingNote({ count: 1, oldestSubmittedAt: '2026-03-05T01:00:00.000Z' }, Date.parse('2026-03-05T01:07:30Z'))).toBe('最久的已等7分钟');
  expect([secondsNote(null), waitingNote({ count: 0, oldestSubmittedAt: null }, 0)]).toEqual(['没有量到用时', '没有人在等']);
});

it('compares a month with the one before, and makes no percentage of nothing', () => {
  const lines = comparisonOf(sums, { ...sums, completed: 120, returned: 0, seconds: null, overrides: 3 });
  expect(lines.map(({ title, now, before, change }) => [title, now, before, change].join(' '))).toEqual([
    '核对完成 90 120 −25%',
    '其中移动端 50 50 0%',
    '其中固定端 40 40 0%',
    '退回 10 0 —',
    '退回率 10.0% 0.0% ',
    '用时中位数 42秒 — —',
    '九成不超过 1分20秒 — —',
    '人工放行 3 3 0%',
  ]);
});

it('shows a day or a month of the past, and today where the address says something else', () => {
  const now = new Date('2026-03-05T02:00:00Z');
  const of = (period: string) => periodIn(new URLSearchParams({ period }), now);
  expect(['2026-03-04', '2026-02', '2026-03', '2026-03-06', '2026-13', 'x'].map(of)).toEqual(['2026-03-04', '2026-02', '2026-03', '2026-03-05', '2026-03-05', '2026-03-05']);
});
