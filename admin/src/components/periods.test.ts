import { periodOf, usualPeriods } from './periods';

it('offers the periods of reports, and falls back to the year to date', () => {
  const now = new Date('2026-01-05T09:00:00+08:00');
  expect(usualPeriods(now)[2]).toEqual({ label: '上月', from: '2025-12-01', to: '2025-12-31' });
  expect(periodOf({ from: '2025-02-01', to: '2025-01-01' }, now)).toEqual({ from: '2026-01-01', to: '2026-01-05' });
  expect(periodOf({ from: '2025-01-01', to: '2025-01-31' }, now)).toEqual({ from: '2025-01-01', to: '2025-01-31' });
});
