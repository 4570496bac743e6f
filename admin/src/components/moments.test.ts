import { minuteOf, secondOf, waitOf } from './moments';

it('tells moments by the clock of Shanghai', () => {
  expect(minuteOf('2026-11-22T16:05:07.000Z')).toBe('2026-11-23 00:05');
  expect(secondOf('2026-11-22T16:05:07.000Z')).toBe('2026-11-23 00:05:07');
});

it.each([
  [-3, '不到1分钟'],
  [0.5, '不到1分钟'],
  [7, '7分钟'],
  [60, '1小时'],
  [125, '2小时5分'],
  [3 * 24 * 60 + 5, '3天'],
])('says of a wait of %d minutes: %s', (minutes, words) => {
  const since = '2026-11-23T01:00:00.000Z';
  expect(waitOf(since, Date.parse(since) + minutes * 60_000)).toBe(words);
});
