import { causeOf, liftingMeans, measureStateOf, termOf } from './measure-wording';

it('tells the term of a measure, cut where it ended early', () => {
  expect(termOf({ beganOn: '2026-11-20', untilOn: '2026-12-04', endedAt: null })).toBe('2026-11-20 至 2026-12-04');
  expect(termOf({ beganOn: '2026-11-20', untilOn: null, endedAt: null })).toBe('2026-11-20 起');
  expect(termOf({ beganOn: '2026-11-20', untilOn: '2026-12-04', endedAt: '2026-11-24T17:00:00.000Z' })).toBe('2026-11-20 至 2026-11-25');
});

it('says why it was taken and what its lifting means', () => {
  expect(causeOf({ sum: 9 })).toBe('累计 9 分');
  expect(causeOf({ sum: null })).toBe('单项违规，立即生效');
  const subject = { type: 'agent' as const, id: '', name: '甄**' };
  expect(liftingMeans({ kind: 'suspension', subject })).toContain('立即可以登录');
  expect(liftingMeans({ kind: 'rectification', subject })).toContain('不再要求限期整改');
  expect(measureStateOf({ state: 'proposed' }).label).toBe('待会议决定');
});
