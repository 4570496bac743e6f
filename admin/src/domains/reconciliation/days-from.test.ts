import { daysFrom } from './days-from';

it('counts the days between two, across the end of a month', () => {
  expect(daysFrom('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(daysFrom('2026-03-01', '2026-03-01')).toEqual(['2026-03-01']);
});
