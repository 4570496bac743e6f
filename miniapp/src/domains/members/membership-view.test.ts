import { historyLine, priceText, wordOfState } from './membership-view';

it('tells what became of the membership, since when and by which resolution', () => {
  const at = { effectiveOn: '2026-03-01', resolutionNumber: '甬二车会决〔2026〕3号' };
  expect(historyLine({ kind: 'join', ...at })).toEqual({ title: '入会', under: '2026年3月1日起，依据甬二车会决〔2026〕3号' });
  expect(historyLine({ kind: '原有会员', ...at }).title).toBe('原有会员');
});

it('says which price the market’s deals cost: only an active member’s is the lower one', () => {
  const market = { id: '019b76da-a800-7000-8000-000000000001', name: '示范二手车市场' };
  expect(priceText({ state: 'active', market })).toContain('按会员价');
  expect(priceText({ state: 'suspended', market })).toContain('按非会员价');
  expect(priceText({ state: 'active', market: null })).toBeUndefined();
  expect(wordOfState('suspended')).toEqual({ tone: 'wait', text: '暂停会籍' });
});
