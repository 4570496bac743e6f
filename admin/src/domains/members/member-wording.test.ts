import { changeMeans, changeWord, flowHolds, proposable } from './member-wording';

it('offers what may become of a member', () => {
  expect(proposable({ state: 'active' })).toEqual(['change_position', 'suspend', 'leave']);
  expect(proposable({ state: 'suspended' })).toEqual(['resume', 'leave']);
  expect(proposable({ state: 'left' })).toEqual([]);
});

it('names a change with the position that it brings', () => {
  expect(changeWord({ kind: 'join', position: 'council_unit' })).toBe('入会　理事单位');
  expect(changeWord({ kind: 'leave', position: null })).toBe('退会');
});

it('says what a change means for the price of a market', () => {
  expect(changeMeans('join', '演示一号市场')).toContain('演示一号市场从生效日起完成的交易按会员价');
  expect(changeMeans('suspend', '演示一号市场')).toContain('按非会员价');
  expect(changeMeans('leave', undefined)).not.toContain('价计服务费');
  expect(changeMeans('leave', undefined)).toContain('已经应缴的会费仍要缴纳');
});

it('adds up 32 + 8 − 1 = 39', () => {
  const flow = { from: '2019-01-01', to: '2019-12-31', opening: 32, joined: 8, left: 1, closing: 39, suspended: 0 };
  expect(flowHolds(flow)).toBe(true);
  expect(flowHolds({ ...flow, closing: 40 })).toBe(false);
});
