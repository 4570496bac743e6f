import type { BillSummary } from './billing';
import { billsSize, drawBills } from './bills-drawing';

const bill = (month: string, fen: number, rest: Partial<BillSummary> = {}) =>
  ({ id: month, month, state: 'published', standing: 'paid', vehicles: fen / 300, fen, outstandingFen: 0, ...rest }) as BillSummary;

it('draws what is paid below what is open, month by month', () => {
  const { bars, scale } = drawBills([
    bill('2026-11', 360_000, { state: 'draft', standing: 'unpaid', outstandingFen: 0 }),
    bill('2026-10', 240_000, { standing: 'partly', outstandingFen: 60_000 }),
    bill('2026-09', 300_000),
    bill('2026-08', 300_000, { state: 'void', standing: 'cancelled' }),
  ]);
  expect(scale.map(({ fen }) => fen)).toEqual([0, 100_000, 200_000, 300_000, 400_000]);
  expect(scale.at(-1)!.y).toBe(billsSize.top);
  expect(bars.map(({ month, parts }) => [month, parts.map(({ part }) => part)])).toEqual([
    ['2026-09', ['paid']],
    ['2026-10', ['paid', 'open']],
    ['2026-11', ['coming']],
  ]);
  const [paid, open] = bars[1]!.parts;
  expect(paid!.height).toBeCloseTo(open!.height * 3, 0);
  expect(open!.y + open!.height).toBeCloseTo(paid!.y, 5);
  expect(bars[1]!.sentence).toBe('2026-10：800 辆，¥2,400.00，未付 ¥600.00（部分缴纳）');
});

it('draws a month without anything to pay, and no bills at all', () => {
  expect(drawBills([bill('2026-11', 0, { standing: 'nothing' })]).bars[0]!.parts).toEqual([]);
  expect(drawBills([])).toMatchObject({ bars: [] });
});
