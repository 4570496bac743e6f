import type { AnswerOf } from '@yongche/contract';
import { disciplineSubjects, measureKinds, violationOutcomes } from '@yongche/contract/vocabulary';
import { dayText } from '../../dates';

export type RuleBook = AnswerOf<'GET /rule-books/:version'>;
type Content = RuleBook['content'];
export type BookCode = Content['codes'][number];

/** A heading and its sentences. */
export interface Passage {
  title: string;
  lines: string[];
}

/** How points are counted and what follows from them, in plain words from the book's own numbers. */
export function rulesInWords(content: Content): Passage[] {
  const { full, cycles, repeat, rollup, learning, reapplyAfterMonths } = content;
  const { correctionWorkingDays, defenceWorkingDays, decisionWorkingDays, appealWorkingDays } = content;
  return [
    {
      title: '一个周期多少分',
      lines: [`每个周期满分${full}分，周期结束时清零。`, ...cycleLines(cycles)],
    },
    { title: '扣到多少分会怎样', lines: ladderOf(content) },
    {
      title: '从发现到扣分',
      lines: [
        '机器的检查结果不会自动扣分，每一次扣分都由具名的工作人员决定，并写明理由。',
        `收到告知后，有${defenceWorkingDays}个工作日可以陈述申辩；陈述期满后${decisionWorkingDays}个工作日内作出决定。`,
        `收到决定后，有${appealWorkingDays}个工作日可以申诉，由没有参与原决定的人处理；取消资格的申诉由会长例会决定。`,
        '还没有决定的和正在申诉的，显示为“待定”，不计入扣分。',
        `核查发现问题的，${correctionWorkingDays}个工作日内改正。`,
      ],
    },
    {
      title: '同类问题反复出现',
      lines: [`${repeat.days}天内第${repeat.times}次出现同一种违规，这一次和以后各次按${repeat.multiplier}倍扣分。`],
    },
    {
      title: '对企业和市场的影响',
      lines: [
        `代理人每扣${rollup.agentToCompany}分，所在企业计1分；企业每扣${rollup.companyToMarket}分，市场计1分，不足的舍去。`,
      ],
    },
    {
      title: '学习减分和重新申请',
      lines: [
        `通过一门课程减${learning.perCourse}分，一个周期最多减${learning.perCycle}分。`,
        `资格被取消的，满${reapplyAfterMonths}个月后可以重新申请。`,
      ],
    },
  ];
}

const subjects = Object.keys(disciplineSubjects) as (keyof typeof disciplineSubjects)[];

function cycleLines(cycles: Content['cycles']): string[] {
  const of = (kind: Content['cycles'][keyof Content['cycles']]) =>
    subjects.filter((subject) => cycles[subject] === kind).map((subject) => disciplineSubjects[subject]).join('、');
  const [issue, calendar] = [of('from_issue'), of('calendar_year')];
  return [
    ...(issue ? [`${issue}：从代理证核发之日起，每12个月一个周期。`] : []),
    ...(calendar ? [`${calendar}：每年1月1日到12月31日一个周期。`] : []),
  ];
}

/** 措施 by the sum, each with how far it reaches. */
function ladderOf({ measures, full }: Pick<Content, 'measures' | 'full'>): string[] {
  return measures.map(({ from, kind, workingDays, days }, at) => {
    const next = measures[at + 1]?.from;
    const range = next === undefined || from >= full ? `${from}分及以上` : next - 1 > from ? `${from}到${next - 1}分` : `${from}分`;
    const length = days ? `${days}天` : workingDays ? `，${workingDays}个工作日内整改` : '';
    return `${range}：${measureKinds[kind]}${length}${kind === 'cancellation' ? '资格，由会长例会决定' : ''}。`;
  });
}

/** Whom a code hits, in words. */
export const subjectsText = ({ subjects: hit }: Pick<BookCode, 'subjects'>) =>
  hit.map((subject) => disciplineSubjects[subject]).join('、');

/** What a code costs, beside its name. */
export const pointsText = ({ points, route }: Pick<BookCode, 'points' | 'route'>) =>
  points > 0 ? `${points}分` : (route ?? '不扣分');

/** What besides the points belongs to a code on this day, each in a few words. */
export function besidePoints(code: BookCode, transition: Content['transition'], on: string): string[] {
  return [
    ...(code.suspendsAtOnce ? ['立即暂停'] : []),
    ...(code.refers ? ['移送有权机关'] : []),
    ...transitionText(code.code, transition, on),
  ];
}

/** 过渡期: where this code is only pointed out for the time being, and from when it costs points. */
function transitionText(code: string, transition: Content['transition'], on: string): string[] {
  const own = transition.filter((line) => line.code === code);
  const applying = own.some(({ from }) => from <= on) ? own : transition.filter((line) => line.code === null);
  const lines = [...applying].sort((one, other) => one.from.localeCompare(other.from));
  const now = lines.filter(({ from }) => from <= on).slice(-1)[0];
  if (now?.mode !== 'correction') return [];
  const points = lines.find(({ from, mode }) => from > on && mode === 'points');
  return [`目前${violationOutcomes.correction}${points ? `，${dayText(points.from)}起扣分` : ''}`];
}

/** A book's chapters numbered as they are read aloud. */
export const chapterTitle = (at: number, title: string) => `第${'一二三四五六七八九十'[at] ?? at + 1}章 ${title}`;
