import { explanation, hundredthsIn, lightWord, shareOf, signedOf, totalName } from './comparison-wording';
import type { ComparedYear, Unmatched } from './comparisons';

it('says a difference with its sign', () => {
  expect([signedOf(3_563), signedOf(-28), signedOf(0), signedOf(null)]).toEqual(['+3,563', '−28', '0', '—']);
  expect([shareOf(117), shareOf(-10_000), shareOf(null)]).toEqual(['+1.17%', '−100.00%', '—']);
});

it('says what a light means', () => {
  expect(lightWord({ light: 'green' }, 150)).toBe('正常：在容差 1.50% 以内');
  expect(lightWord({ light: 'yellow' }, 150)).toBe('注意：超过容差 1.50%，不到 3.00%');
});

it('says what a sum is made of', () => {
  const of = (months: number, isOfYear = false) => totalName({ year: 2026, total: { months, isOfYear } as ComparedYear['total'] });
  expect([of(12, true), of(12), of(10), of(0)]).toEqual(['2026年全年', '2026年全年', '2026年已公布的10个月', '2026年']);
});

it('explains each row of both sides', () => {
  const row = (cause: Unmatched['cause'], serial: string | null, other: Partial<Unmatched['other']> | null) => explanation({ cause, serial, plate: '浙B12345', other } as Unmatched);
  expect(row('again', '1', { on: '2026-03-05' })).toBe('2026-03-05 还核对过一笔，登记对应那一笔。');
  expect(row('other_plate', '1', { on: '2026-03-05', plate: '浙B54321' })).toBe('车管 2026-03-05 登记为 浙B54321，请核对。');
  expect(row('other_plate', null, { on: '2026-03-05', plate: '浙B54321' })).toBe('影像 2026-03-05 完成的是 浙B54321，请核对。');
  expect(row('other_month', '1', { on: '2026-05-05' })).toBe('车管 2026-05-05 登记，不在完成后的期限以内。');
  expect(row('no_deal', null, null)).toContain('没有经过影像核对');
});

it('reads a percentage as it is typed', () => {
  expect(['1.5', ' 1.50% ', '0', '100', '100.01', '1.555', '-1', ''].map(hundredthsIn)).toEqual([150, 150, 0, 10_000, undefined, undefined, undefined, undefined]);
});
