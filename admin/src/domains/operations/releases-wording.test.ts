import type { ReleaseTerminal } from './releases';
import { isCurrent, marketsWord, rollOutConsequence, scopeTag } from './releases-wording';

const terminal = (marketId: string, version: string | null): ReleaseTerminal => ({
  terminalId: `${marketId}-${version}`,
  number: '甬固0001',
  name: '一号柜台',
  marketId,
  marketName: marketId,
  version,
  lastSeenAt: null,
  wanted: '0.1.0',
  standing: 'current',
});

it('says for whom a version is, to a market’s manager in the market’s words', () => {
  expect(scopeTag({ scope: 'all', marketIds: [] }, false).word).toBe('全部市场');
  expect(scopeTag({ scope: 'markets', marketIds: ['a', 'b'] }, false).word).toBe('2个市场');
  expect(scopeTag({ scope: 'markets', marketIds: ['a'] }, true).word).toBe('本市场先行');
  expect(scopeTag({ scope: 'markets', marketIds: [] }, true).word).toBe('其他市场先行');
});

it('names up to three markets', () => {
  const names = new Map(['a', 'b', 'c', 'd'].map((id) => [id, `市场${id}`]));
  expect(marketsWord(['a', 'x', 'b'], names)).toBe('市场a、市场b');
  expect(marketsWord(['a', 'b', 'c', 'd'], names)).toBe('市场a、市场b、市场c等');
});

it('says what follows from a roll-out and from taking it back', () => {
  const terminals = [terminal('a', '0.1.0'), terminal('a', '0.2.0'), terminal('b', '0.1.0')];
  expect(rollOutConsequence('all', '0.2.0', [], terminals)).toContain('3台固定端');
  expect(rollOutConsequence('markets', '0.2.0', ['b'], terminals)).toMatch(/^1台固定端.*其他市场的固定端保持不变/);
  expect(rollOutConsequence('markets', '0.2.0', [], terminals)).toContain('请选择');
  expect(rollOutConsequence('none', '0.2.0', [], terminals)).toContain('正在用这个版本的1台固定端');
  expect(rollOutConsequence('none', '0.3.0', [], terminals)).toBe('现在没有固定端在用这个版本。');
});

it('keeps versions that nobody runs and that are not here out of the way', () => {
  const gone = { version: '0.1.0', builtAt: null, firstServedAt: '2026-01-01T00:00:00Z', notes: '', isPresent: false, scope: 'none' as const, marketIds: [], terminals: 0, changedAt: null, changedBy: null };
  expect(isCurrent(gone)).toBe(false);
  for (const more of [{ isPresent: true }, { terminals: 1 }, { scope: 'all' as const }]) expect(isCurrent({ ...gone, ...more })).toBe(true);
});
