import { fenOf, yuanText } from './amounts';

it('writes and reads every amount to the fen, where floating numbers would not', () => {
  for (const fen of [0, 1, 9, 10, 99, 100, 101, 1230, 1999, 29_000_000, 64_352_600, 100_000_000_001]) {
    expect(fenOf(yuanText(fen))).toBe(fen);
    expect(fenOf(yuanText(-fen))).toBe(fen === 0 ? 0 : -fen);
  }
  // 0.29 × 100 is 28.999999999999996 in floating numbers, 1.005 × 100 is 100.49999999999999.
  expect(fenOf('0.29')).toBe(29);
  expect(yuanText(1230)).toBe('12.30');
});

it.each([
  ['6000', 600_000],
  ['0.6', 60],
  ['+1.00', 100],
  ['-0.06', -6],
  ['0.02000', 2],
  ['-0.00', 0],
])('reads %s as the services write it', (text, fen) => {
  expect(fenOf(text)).toBe(fen);
});

it.each(['', ' 1.00', '1,000.00', '0.005', '1e3', '.5', '1.', '¥1.00', 'NaN', '9'.repeat(13)])('does not guess at “%s”', (text) => {
  expect(fenOf(text)).toBeUndefined();
});

it('writes whole fen only', () => {
  expect(() => yuanText(0.5)).toThrow(RangeError);
  expect(() => yuanText(Number.NaN)).toThrow(RangeError);
});
