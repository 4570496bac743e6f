import { disciplineSubjects, measureKinds, returnCodes, violationOutcomes } from '@yongche/contract';
import type { RuleBookContent } from '@yongche/contract/discipline.shapes';

interface Difference {
  label: string;
  inForce: string;
  here: string;
}
/** What can be compared, by its name, in the order in which it is shown. */
type Lines = Map<string, string>;

const missing = '没有';
const cycleNames = { from_issue: '自代理证核发起12个月', calendar_year: '公历年度' } as const;
const noCode = '没有常用代码';

/** Every setting and article in which a book differs from the one in force, in words. */
export function differencesOf(here: RuleBookContent, inForce: RuleBookContent): Difference[] {
  const [one, other] = [linesOf(here), linesOf(inForce)];
  return [...new Set([...other.keys(), ...one.keys()])]
    .map((label) => ({ label, inForce: other.get(label) ?? missing, here: one.get(label) ?? missing }))
    .filter((pair) => pair.inForce !== pair.here);
}

function linesOf(content: RuleBookContent): Lines {
  return new Map([...articleLines(content), ...codeLines(content), ...measureLines(content), ...transitionLines(content), ...figureLines(content)]);
}

function articleLines({ chapters }: RuleBookContent): [string, string][] {
  return chapters.flatMap(({ title, articles }, at) => [
    [`第${at + 1}章`, title] as [string, string],
    ...articles.map(({ number, title: name, text }): [string, string] => [`第${number}条`, `${name}：${text}`]),
  ]);
}

function codeLines({ codes }: RuleBookContent): [string, string][] {
  return codes.map(({ code, name, subjects, points, route, suspendsAtOnce, refers, minor, article }) => [
    `代码${code}`,
    [name, subjects.map((subject) => disciplineSubjects[subject]).join('、'), points > 0 ? `${points}分` : `不扣分，${route}`, ...(suspendsAtOnce ? ['立即暂停'] : []), ...(refers ? ['移送'] : []), ...(minor ? ['轻微'] : []), `第${article}条`].join('，'),
  ]);
}

/** By kind and place among its kind: the second 暂停 of one book stands beside the second of the other. */
function measureLines({ measures }: RuleBookContent): [string, string][] {
  return measures.map(({ from, kind, workingDays, days }, at) => {
    const alike = measures.filter((measure) => measure.kind === kind).length;
    const place = measures.slice(0, at).filter((measure) => measure.kind === kind).length + 1;
    const time = workingDays === null ? (days === null ? '' : `，${days}日`) : `，${workingDays}个工作日`;
    return [`措施：${measureKinds[kind]}${alike > 1 && place > 1 ? `第${place}档` : ''}`, `满${from}分${time}`];
  });
}

function transitionLines({ transition }: RuleBookContent): [string, string][] {
  const codes = [...new Set(transition.map(({ code }) => code))];
  return codes.map((code) => {
    const steps = transition.filter((line) => line.code === code).sort((a, b) => a.from.localeCompare(b.from));
    return [`过渡安排：${code ?? '其他代码'}`, steps.map(({ from, mode }) => `${from}起${violationOutcomes[mode]}`).join('，')];
  });
}

function figureLines(content: RuleBookContent): [string, string][] {
  const { full, cycles, reapplyAfterMonths, repeat, rollup, learning, byReturnCode, score } = content;
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
  return [
    ['一个周期的满分', `${full}分`],
    ...(Object.keys(disciplineSubjects) as (keyof typeof disciplineSubjects)[]).map((subject): [string, string] => [`扣分周期：${disciplineSubjects[subject]}`, cycleNames[cycles[subject]]]),
    ['取消后可重新申请', `${reapplyAfterMonths}个月后`],
    ['屡教不改', `同一代码${repeat.days}日内第${repeat.times}次起按${repeat.multiplier}倍计`],
    ['代理人的扣分计入企业', `${rollup.agentToCompany}分之一`],
    ['企业的扣分计入市场', `${rollup.companyToMarket}分之一`],
    ['改正期限', `${content.correctionWorkingDays}个工作日`],
    ['陈述申辩期限', `${content.defenceWorkingDays}个工作日`],
    ['决定期限', `${content.decisionWorkingDays}个工作日`],
    ['申诉期限', `${content.appealWorkingDays}个工作日`],
    ['学习减分', `每门课程${learning.perCourse}分，每个周期至多${learning.perCycle}分`],
    ...(Object.keys(returnCodes) as (keyof typeof returnCodes)[]).map((code): [string, string] => [`核查退回代码${code} ${returnCodes[code]}：常用代码`, byReturnCode[code] ?? noCode]),
    ['评分：注意', `问题率下限达到${percent(score.amber)}`],
    ['评分：重点监管', `问题率下限达到${percent(score.red)}`],
    ['屡教不改多少次提交会议', `${score.repeatsToMeeting}次`],
  ];
}
