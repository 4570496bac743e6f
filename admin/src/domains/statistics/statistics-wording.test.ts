import { changeOf, countOf, fileProblem, growthSource, growthWord, nextMonth, periodName, rateOf } from './statistics-wording';

it('says growth with its sign, and no number without a base of the same scope', () => {
  expect([rateOf(875), rateOf(-320), rateOf(0), rateOf(1005)]).toEqual(['+8.75%', '−3.20%', '0.00%', '+10.05%']);
  expect(growthWord({ hundredths: null, base: null, source: 'none', sourceName: null })).toBe('无同口径基数');
  expect(growthSource({ hundredths: null, base: null, source: 'other_scope', sourceName: null })).toContain('口径不同');
  expect(growthSource({ hundredths: 875, base: 2_674_023, source: 'published', sourceName: '2018年第1版' })).toBe('上年同期 2,674,023，取自2018年第1版');
});
it('writes counts and changes', () => {
  expect([countOf(2_908_000), countOf(-12), countOf(null), changeOf(5, 3), changeOf(3, 5_000), changeOf(3, 3), changeOf(3, null)]).toEqual(['2,908,000', '−12', '—', '+2', '−4,997', '0', '—']);
  expect([periodName('2026-01'), periodName('2019')]).toEqual(['2026年1月', '2019年']);
});
it('proposes the month after the newest, but none that is not over', () => {
  expect([nextMonth('2026-08', '2026-11-03'), nextMonth('2026-10', '2026-11-03'), nextMonth(undefined, '2026-01-03'), nextMonth('2025-12', '2026-02-03')]).toEqual(['2026-09', '2026-10', '2025-12', '2026-01']);
});
it('refuses what is no table', () => {
  expect([fileProblem({ name: 'a.xls', size: 1 }), fileProblem({ name: 'a.csv', size: 0 }), fileProblem({ name: 'A.XLSX', size: 6_000_000 }), fileProblem({ name: 'a.csv', size: 9 })].map((problem) => problem !== undefined)).toEqual([true, true, true, false]);
});
