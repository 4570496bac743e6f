import { nextStep, percentOf, planState, rateOf, rateWord, riskOf } from './plan-wording';

const plan = (state: 'draft' | 'adopted' | 'withdrawn', effectiveOn: string | null, inForce = false) => ({ state, effectiveOn, inForce });

describe('a sampling plan in words', () => {
  it.each([
    [plan('adopted', '2026-01-01', true), '现行'],
    [plan('adopted', '2026-12-01'), '待生效'],
    [plan('adopted', '2025-01-01'), '已被取代'],
    [plan('draft', null), '草稿'],
    [plan('withdrawn', null), '已撤回'],
  ])('%p is called %p', (given, label) => {
    expect(planState(given, '2026-11-03').label).toBe(label);
    expect(nextStep(given, '2026-11-03')).not.toBe('');
  });

  it('writes rates as people do, and reads back what was written', () => {
    expect([1 / 3, 0.03, 1, 0, 0.125].map(rateWord)).toEqual(['33.33%', '3%', '100%', '0%', '12.5%']);
    expect([33.33, 3, 100, 12.5].map(rateOf)).toEqual([0.3333, 0.03, 1, 0.125]);
    expect(percentOf(rateOf(7.25))).toBe(7.25);
  });

  it('adds findings to a risk', () => {
    expect(riskOf([0.5, 0.15])).toBeCloseTo(0.575);
    expect(riskOf([])).toBe(0);
  });
});
