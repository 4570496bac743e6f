import { agreementOf, medianOf, type Pair, shareOf, wilson } from './statistics';

describe('the intervals beside every share', () => {
  it.each([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
    [81, 263, 0.2553, 0.3662],
    [1, 10_000, 0.0000177, 0.000566],
  ])('are Wilson’s for %i of %i', (hits, of, low, high) => {
    const [lower, upper] = wilson({ hits, of });
    expect(lower).toBeCloseTo(low, 4);
    expect(upper).toBeCloseTo(high, 4);
  });
  it('say nothing where nothing was counted', () => expect(wilson({ hits: 0, of: 0 })).toEqual([0, 1]));
});

describe('the agreement of two people', () => {
  /** So many pairs of each kind: both found a problem, only the one, only the other, neither. */
  const pairs = (both: number, onlyOne: number, onlyOther: number, neither: number): Pair[] => [
    ...Array<Pair>(both).fill([true, true]),
    ...Array<Pair>(onlyOne).fill([true, false]),
    ...Array<Pair>(onlyOther).fill([false, true]),
    ...Array<Pair>(neither).fill([false, false]),
  ];

  it('is Cohen’s kappa of the table: 20, 5, 10, 15 agree by 0.7, of which chance is 0.5', () => {
    expect(agreementOf(pairs(20, 5, 10, 15))).toEqual({ pairs: 50, agreed: 35, kappa: expect.closeTo(0.4, 12) });
  });
  it.each([
    ['perfect', pairs(4, 0, 0, 8), 1],
    ['chance', pairs(3, 3, 3, 3), 0],
    ['worse than chance', pairs(0, 6, 6, 0), -1],
    ['high by count and low by kappa where problems are rare', pairs(1, 4, 4, 91), 0.158],
  ])('%s', (_, of, kappa) => expect(agreementOf(of).kappa).toBeCloseTo(kappa, 3));
  it('says nothing under ten pairs, nor where all say the same', () => {
    expect(agreementOf(pairs(2, 1, 1, 5))).toEqual({ pairs: 9, agreed: 7, kappa: null });
    expect(agreementOf(pairs(0, 0, 0, 40))).toEqual({ pairs: 40, agreed: 40, kappa: null });
    expect(agreementOf([])).toEqual({ pairs: 0, agreed: 0, kappa: null });
  });
});

describe('shares and medians', () => {
  it('come with their interval, or not at all', () => {
    // 1,119 of 22,893 in the report of 2019.
    expect(shareOf({ hits: 1119, of: 22_893 })).toEqual({ share: expect.closeTo(0.04888, 5), low: expect.closeTo(0.04616, 5), high: expect.closeTo(0.05175, 5) });
    expect(shareOf({ hits: 0, of: 0 })).toBeNull();
  });
  it('are the middle one, or the middle of two', () => {
    expect([medianOf([9, 1, 4]), medianOf([1, 2, 4, 9]), medianOf([])]).toEqual([4, 3, null]);
  });
});
