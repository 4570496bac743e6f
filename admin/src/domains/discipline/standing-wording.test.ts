import { barOf, marksOf, standingSentence } from './standing-wording';

it('fills the bar with what counts and what is pending, never over its end', () => {
  expect(barOf({ counted: 5, pending: 3, full: 12 })).toEqual([
    { kind: 'counted', from: 0, to: 5 },
    { kind: 'pending', from: 5, to: 8 },
  ]);
  expect(barOf({ counted: 11, pending: 6, full: 12 })).toEqual([
    { kind: 'counted', from: 0, to: 11 },
    { kind: 'pending', from: 11, to: 12 },
  ]);
  expect(barOf({ counted: 15, pending: 1, full: 12 })).toEqual([{ kind: 'counted', from: 0, to: 12 }]);
  expect(barOf({ counted: 0, pending: 0, full: 12 })).toEqual([]);
});

it('marks the sums at which something happens', () => {
  const measures = [
    { from: 3, kind: 'warning' as const, workingDays: null, days: null },
    { from: 9, kind: 'suspension' as const, workingDays: null, days: 7 },
    { from: 10, kind: 'suspension' as const, workingDays: null, days: 15 },
    { from: 12, kind: 'cancellation' as const, workingDays: null, days: null },
  ];
  expect(marksOf({ measures, full: 12 })).toEqual([
    { at: 3, word: '警告' },
    { at: 9, word: '暂停' },
    { at: 10, word: '' },
    { at: 12, word: '取消' },
  ]);
});

it('says what the sum means and what would follow', () => {
  expect(standingSentence({ counted: 0, pending: 0, next: { kind: 'warning', from: 3, left: 3 } })).toBe('本周期没有计入的扣分。再扣 3 分（满 3 分）警告。');
  expect(standingSentence({ counted: 7, pending: 3, next: { kind: 'suspension', from: 9, left: 2 } })).toBe('本周期计入 7 分，另有 3 分待定（未决定或申诉中，不计入）。再扣 2 分（满 9 分）暂停。');
  expect(standingSentence({ counted: 12, pending: 0, next: null })).toBe('本周期计入 12 分，已到最高一级。');
});
