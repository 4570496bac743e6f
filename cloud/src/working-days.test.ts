import { workingDayAfter } from './working-days';

describe('工作日 of five and of ten days, by the holidays that the State Council published', () => {
  it.each([
    ['National Day 2019: the 29th of September, a Sunday, and the 12th of October, a Saturday, are worked', '2019-09-27', '2019-10-10', '2019-10-16'],
    ['Labour Day 2019: four days free, two Sundays worked', '2019-04-26', '2019-05-06', '2019-05-13'],
    ['Spring Festival 2025: from the 28th of January to the 4th of February', '2025-01-24', '2025-02-07', '2025-02-13'],
    ['National Day and Mid-Autumn 2025: eight days', '2025-09-26', '2025-10-10', '2025-10-16'],
    ['Spring Festival 2026: nine days', '2026-02-12', '2026-02-26', '2026-03-04'],
    ['National Day 2026', '2026-09-29', '2026-10-12', '2026-10-19'],
    ['an ordinary week, served on a Saturday', '2026-11-21', '2026-11-27', '2026-12-04'],
  ])('%s', (_, served, five, ten) => expect([workingDayAfter(served, 5), workingDayAfter(served, 10)]).toEqual([five, ten]));
});
