import type { RuleResult } from './check';
import { groupsOf, openResults, progressSentence, stopSentence } from './check-groups';

const result = (rule: RuleResult['rule'], severity: RuleResult['severity'], verdict: RuleResult['verdict'], isOverridden = false) =>
  ({ rule, title: `${rule}题`, severity, verdict, override: isOverridden ? { at: '', by: '', reason: '' } : null }) as RuleResult;

const results = [
  result('T-21', 'shadow', 'inconsistent'),
  result('T-05', 'block', 'consistent'),
  result('T-04', 'block', 'inconsistent', true),
  result('T-18', 'warn', 'inconsistent'),
  result('T-06', 'block', 'inconsistent'),
  result('T-15', 'flag', 'inconsistent'),
  result('T-13', 'flag', 'uncertain'),
];

describe('the results of a check', () => {
  it('stand by what they cost, what still stops first; a shadow rule costs nothing', () => {
    expect(groupsOf(results).map(({ title, results: inside }) => [title, ...inside.map(({ rule }) => rule)])).toEqual([
      ['拦截', 'T-06', 'T-04'],
      ['标记', 'T-15'],
      ['提醒', 'T-18'],
      ['不能确定', 'T-13'],
      ['一致', 'T-05'],
      ['影子规则（不影响办理）', 'T-21'],
    ]);
    expect(openResults(results).map(({ rule }) => rule)).toEqual(['T-06', 'T-15', 'T-18', 'T-13']);
  });

  it('say why the deal cannot be completed', () => {
    expect(stopSentence(results)).toBe('还有1条拦截：T-06 T-06题。请核对原件后放行，或退回照片。');
    expect(stopSentence(results.filter(({ rule }) => rule !== 'T-06'))).toBeUndefined();
  });
});

it('tells how far the reading is', () => {
  const pictures = [{ state: 'done' }, { state: 'failed' }, { state: 'waiting' }] as never;
  expect(progressSentence({ state: 'reading', queue: { ahead: 4, seconds: 12.4 }, pictures })).toBe('排队第5位，约12秒后开始读取');
  expect(progressSentence({ state: 'reading', queue: { ahead: 400, seconds: 301 }, pictures })).toBe('排队第401位，约6分钟后开始读取');
  expect(progressSentence({ state: 'reading', queue: { ahead: 0, seconds: 1 }, pictures })).toBe('正在读取照片，已读 2 / 3 张');
  expect(progressSentence({ state: 'reading', queue: null, pictures })).toBe('正在读取照片，已读 2 / 3 张');
  expect(progressSentence({ state: 'done', queue: null, pictures })).toBe('预检完成');
});
