import type { AnswerOf } from '@yongche/contract';
import { appealStates, disciplineSubjects, measureKinds, measureStates, violationSources } from '@yongche/contract/vocabulary';
import { dayText, leftText, momentText } from '../../dates';

export type MyDiscipline = AnswerOf<'GET /my-discipline'>;
export type Standing = NonNullable<MyDiscipline['standing']>;
export type Measure = Standing['measures'][number];
export type ViolationSummary = Standing['violations'][number];
export type Violation = AnswerOf<'GET /violations/:id'>;

/** A word in colour. */
export interface Word {
  tone: string;
  text: string;
}

/** How a violation stands for its subject: what it costs now, or why it costs nothing. */
export function wordOf({ state, outcome, standing, points, appealState }: ViolationSummary): Word {
  if (state === 'dismissed') return { tone: 'off', text: '不予处理' };
  if (state === 'noticed') return { tone: 'calm', text: '待决定' };
  if (appealState === 'open') return { tone: 'calm', text: '申诉中' };
  if (outcome === 'correction') return { tone: 'off', text: '指出改正' };
  switch (standing) {
    case 'counted':
      return { tone: 'wait', text: `扣${points ?? 0}分` };
    case 'pending':
      return { tone: 'calm', text: '待定' };
    case 'cleared':
      return { tone: 'off', text: '已清零' };
    default:
      return { tone: 'off', text: appealState === 'revoked' ? '已撤销' : '不计分' };
  }
}

/** Where its points come from: the book's number, and what a repetition or an appeal made of it. */
export function sumOf({ bookPoints, multiplier, points, appealState }: ViolationSummary): string {
  if (bookPoints === 0) return '管理细则对这一项不扣分';
  const byBook = bookPoints * multiplier;
  const words =
    multiplier > 1
      ? `细则规定${bookPoints}分，同类问题反复出现按${multiplier}倍，共${byBook}分`
      : `细则规定${bookPoints}分`;
  return appealState === 'changed' && points !== null && points !== byBook ? `${words}；申诉后改为${points}分` : words;
}

/** What of it counts now, and why not where it does not. */
export function countsNow(violation: ViolationSummary): string {
  const { state, outcome, standing, points, appealState } = violation;
  if (state === 'dismissed') return '不予处理，不扣分。';
  if (state === 'noticed') return '还没有决定，先不扣分。';
  if (appealState === 'open') return '正在申诉，申诉决定前不计入。';
  if (outcome === 'correction') return '这一次只指出改正，不扣分。';
  switch (standing) {
    case 'counted':
      return `已计入本周期，${points ?? 0}分。`;
    case 'pending':
      return '还不能确定，先不计入。';
    case 'cleared':
      return '周期已满，已经清零。';
    default:
      return appealState === 'revoked' ? '申诉成立，决定已撤销，不扣分。' : '不计分。';
  }
}

/** How it came up and when, in a few words. */
export const sourceText = ({ source, noticedAt }: ViolationSummary) =>
  `${violationSources[source]} · ${momentText(noticedAt)}告知`;

/** Whose it is, where a list has those of several. */
export const subjectText = ({ subject }: ViolationSummary) => `${disciplineSubjects[subject.type]} ${subject.name}`;

/** What may still be done about a violation and until when, for a list; undefined where nothing is. */
export function chanceOf({ state, appealState, defenceUntil }: ViolationSummary): string | undefined {
  if (appealState === 'open') return undefined;
  return state === 'noticed' ? `可在${dayText(defenceUntil)}前陈述申辩，${leftText(defenceUntil)}` : undefined;
}

/** What comes next on the ladder of measures, or that its end is reached. */
export function nextText({ next, counted, full }: Pick<Standing, 'next' | 'counted' | 'full'>): string {
  if (next?.kind === 'cancellation') return `再扣${next.left}分将提请取消资格`;
  if (next) return `再扣${next.left}分将被${measureKinds[next.kind]}`;
  return counted >= full ? `已满${full}分` : '没有更进一步的措施';
}

/** What stands beside the sum, each in one sentence. */
export function besideText({ pending, reduced, rolledUp, subject }: Standing): string[] {
  return [
    ...(pending > 0 ? [`另有${pending}分待定：还没有决定或正在申诉，不计入上面的数字。`] : []),
    ...(reduced > 0 ? [`学习减分已经减去${reduced}分。`] : []),
    ...(rolledUp > 0
      ? [`其中${rolledUp}分由${subject.type === 'market' ? '企业' : '代理人'}的扣分折算而来。`]
      : []),
  ];
}

/** Until when the points of this cycle count. */
export const cycleText = ({ cycle }: Pick<Standing, 'cycle'>) => `本周期到${dayText(cycle.to)}为止，届满清零。`;

/** Length of the bar's parts in percent: what counts, and what is pending behind it. */
export function barOf({ counted, pending, full }: Pick<Standing, 'counted' | 'pending' | 'full'>): { counted: number; pending: number } {
  const percent = (points: number) => Math.round((100 * Math.min(points, full)) / full);
  return { counted: percent(counted), pending: percent(counted + pending) - percent(counted) };
}

const measureTones: Record<keyof typeof measureStates, string> = {
  in_force: 'wait',
  proposed: 'wait',
  over: 'off',
  lifted: 'off',
  revoked: 'off',
  executed: 'wrong',
};
export const wordOfMeasure = ({ state }: Measure): Word => ({ tone: measureTones[state], text: measureStates[state] });

/** A measure that still has an effect, or is about to. */
export const isRunning = ({ state }: Measure) => state === 'in_force' || state === 'proposed' || state === 'executed';

/** What a measure means for who it hits, and until when. */
export function meaningOf({ kind, state, untilOn }: Measure): string {
  const until = untilOn ? `${dayText(untilOn)}（${leftText(untilOn)}）` : undefined;
  switch (kind) {
    case 'warning':
      return '警告不影响办理业务。请留意问题，避免再扣分。';
    case 'rectification':
      return `请在${until ?? '期限内'}前改正存在的问题。整改期间可以照常办理业务。`;
    case 'suspension':
      return `暂停期间不能办理交易，也不能使用影像终端。最后一天是${until ?? '另行通知的日子'}，期满自动恢复。`;
    case 'cancellation':
      return state === 'executed'
        ? '资格已经取消。管理细则规定的期限过后，可以重新申请。'
        : '扣分已满，是否取消资格由会长例会决定，决定前先暂停。结果会发到“消息”。';
  }
}

/** 申诉情况 in one word. */
export const wordOfAppeal = ({ state }: NonNullable<Violation['appeal']>): Word => ({
  tone: state === 'open' ? 'calm' : state === 'upheld' ? 'off' : 'good',
  text: appealStates[state],
});

/** Who decides the appeal and by when, or what was decided. */
export function appealText({ state, decideBy, beforeMeeting, points }: NonNullable<Violation['appeal']>): string {
  switch (state) {
    case 'open':
      return beforeMeeting
        ? '申诉已收到，由会长例会决定。'
        : `申诉已收到，由没有参与原决定的人在${dayText(decideBy)}前决定。`;
    case 'upheld':
      return '经复核，维持原来的决定。';
    case 'changed':
      return `经复核，决定改为${points ?? 0}分。`;
    case 'revoked':
      return '申诉成立，原来的决定已撤销，不扣分。';
  }
}
