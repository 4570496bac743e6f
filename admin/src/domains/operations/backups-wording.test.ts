import type { Backup } from './backups';
import { contentOf, lastKey, percentOf, periodOf, sizeOf, usualPeriods } from './backups-wording';

const backup = (recipient: string, requestedAt: string) => ({ recipient, requestedAt }) as Backup;

it('says sizes, periods and contents as people read them', () => {
  expect([0, 640_000, 12_480_000, 1_250_000_000].map(sizeOf)).toEqual(['1 KB', '640 KB', '12.5 MB', '1.25 GB']);
  expect(periodOf({ from: '2026-11-03', to: '2026-11-03' })).toBe('2026-11-03');
  expect(contentOf({ pictures: 1234, picturesLeftOut: 2 })).toBe('1,234 张，另有 2 张没有包含');
});

it('does not say that all is done before the file is', () => {
  expect([percentOf({ deals: 0, dealsDone: 0 }), percentOf({ deals: 3, dealsDone: 1 }), percentOf({ deals: 3, dealsDone: 3 })]).toEqual([0, 33, 99]);
});

it('offers the usual periods, also in January', () => {
  expect(usualPeriods('2026-01-15').map(({ from, to }) => `${from} ${to}`)).toEqual(['2025-12-01 2025-12-31', '2026-01-01 2026-01-15', '2026-01-01 2026-01-15', '2025-01-01 2025-12-31']);
});

it('offers the key of the latest backup again, with the day since which it has been in use', () => {
  expect(lastKey([])).toBeUndefined();
  expect(lastKey([backup('b', '2026-11-20T01:00:00Z'), backup('b', '2026-11-10T01:00:00Z'), backup('a', '2026-11-01T01:00:00Z')])).toEqual({ recipient: 'b', since: '2026-11-10' });
});
