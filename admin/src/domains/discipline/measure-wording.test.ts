import { liftingMeans, measureNow, measureStateOf, termOf } from './measure-wording';

it('tells the term of a measure, cut where it ended early', () => {
  expect(termOf({ beganOn: '2026-11-20', untilOn: '2026-12-04', endedAt: null })).toBe('2026-11-20 至 2026-12-04');
  expect(termOf({ beganOn: '2026-11-20', untilOn: null, endedAt: null })).toBe('2026-11-20 起');
  expect(termOf({ beganOn: '2026-11-20', untilOn: '2026-12-04', endedAt: '2026-11-24T17:00:00.000Z' })).toBe('2026-11-20 至 2026-11-25');
});

it('takes the gravest measure in force for the state of its subject', () => {
  expect(measureNow([]).label).toBe('没有执行中的措施');
  expect(measureNow([{ kind: 'rectification', state: 'over' }]).tone).toBe('good');
  expect(measureNow([{ kind: 'warning', state: 'in_force' }])).toEqual({ label: '警告执行中', tone: 'warn' });
  const suspended = { kind: 'suspension', state: 'in_force' } as const;
  expect(measureNow([{ kind: 'warning', state: 'in_force' }, suspended]).label).toBe('暂停执行中');
  expect(measureNow([suspended, { kind: 'cancellation', state: 'proposed' }]).label).toBe('取消待会议决定');
});

it('says what its lifting means', () => {
  const subject = { type: 'agent' as const, id: '', name: '甄**' };
  expect(liftingMeans({ kind: 'suspension', subject })).toContain('立即可以登录');
  expect(liftingMeans({ kind: 'rectification', subject })).toContain('不再要求限期整改');
  expect(measureStateOf({ state: 'proposed' }).label).toBe('待会议决定');
});
