import { lastDayOver } from './keeping-period';

it.each([
  // A deal of the first of June 2019 is kept until the first of June 2022; on the day after it may end.
  ['2022-06-01', '2019-05-31'],
  ['2022-06-02', '2019-06-01'],
  ['2027-03-01', '2024-02-28'],
  // The 29th of February is kept until the first of March.
  ['2027-03-02', '2024-03-01'],
  ['2028-02-29', '2025-02-28'],
  ['2028-03-01', '2025-02-28'],
])('on %s the keeping period of %s is the last that is over', (today, last) => {
  expect(lastDayOver(today)).toBe(last);
});
