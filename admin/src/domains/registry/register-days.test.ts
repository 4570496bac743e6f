import { dayOf } from '../../components/moments';
import { yearToDate } from '../../components/periods';
import { daysUntil } from './register-days';

const at = (moment: string) => new Date(`${moment}+08:00`);

it('takes days and years by the clock of Shanghai', () => {
  expect(dayOf('2026-12-31T16:30:00.000Z')).toBe('2027-01-01');
  expect(yearToDate(new Date('2026-12-31T16:30:00.000Z'))).toEqual({ from: '2027-01-01', to: '2027-01-01' });
  expect(daysUntil('2026-12-01', at('2026-11-23T23:59:00'))).toBe(8);
  expect(daysUntil('2026-11-20', at('2026-11-23T00:01:00'))).toBe(-3);
});
