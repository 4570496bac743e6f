import { monthBefore, monthIn, periodOf, usualPeriods } from './periods';

it('offers the periods of reports, and falls back to the year to date', () => {
  const now = new Date('2026-01-05T09:00:00+08:00');
  expect(usualPeriods(now)[2]).toEqual({ label: '上月', from: '2025-12-01', to: '2025-12-31' });
  expect(periodOf({ from: '2025-02-01', to: '2025-01-01' }, now)).toEqual({ from: '2026-01-01', to: '2026-01-05' });
  expect(periodOf({ from: '2025-01-01', to: '2025-01-31' }, now)).toEqual({ from: '2025-01-01', to: '2025-01-31' });
});

it('takes the month of the address where it makes sense', () => {
  const now = new Date('2026-11-30T17:00:00Z');
  expect(monthIn(new URLSearchParams('month=2026-10'), now)).toBe('2026-10');
  expect(monthIn(new URLSearchParams('month=2026-13'), now)).toBe('2026-12');
  expect(monthIn(new URLSearchParams('month=2027-01'), now)).toBe('2026-12');
  expect(monthIn(new URLSearchParams(), now)).toBe('2026-12');
});

it('knows the month before', () => {
  expect(monthBefore('2026-01')).toBe('2025-12');
  expect(monthBefore('2026-11')).toBe('2026-10');
});
