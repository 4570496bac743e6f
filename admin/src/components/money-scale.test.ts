import { moneyStep, scaleWord } from './money-scale';

it.each([
  [0, 4, 1_000],
  [4_000, 4, 1_000],
  [4_001, 4, 2_000],
  [360_000, 4, 100_000],
  [2_619_000, 3, 1_000_000],
  [64_352_600, 4, 20_000_000],
])('divides %d fen into at most %d steps of %d', (most, steps, step) => {
  expect(moneyStep(most, steps)).toBe(step);
});

it('writes whole yuan at the scale', () => {
  expect(scaleWord(2_000_000)).toBe('¥20,000');
  expect(scaleWord(-100_000)).toBe('−¥1,000');
  expect(scaleWord(0)).toBe('¥0');
});
