import { sumOf, yuanOf } from './money';

it('writes fen as yuan with two decimals, to the fen however large', () => {
  expect(yuanOf(0)).toBe('¥0.00');
  expect(yuanOf(5)).toBe('¥0.05');
  expect(yuanOf(300)).toBe('¥3.00');
  expect(yuanOf(600_000)).toBe('¥6,000.00');
  expect(yuanOf(64_352_600)).toBe('¥643,526.00');
  expect(yuanOf(10_000_000_000)).toBe('¥100,000,000.00');
  expect(yuanOf(-800)).toBe('−¥8.00');
});

it('adds in fen', () => {
  expect(yuanOf(sumOf([1010, 2020, 3030]))).toBe('¥60.60');
  expect(sumOf([])).toBe(0);
});
