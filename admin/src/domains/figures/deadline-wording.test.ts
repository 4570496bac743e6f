import { dayWord, leftWord, placeInYear } from './deadline-wording';

it('says how long there is left', () => {
  expect(leftWord({ state: 'near', daysLeft: 23, doneOn: null })).toBe('还有 23 天');
  expect(leftWord({ state: 'near', daysLeft: 0, doneOn: null })).toBe('今天到期');
  expect(leftWord({ state: 'overdue', daysLeft: -4, doneOn: null })).toBe('逾期 4 天');
  expect(leftWord({ state: 'done', daysLeft: -4, doneOn: '2026-03-20' })).toBe('2026-03-20 完成');
});
it('places days in their year, leap years too', () => {
  expect([placeInYear('2026-01-01'), placeInYear('2026-03-31'), placeInYear('2024-12-31')]).toEqual([0, 24.38, 99.73]);
  expect(dayWord('2026-03-31')).toBe('3月31日');
});
