import { findingOf, isDue, nextOf, stepOf, violationWord } from './problem-wording';

it('says what comes next and until when', () => {
  expect(nextOf({ state: 'open', dueOn: '2026-12-11' })).toContain('2026-12-11 前改正');
  expect(nextOf({ state: 'corrected', dueOn: '2026-12-11' })).toContain('复核');
  expect(nextOf({ state: 'overdue', dueOn: '2026-12-11' })).toContain('仍可以改正');
  expect(nextOf({ state: 'withdrawn', dueOn: '2026-12-11' })).toContain('不再处理');
});

it('counts down only where the agent still has to do something', () => {
  expect([isDue({ state: 'open' }), isDue({ state: 'overdue' })]).toEqual([true, true]);
  expect([isDue({ state: 'corrected' }), isDue({ state: 'verified' }), isDue({ state: 'withdrawn' })]).toEqual([false, false, false]);
});

it('tells a finding by its code and by the inspector’s words', () => {
  expect(findingOf({ code: 'R02', note: null })).toBe('不清楚（模糊、反光）');
  expect(findingOf({ code: 'R02', note: '车架号看不清' })).toBe('不清楚（模糊、反光）：车架号看不清');
  expect(findingOf({ code: 'R13', note: '车内有遮挡' })).toBe('车内有遮挡');
  expect(violationWord({ violation: 'B01', violationName: '影像模糊' })).toBe('B01 影像模糊');
  expect(violationWord({ violation: null, violationName: null })).toBeUndefined();
});

it('marks what went well and what did not', () => {
  expect(stepOf({ step: 'verified' })).toEqual({ title: '复核通过', tone: 'good' });
  expect(stepOf({ step: 'refused' }).tone).toBe('bad');
});
