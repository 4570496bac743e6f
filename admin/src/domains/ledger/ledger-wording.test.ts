import type { SourcesAndUses } from './ledger';
import { budgetWarning, equationOf, leftOf, sideOf, totalsOf } from './ledger-wording';

it('writes a balance by its side', () => {
  expect(sideOf(500)).toEqual({ side: '借', sum: '¥5.00' });
  expect(sideOf(-500)).toEqual({ side: '贷', sum: '¥5.00' });
  expect(sideOf(0)).toEqual({ side: '平', sum: '¥0.00' });
});

it('sums both sides of the accounts', () => {
  const items = [
    { openingFen: 0, debitFen: 900, creditFen: 100, balanceFen: 800 },
    { openingFen: 0, debitFen: 100, creditFen: 900, balanceFen: -800 },
  ];
  expect(totalsOf(items)).toEqual({ openingFen: 0, debitFen: 1000, creditFen: 1000, balanceFen: 0 });
});

it('proves the equation of a fund, and says so where it does not hold', () => {
  const fund: SourcesAndUses = {
    fund: 'service_fee',
    from: '2026-01-01',
    to: '2026-11-28',
    openingFen: 1000,
    sources: [{ account: 'income', fen: 500 }],
    uses: [{ account: 'bank_charges', fen: 20, budgetFen: null }],
    closingFen: 1480,
    heldAs: [
      { account: 'bank', fen: 1500 },
      { account: 'suspense', fen: -20 },
    ],
  };
  expect(equationOf(fund)).toEqual({ openingFen: 1000, sourcesFen: 500, usesFen: 20, closingFen: 1480, heldFen: 1480, holds: true });
  expect(equationOf({ ...fund, closingFen: 1481 }).holds).toBe(false);
});

it('tells what a request means for the budget', () => {
  const budget = { budgetFen: 100_000, committedFen: 20_000, spentFen: 30_000 };
  expect(leftOf(budget)).toBe(50_000);
  expect(budgetWarning(budget, 50_000)).toBeUndefined();
  expect(budgetWarning(budget, 50_001)).toBe('超出本年预算 ¥0.01，请在用途中写明依据。');
  expect(budgetWarning({ ...budget, budgetFen: 0 }, 1)).toContain('没有预算');
});
