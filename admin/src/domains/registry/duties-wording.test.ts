import { type Duty, dueWords, urgencyOf } from './duties-wording';

const duty = (dueOn: string, state: Duty['state'] = 'open') => ({ dueOn, state }) as Duty;
/** 2026-11-24 00:30 in Shanghai. */
const now = new Date('2026-11-23T16:30:00Z');

it.each([
  ['2026-12-24', '还有30天', 'calm'],
  ['2026-12-04', '还有10天', 'soon'],
  ['2026-11-24', '今天到期', 'soon'],
  ['2026-11-23', '已逾期1天', 'late'],
])('says of a duty due on %s: %s', (dueOn, words, urgency) => {
  expect(dueWords(duty(dueOn), now)).toBe(words);
  expect(urgencyOf(duty(dueOn), now)).toBe(urgency);
});

it('is silent about what is done', () => {
  expect(dueWords(duty('2026-11-01', 'met'), now)).toBeUndefined();
  expect(urgencyOf(duty('2026-11-01', 'lifted'), now)).toBe('calm');
});
