import { changeMeans, changeOutcome, changeWord, flowHolds, proposable, proposalMeans } from './member-wording';

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
  expect(proposalMeans('leave', undefined)).toMatch(/仍要缴纳。提出后列入会长例会议题/);
});

it('says what came of a change', () => {
  const change = { kind: 'leave', market: null, effectiveOn: '2026-12-01' } as const;
  expect(changeOutcome({ ...change, state: 'proposed' }).words).toBe('由会长例会决定。通过并经会长确认后：从生效日起不再是会员，已经应缴的会费仍要缴纳。');
  expect(changeOutcome({ ...change, state: 'carried_out' })).toEqual({ tone: 'good', words: '已按决议执行，2026-12-01 起生效。' });
  expect(changeOutcome({ ...change, state: 'rejected' }).words).toBe('会议没有通过，会籍没有变动。');
  expect(changeOutcome({ ...change, state: 'withdrawn' }).words).toBe('已撤回，会籍没有变动。');
});

it('adds up 32 + 8 − 1 = 39', () => {
  const flow = { from: '2019-01-01', to: '2019-12-31', opening: 32, joined: 8, left: 1, closing: 39, suspended: 0 };
  expect(flowHolds(flow)).toBe(true);
  expect(flowHolds({ ...flow, closing: 40 })).toBe(false);
});
