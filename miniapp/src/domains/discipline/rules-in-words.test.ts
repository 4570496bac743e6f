import { besidePoints, pointsText, rulesInWords, subjectsText, type BookCode, type RuleBook } from './rules-in-words';

type Content = RuleBook['content'];
const step = (from: number, kind: Content['measures'][number]['kind'], days: number | null = null, workingDays: number | null = null) => ({
  from,
  kind,
  days,
  workingDays,
});
const content = {
  full: 12,
  cycles: { agent: 'from_issue', company: 'calendar_year', market: 'calendar_year', operator: 'calendar_year' },
  measures: [
    step(3, 'warning'),
    step(6, 'rectification', null, 10),
    step(9, 'suspension', 7),
    step(10, 'suspension', 15),
    step(11, 'suspension', 30),
    step(12, 'cancellation'),
  ],
  reapplyAfterMonths: 6,
  transition: [
    { code: null, from: '2026-01-01', mode: 'points' },
    { code: 'B01', from: '2027-01-01', mode: 'points' },
    { code: 'B01', from: '2026-01-01', mode: 'correction' },
  ],
  repeat: { times: 3, days: 90, multiplier: 2 },
  rollup: { agentToCompany: 3, companyToMarket: 5 },
  correctionWorkingDays: 10,
  defenceWorkingDays: 5,
  decisionWorkingDays: 10,
  appealWorkingDays: 10,
  learning: { perCycle: 6, perCourse: 1 },
} as unknown as Content;
const passage = (title: string) => rulesInWords(content).find((one) => one.title === title)!.lines;
const code = (name: string, fields: Partial<BookCode> = {}): BookCode => ({
  code: name,
  name: '委托书要素不全、未盖章、超期',
  subjects: ['agent', 'market'],
  points: 3,
  route: null,
  suspendsAtOnce: false,
  refers: false,
  minor: false,
  article: 10,
  ...fields,
});

it('tells the ladder of measures by the book’s own numbers', () => {
  expect(passage('扣到多少分会怎样')).toEqual(['3到5分：警告。', '6到8分：限期整改，10个工作日内整改。', '9分：暂停7天。', '10分：暂停15天。', '11分：暂停30天。', '12分及以上：取消资格，由会长例会决定。']);
});

it('tells whose cycle begins when', () => {
  expect(passage('一个周期多少分')).toEqual(['每个周期满分12分，周期结束时清零。', '代理人：从代理证核发之日起，每12个月一个周期。', '企业、市场、操作员：每年1月1日到12月31日一个周期。']);
});

it('tells the days to speak, to decide and to appeal', () => {
  expect(passage('从发现到扣分').join()).toMatch(/5个工作日可以陈述申辩；陈述期满后10个工作日内作出决定.*10个工作日可以申诉/);
});

it('says whom a code hits, what it costs, and what else belongs to it', () => {
  expect([subjectsText(code('C02')), pointsText(code('C02'))]).toEqual(['代理人、市场', '3分']);
  expect(pointsText({ points: 0, route: '按章程提交会长例会' })).toBe('按章程提交会长例会');
  expect(besidePoints(code('A03', { suspendsAtOnce: true }), content.transition, '2026-06-01')).toEqual(['立即暂停']);
});

it('says until when a code is only pointed out: a line of its own goes before the general one', () => {
  const on = (day: string) => besidePoints(code('B01'), content.transition, day);
  expect(on('2026-06-01')).toEqual(['目前指出改正，2027年1月1日起扣分']);
  expect(on('2027-01-01')).toEqual([]);
  expect(besidePoints(code('B02'), content.transition, '2026-06-01')).toEqual([]);
});
