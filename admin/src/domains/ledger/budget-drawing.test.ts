import { barOf, barSize } from './budget-drawing';

it('draws what is spent and promised inside the budget', () => {
  expect(barOf({ budgetFen: 1000, spentFen: 250, committedFen: 250 })).toEqual({ spent: barSize.width / 4, committed: barSize.width / 4, limit: barSize.width, beyond: 0, share: 50 });
});

it('draws beyond the limit what exceeds it', () => {
  const { limit, beyond, spent, committed, share } = barOf({ budgetFen: 1000, spentFen: 1500, committedFen: 500 });
  expect([limit, beyond, share]).toEqual([barSize.width / 2, barSize.width / 2, 200]);
  expect(spent + committed).toBe(limit);
});

it('draws nothing of a head from which more came back than was paid', () => {
  expect(barOf({ budgetFen: 1000, spentFen: -50, committedFen: 0 })).toMatchObject({ spent: 0, beyond: 0, share: 0 });
});
