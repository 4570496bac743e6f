import { isNumberOfDeals } from './disposal-wording';
import type { StorageMove } from './storage';
import { capacityEntry, lifecycleOf, moveSentence, owedSentence, paceOf, percentOf, shareOf, stepsOf } from './storage-wording';

const move = (given: Partial<StorageMove>): StorageMove => ({
  id: '1', state: 'copying', from: 'disk', to: 'oss yongche', startedAt: '2026-11-28T00:00:00Z', startedBy: '王五', endedAt: null, objects: 1000, bytes: 2_000_000_000, copied: 400,
  copiedBytes: 600_000_000, verified: 0, differing: 0, bytesPerSecond: null, rootFrom: null, rootTo: null, switchedAt: null, settledAt: null, fallbacks: 0, owed: 0, failure: null, ...given,
});

it('says shares, capacities and lifecycles as people read them', () => {
  expect([shareOf(8123), shareOf(5), shareOf(0)]).toEqual(['81.2%', '不到0.1%', '0.0%']);
  expect([capacityEntry(500e9), capacityEntry(2.5e12)]).toEqual([{ amount: 500, unit: 'GB' }, { amount: 2.5, unit: 'TB' }]);
  expect(lifecycleOf({ lifecycle: [{ tier: 'ia', afterDays: 30 }, { tier: 'archive', afterDays: 1095 }] })).toBe('30天后低频，1,095天后归档');
  expect(lifecycleOf({ lifecycle: [] })).toBe('一直为标准');
});

it('shows a move as steps, of which the last is done only at the end', () => {
  const standings = (state: StorageMove['state']) => stepsOf({ state }).map(({ standing }) => standing);
  expect(standings('verifying')).toEqual(['done', 'now', 'ahead', 'ahead', 'ahead']);
  expect(standings('done')).toEqual(['done', 'done', 'done', 'done', 'done']);
  expect(standings('cancelled')).toEqual(Array(5).fill('ahead'));
});

it('says how far a move has come, never all before it is', () => {
  expect([percentOf(move({})), percentOf(move({ copiedBytes: 2_000_000_000 })), percentOf(move({ state: 'verifying', verified: 250 })), percentOf(move({ state: 'ready' }))]).toEqual([30, 99, 25, 100]);
  expect(percentOf(move({ objects: 0, bytes: 0, copied: 0, copiedBytes: 0 }))).toBe(0);
  expect(paceOf(move({}), Date.parse('2026-11-28T00:01:00Z'))).toBe('平均 10.0 MB/秒，约还需2分20秒');
  expect(paceOf(move({ copiedBytes: 0 }), Date.parse('2026-11-28T00:01:00Z'))).toBeUndefined();
  expect(moveSentence(move({ state: 'verifying', verified: 10, differing: 2 }))).toContain('2个不一致，已重新复制');
  expect([moveSentence(move({ state: 'switched' })), moveSentence(move({ state: 'switched', settledAt: '2026-11-28T01:00:00Z' }))]).toEqual([expect.stringContaining('之后才能完成'), expect.stringContaining('再完成搬迁')]);
  expect([owedSentence(move({})), owedSentence(move({ owed: 3 })), owedSentence(move({ fallbacks: 2 }))]).toEqual([undefined, '3个文件只改了一边，另一边恢复后自动补齐', '2次读取是从另一个存储找到的']);
});

it('takes the typed number of deals with and without commas, and no other', () => {
  expect(['1234', '1,234', ' 1，234 '].map((typed) => isNumberOfDeals(typed, 1234))).toEqual([true, true, true]);
  expect(['', '0', '123', '12345'].map((typed) => isNumberOfDeals(typed, 1234))).toEqual([false, false, false, false]);
});
