import { dueOf } from './due';

/** 2026-11-24 00:30 in Shanghai. */
const now = new Date('2026-11-23T16:30:00Z');

it.each([
  ['2026-12-04', '还有10天', 'calm'],
  ['2026-11-26', '还有2天', 'soon'],
  ['2026-11-24', '今天到期', 'soon'],
  ['2026-11-23', '已逾期1天', 'late'],
])('says of the deadline %s: %s', (day, words, urgency) => {
  expect(dueOf(day, now)).toEqual({ words, urgency });
});
