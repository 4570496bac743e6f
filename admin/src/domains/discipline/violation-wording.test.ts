import type { Violation } from './discipline';
import { courseOf, deadlineOf, decisionWord, appealWord, hasPoints, meaningOf, pointsWord, subjectWord, violationStateOf } from './violation-wording';

const pointed = { points: null, bookPoints: 3, multiplier: 1, outcome: null, state: 'noticed' } as const;

it.each([
  [pointed, '拟扣3分'],
  [{ ...pointed, multiplier: 2 }, '拟扣6分（3×2）'],
  [{ ...pointed, bookPoints: 0 }, '不扣分'],
  [{ ...pointed, points: 3 }, '拟扣3分'],
  // The transition lets it be pointed out only.
  [{ ...pointed, points: 0 }, '只指出改正'],
  [{ ...pointed, state: 'decided', outcome: 'points', points: 3 }, '3分'],
  [{ ...pointed, state: 'decided', outcome: 'points', points: 6, multiplier: 2 }, '6分（3×2）'],
  // An appeal changed them: the product would no longer be the points.
  [{ ...pointed, state: 'decided', outcome: 'points', points: 2, multiplier: 2 }, '2分'],
  [{ ...pointed, state: 'decided', outcome: 'points', points: 0 }, '不扣分'],
  [{ ...pointed, state: 'decided', outcome: 'correction' }, '不扣分'],
  [{ ...pointed, state: 'dismissed' }, '不扣分'],
] as const)('tells the points of %j: %s', (violation, words) => {
  expect(pointsWord(violation)).toBe(words);
});

it('speaks of points only where there are some', () => {
  expect([hasPoints(pointed), hasPoints({ ...pointed, multiplier: 2 }), hasPoints({ ...pointed, points: 0 }), hasPoints({ ...pointed, state: 'dismissed' })]).toEqual([true, true, false, false]);
});

it('puts an open appeal before the decision', () => {
  expect(violationStateOf({ state: 'decided', outcome: 'points', appealState: null })).toEqual({ label: '扣分', tone: 'bad' });
  expect(violationStateOf({ state: 'decided', outcome: 'points', appealState: 'open' }).label).toBe('申诉中');
  expect(violationStateOf({ state: 'decided', outcome: 'points', appealState: 'upheld' }).label).toBe('扣分');
  expect(violationStateOf({ state: 'decided', outcome: 'points', appealState: 'revoked' })).toEqual({ label: '申诉后撤销', tone: 'over' });
  expect(violationStateOf({ state: 'dismissed', outcome: null, appealState: null }).label).toBe('不予处理');
  expect(subjectWord({ type: 'market', name: '示范二手车市场' })).toBe('市场 示范二手车市场');
});

it('names the deadline that runs now', () => {
  const noticed = { state: 'noticed', defenceUntil: '2026-12-04', decideBy: '2026-12-18', statement: null, appeal: null, appealUntil: null } as const;
  expect(deadlineOf(noticed, '2026-12-04')).toEqual({ what: '陈述', day: '2026-12-04' });
  expect(deadlineOf(noticed, '2026-12-05')).toEqual({ what: '决定', day: '2026-12-18' });
  expect(deadlineOf({ ...noticed, statement: { text: '陈述', at: '2026-12-01T02:00:00.000Z' } }, '2026-12-02')).toEqual({ what: '决定', day: '2026-12-18' });
  const decided = { ...noticed, state: 'decided', appealUntil: '2027-01-04' } as const;
  expect(deadlineOf(decided, '2027-01-04')).toEqual({ what: '申诉', day: '2027-01-04' });
  expect(deadlineOf(decided, '2027-01-05')).toBeUndefined();
  expect(deadlineOf({ ...decided, appeal: { state: 'open', decideBy: '2027-01-18' } as Violation['appeal'] }, '2027-01-05')).toEqual({ what: '申诉决定', day: '2027-01-18' });
});

it('tells the course of a violation, the latest first', () => {
  const violation = {
    noticedAt: '2026-12-01T01:00:00.000Z',
    foundBy: '核查一号',
    readAt: '2026-12-01T02:00:00.000Z',
    statement: null,
    decision: { outcome: 'points', reason: '照片翻拍屏幕', by: '核查一号', at: '2026-12-09T01:00:00.000Z' },
    appeal: { state: 'changed', at: '2026-12-10T01:00:00.000Z', decidedAt: '2026-12-12T01:00:00.000Z', decidedBy: '文员一号', reason: '情节轻微', points: 2 },
    subject: { type: 'agent', id: '', name: '甄**' },
  } as Violation;
  expect(courseOf(violation).map(({ title, who }) => `${title} ${who}`)).toEqual([
    '申诉决定：变更为2分 文员一号',
    '申诉 代理人 甄**',
    '处理决定：扣分 核查一号',
    '当事人已阅（送达） 代理人 甄**',
    '告知 核查一号',
  ]);
});

it('says what a decision means before it is sent', () => {
  expect(meaningOf('points', { bookPoints: 3, multiplier: 2 })).toContain('按2倍计');
  expect(meaningOf('dismissed', { bookPoints: 3, multiplier: 1 })).toContain('不记次数');
  expect(decisionWord({ outcome: null })).toBe('不予处理');
  expect(appealWord({ state: 'upheld', points: null })).toBe('维持');
});
