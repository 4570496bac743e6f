import { bareYuan, fenIn, yuanOf } from './money';

it.each([
  [0, '¥0.00'],
  [5, '¥0.05'],
  [300, '¥3.00'],
  [100_000, '¥1,000.00'],
  [64_352_600, '¥643,526.00'],
  [1_234_567_890, '¥12,345,678.90'],
  [-800, '−¥8.00'],
])('reads %d fen as %s', (fen, words) => {
  expect(yuanOf(fen)).toBe(words);
});

it.each([
  ['3', 300],
  ['3.5', 350],
  ['8.', 800],
  ['0.05', 5],
  ['¥ 643,526.00', 64_352_600],
  ['-8', -800],
  ['0', 0],
  ['1.15', 115],
  ['4.35', 435],
])('takes %s as %d fen', (text, fen) => {
  expect(fenIn(text)).toBe(fen);
});

it.each(['', '三元', '1.234', '1e3', '--1', '99999999999999999999'])('does not take %s for a sum', (text) => {
  expect(fenIn(text)).toBeUndefined();
});

it('writes into a field what it reads from it', () => {
  for (const fen of [0, 5, 115, 435, 64_352_600, -800]) expect(fenIn(bareYuan(fen))).toBe(fen);
});
