import type { DealSummary } from './deal';
import { nextDealOf } from './next-deal';

const deal = (id: string, holder?: string) => ({ id, hold: holder ? { staffId: holder, operatorName: holder, openedAt: '', until: '' } : null }) as DealSummary;

it('goes on with the longest wait that no colleague is at', () => {
  expect(nextDealOf([deal('a', 'colleague'), deal('b'), deal('c')], 'me')?.id).toBe('b');
  expect(nextDealOf([deal('a', 'me'), deal('b')], 'me')?.id).toBe('a');
});

it('leaves out the deal that was just dealt with, and may find none', () => {
  expect(nextDealOf([deal('a'), deal('b')], 'me', 'a')?.id).toBe('b');
  expect(nextDealOf([deal('a'), deal('b', 'colleague')], 'me', 'a')).toBeUndefined();
});
