import { hourBars, trendBars } from './board-bars';

it('names years where they begin, and knows the month that is not over', () => {
  const bars = trendBars([{ month: '2025-11', value: 3, yearBefore: null }, { month: '2025-12', value: 4, yearBefore: 2 }, { month: '2026-01', value: 1, yearBefore: 3 }], '2026-01-09');
  expect(bars.map(({ word, isOpen }) => [word, isOpen])).toEqual([['25年11月', false], ['12月', false], ['26年1月', true]]);
});
it('shows the hours of business, and those outside of them in which something was done', () => {
  expect(hourBars([], 9).map(({ key }) => key)).toEqual(['8', '9', '10', '11', '12', '13', '14', '15', '16', '17']);
  const bars = hourBars([{ hour: 7, completed: 2 }, { hour: 20, completed: 0 }, { hour: 18, completed: 1 }], 18);
  expect([bars[0]!.key, bars.at(-1)!.key, bars.at(-1)!.isOpen]).toEqual(['7', '18', true]);
});
