import { barOf, besideText, chanceOf, countsNow, meaningOf, nextText, sumOf, wordOf, type Measure, type Standing, type ViolationSummary } from './points-view';

const violation = (fields: Partial<ViolationSummary> = {}): ViolationSummary => ({
  id: 'violation-1',
  number: 'WG202600001',
  code: 'C02',
  name: '委托书要素不全、未盖章、超期',
  subject: { type: 'agent', id: 'person-1', name: '甄**' },
  state: 'decided',
  source: 'inspection',
  outcome: 'points',
  bookPoints: 3,
  multiplier: 1,
  points: 3,
  standing: 'counted',
  noticedAt: '2026-11-23T01:00:00.000Z',
  defenceUntil: '2026-11-30',
  decideBy: '2026-12-14',
  appealState: null,
  ...fields,
});

describe('a violation', () => {
  it('costs nothing before it is decided, and may be answered until its day', () => {
    const noticed = violation({ state: 'noticed', outcome: null, points: null, standing: 'pending', defenceUntil: '2999-01-02' });
    expect([wordOf(noticed).text, countsNow(noticed)]).toEqual(['待决定', '还没有决定，先不扣分。']);
    expect(chanceOf(noticed)).toContain('可在2999年1月2日前陈述申辩');
    expect(chanceOf(violation())).toBeUndefined();
  });

  it('says how its points come, by the book and by repetition', () => {
    expect(sumOf(violation())).toBe('细则规定3分');
    expect(sumOf(violation({ multiplier: 2, points: 6 }))).toBe('细则规定3分，同类问题反复出现按2倍，共6分');
    expect(sumOf(violation({ appealState: 'changed', points: 1 }))).toBe('细则规定3分；申诉后改为1分');
    expect(sumOf(violation({ bookPoints: 0, points: 0 }))).toBe('管理细则对这一项不扣分');
  });

  it('says what counts now, and why not where it does not', () => {
    const told = (fields: Partial<ViolationSummary>) => [wordOf(violation(fields)).text, countsNow(violation(fields))];
    expect(told({})).toEqual(['扣3分', '已计入本周期，3分。']);
    expect(told({ appealState: 'open', standing: 'pending' })).toEqual(['申诉中', '正在申诉，申诉决定前不计入。']);
    expect(told({ appealState: 'revoked', standing: 'none', points: 0 })).toEqual(['已撤销', '申诉成立，决定已撤销，不扣分。']);
    expect(told({ outcome: 'correction', standing: 'none', points: 0 })).toEqual(['指出改正', '这一次只指出改正，不扣分。']);
    expect(told({ state: 'dismissed', outcome: null, standing: 'none', points: 0 })).toEqual(['不予处理', '不予处理，不扣分。']);
    expect(told({ standing: 'cleared' })).toEqual(['已清零', '周期已满，已经清零。']);
  });
});

describe('the sum of a cycle', () => {
  const standing = (fields: Partial<Standing>) =>
    ({ subject: { type: 'agent' }, counted: 3, pending: 0, full: 12, rolledUp: 0, reduced: 0, next: null, ...fields }) as Standing;

  it('names the next measure and how far it is', () => {
    expect(nextText(standing({ next: { kind: 'warning', from: 3, left: 2 } }))).toBe('再扣2分将被警告');
    expect(nextText(standing({ next: { kind: 'cancellation', from: 12, left: 1 } }))).toBe('再扣1分将提请取消资格');
    expect(nextText(standing({ counted: 12 }))).toBe('已满12分');
  });

  it('keeps apart what is pending, learnt away and rolled up', () => {
    expect(besideText(standing({}))).toEqual([]);
    const [pending, reduced, rolledUp] = besideText(standing({ pending: 4, reduced: 1, rolledUp: 2, subject: { type: 'company', id: '', name: '' } }));
    expect(pending).toContain('另有4分待定');
    expect(reduced).toContain('减去1分');
    expect(rolledUp).toBe('其中2分由代理人的扣分折算而来。');
  });

  it('draws no bar beyond its end', () => {
    expect(barOf({ counted: 3, pending: 3, full: 12 })).toEqual({ counted: 25, pending: 25 });
    expect(barOf({ counted: 11, pending: 6, full: 12 })).toEqual({ counted: 92, pending: 8 });
    expect(barOf({ counted: 15, pending: 3, full: 12 })).toEqual({ counted: 100, pending: 0 });
  });
});

it('says what a measure forbids, what it does not, and until when', () => {
  const measure = (fields: Partial<Measure>) => ({ kind: 'warning', state: 'in_force', untilOn: null, ...fields }) as Measure;
  expect(meaningOf(measure({}))).toContain('不影响办理业务');
  expect(meaningOf(measure({ kind: 'rectification', untilOn: '2999-01-02' }))).toContain('可以照常办理业务');
  expect(meaningOf(measure({ kind: 'suspension', untilOn: '2999-01-02' }))).toContain('最后一天是2999年1月2日');
  expect(meaningOf(measure({ kind: 'cancellation', state: 'proposed' }))).toContain('会长例会决定');
});
