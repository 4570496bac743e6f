import { lastKnown, monthNumber, tallestOf, yearsOf, type Column } from './months';

const column = (month: string, value: number | null, beside: number | null = null): Column => ({ month, value, beside });

it('puts each year under its own months, and leaves it out where it would not fit', () => {
  const months = ['2025-12', '2026-01', '2026-02', '2026-03'].map((month) => ({ month }));
  expect(yearsOf(months)).toEqual([
    { year: '2025', columns: 1, text: '' },
    { year: '2026', columns: 3, text: '2026年' },
  ]);
});

it('scales to the tallest of both rows, and reads the last month that is known', () => {
  const columns = [column('2026-08', 300, 410), column('2026-09', 320, null), column('2026-10', null, 330)];
  expect(tallestOf(columns)).toBe(410);
  expect(lastKnown(columns)).toBe('2026-09');
  expect(lastKnown([column('2026-10', null)])).toBeUndefined();
  expect(monthNumber('2026-08')).toBe('8');
});
