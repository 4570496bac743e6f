import { barOf, countText, growthText, growthWords, percentText } from './numbers';

it('writes counts and percentages digit by digit', () => {
  expect(countText(2_908_123)).toBe('2,908,123');
  expect(countText(0)).toBe('0');
  expect(percentText(1564)).toBe('15.64%');
  expect(percentText(-7)).toBe('−0.07%');
  expect(percentText(10_000)).toBe('100.00%');
});

it('says growth as people do, and that there is none to tell without a base', () => {
  expect(growthText(1564)).toBe('同比 +15.64%');
  expect(growthText(-320)).toBe('同比 −3.20%');
  expect(growthText(null)).toBe('没有上年同期数');
  expect(growthWords(-320)).toBe('下降3.20%');
  expect(growthWords(0)).toBe('持平');
});

it('draws the largest in full, shows every number above nothing, and draws nothing of nothing', () => {
  expect(barOf(400, 400)).toBe(100);
  expect(barOf(1, 40_000)).toBe(1);
  expect(barOf(0, 400)).toBe(0);
  expect(barOf(0, 0)).toBe(0);
});
