import { barsOf, changeText, rateText, type ScoreCard } from './score-view';

const rate = (share: number) => ({ share, low: share / 2, high: share * 2 });

it('shows a rate with what it may really be', () => {
  expect(rateText(rate(0.05))).toBe('5.0%（95%区间 2.5%–10.0%）');
  expect(rateText(null)).toBe('本月还没有核查');
});

it('compares with the month before', () => {
  expect(changeText({ problemRate: rate(0.068), before: rate(0.042) })).toBe('比上月高2.6个百分点（上月4.2%）');
  expect(changeText({ problemRate: rate(0.04), before: rate(0.06) })).toBe('比上月低2.0个百分点（上月6.0%）');
  expect(changeText({ problemRate: rate(0.04), before: null })).toBe('没有上月可比');
});

it('draws the months against the worst of them, and none where nothing was inspected', () => {
  const month = (name: string, problemRate: ReturnType<typeof rate> | null): ScoreCard['trend'][number] => ({ month: name, completed: 9, inspected: problemRate ? 4 : 0, problems: 0, problemRate, points: 0 });
  expect(barsOf({ trend: [month('2025-12', rate(0.02)), month('2026-01', null), month('2026-02', rate(0.04))] })).toMatchObject([
    { month: '12月', height: 50, text: '2.0%' },
    { month: '2026年1月', height: null, text: '没有核查' },
    { month: '2月', height: 100 },
  ]);
});
