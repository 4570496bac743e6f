import { dayOf } from '../../components/moments';
import { yearToDate } from '../../components/periods';
import { daysUntil, isOverdue } from './register-days';

const at = (moment: string) => new Date(`${moment}+08:00`);

it('takes days and years by the clock of Shanghai', () => {
  expect(dayOf('2026-12-31T16:30:00.000Z')).toBe('2027-01-01');
  expect(yearToDate(new Date('2026-12-31T16:30:00.000Z'))).toEqual({ from: '2027-01-01', to: '2027-01-01' });
  expect(daysUntil('2026-12-01', at('2026-11-23T23:59:00'))).toBe(8);
  expect(daysUntil('2026-11-20', at('2026-11-23T00:01:00'))).toBe(-3);
});

it.each([
  // Monday 23 November 2026
  ['2026-11-23T09:00:00', '2026-11-24T08:59:00', false],
  ['2026-11-23T09:00:00', '2026-11-24T09:01:00', true],
  // Friday to Monday
  ['2026-11-27T15:00:00', '2026-11-29T20:00:00', false],
  ['2026-11-27T15:00:00', '2026-11-30T14:59:00', false],
  ['2026-11-27T15:00:00', '2026-11-30T15:01:00', true],
  // handed in at the weekend: Monday is the day
  ['2026-11-28T10:00:00', '2026-11-30T23:59:00', false],
  ['2026-11-28T10:00:00', '2026-12-01T00:01:00', true],
  ['2026-11-29T23:00:00', '2026-12-01T00:01:00', true],
])('a request of %s is overdue at %s: %s', (since, now, expected) => {
  expect(isOverdue(at(since).toISOString(), at(now))).toBe(expected);
});
