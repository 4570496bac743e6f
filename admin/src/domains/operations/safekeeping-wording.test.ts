import { momentIn } from './drill-entry';
import type { Drill, TierState } from './safekeeping';
import { contentOf, drillSentence, kindOf, lossOf, stepLength, stepsOf, tierTag } from './safekeeping-wording';

const tier = (given: Partial<TierState>): TierState => ({
  tier: 'daily', isConfigured: true, lastReadyAt: '2026-11-28T18:30:00Z', lastFailedAt: null, nextDueAt: null, isLate: false, count: 1, bytes: 1, sentence: '', markets: null, ...given,
});
const drill = (given: Partial<Drill>): Drill => ({
  id: '1', state: 'passed', startedAt: '2026-11-28T00:00:00Z', endedAt: '2026-11-28T00:03:20Z', backupId: null, restoredTo: null, lossSeconds: null, rows: 0, pictures: 0, deals: 0,
  startedBy: null, checks: [], steps: [], failure: null, ...given,
});
const now = Date.parse('2026-11-28T00:05:00Z');

it('says how a tier stands, the worst first', () => {
  const labels = [
    tier({}),
    tier({ isConfigured: false, isLate: true }),
    tier({ isLate: true, lastFailedAt: '2026-11-29T00:00:00Z' }),
    tier({ lastFailedAt: '2026-11-29T00:00:00Z' }),
    tier({ lastFailedAt: '2026-11-01T00:00:00Z' }),
    tier({ lastReadyAt: null }),
  ].map((one) => tierTag(one).label);
  expect(labels).toEqual(['按时', '没有设置', '逾期', '最近一次失败', '按时', '还没有做过']);
});

it('says what a backup holds in the unit of its kind', () => {
  expect(contentOf({ kind: 'database', items: 12_345 })).toBe('12,345 行');
  expect(contentOf({ kind: 'archive', items: 56 })).toBe('56 笔交易');
  expect([kindOf({ kind: 'archive', month: '2019-06' }), kindOf({ kind: 'pictures', month: null })]).toEqual(['2019-06 月度归档', '影像']);
});

it('says in plain words what a drill has shown, and what to do where it did not pass', () => {
  expect(drillSentence(drill({}), now)).toBe('照备份能恢复：行数、金额、照片指纹全部一致，用时3分20秒。');
  const checks = [{ check: 'rows' as const, passed: false, sentence: '', differences: ['audit_events', 'deals'] }];
  expect(drillSentence(drill({ state: 'differs', checks }), now)).toContain('有2处差异');
  expect(drillSentence(drill({ state: 'refused', failure: 'dump.sql.gz.age 第3段被改动' }), now)).toBe('这份备份不能用：dump.sql.gz.age 第3段被改动。请技术单位查明原因，立即备份一次，再演练一次。');
  expect(drillSentence(drill({ state: 'failed', failure: '演练机的磁盘已满。' }), now)).toContain('：演练机的磁盘已满。请技术单位');
  expect(drillSentence(drill({ state: 'running', endedAt: null }), now)).toContain('已用5分钟');
});

it('says what would have been lost, and how long a step took', () => {
  expect([lossOf(drill({})), lossOf(drill({ lossSeconds: 0 })), lossOf(drill({ lossSeconds: 290 }))]).toEqual([undefined, '不丢数据', '最近4分50秒的数据']);
  const gone = [{ step: 'pictures' as const, milliseconds: 300 }, { step: 'walk' as const, milliseconds: 50 }, { step: 'pictures' as const, milliseconds: 20 }];
  expect(stepsOf(gone)).toEqual([{ step: 'pictures', milliseconds: 320 }, { step: 'walk', milliseconds: 50 }]);
  expect([480, 2640, 75_000].map(stepLength)).toEqual(['480毫秒', '2.6秒', '1分15秒']);
});

it('takes an entered moment by the clock of Shanghai, wherever the PC thinks it stands', () => {
  expect(momentIn('2019-06-30 12:00')).toBe('2019-06-30T04:00:00.000Z');
});
