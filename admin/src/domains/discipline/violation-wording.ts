import { appealStates, disciplineSubjects, violationOutcomes, violationStates } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import type { Subject, Violation, ViolationSummary } from './discipline';

/** 代理人 甄**: whose violation it is. */
export const subjectWord = ({ type, name }: Pick<Subject, 'type' | 'name'>): string => `${disciplineSubjects[type]} ${name}`;

/** How a violation stands, as people say it: an open appeal before everything, then its end, then the decision. */
export function violationStateOf({
  state,
  outcome,
  appealState,
}: Pick<ViolationSummary, 'state' | 'outcome' | 'appealState'>): { label: string; tone: Tone } {
  if (appealState === 'open') return { label: appealStates.open, tone: 'warn' };
  if (appealState === 'revoked') return { label: '申诉后撤销', tone: 'over' };
  if (state === 'noticed') return { label: violationStates.noticed, tone: 'busy' };
  if (state === 'dismissed') return { label: violationStates.dismissed, tone: 'over' };
  const label = outcome === null ? violationStates.decided : violationOutcomes[outcome];
  return { label, tone: outcome === 'points' ? 'bad' : 'plain' };
}

const standings: Record<ViolationSummary['standing'], string> = { counted: '计入', pending: '待定', none: '不计', cleared: '已清零' };

/** 计入, 待定, 不计 or 已清零. */
export const standingWord = ({ standing }: Pick<ViolationSummary, 'standing'>): string => standings[standing];

type Pointed = Pick<ViolationSummary, 'points' | 'bookPoints' | 'multiplier' | 'outcome' | 'state'>;

/** 3分, 6分（3×2）, 拟扣3分 while nothing is decided, 不扣分; before the decision nought means that the book only lets it be pointed out. */
export function pointsWord({ points, bookPoints, multiplier, outcome, state }: Pointed): string {
  if (state === 'dismissed' || outcome === 'correction') return '不扣分';
  const reckoned = bookPoints * multiplier;
  const asked = points ?? reckoned;
  if (asked === 0) return state === 'noticed' && bookPoints > 0 ? '只指出改正' : '不扣分';
  const product = multiplier > 1 && asked === reckoned ? `（${bookPoints}×${multiplier}）` : '';
  return `${state === 'noticed' ? '拟扣' : ''}${asked}分${product}`;
}

/** Whether points are spoken of at all: 计入 or 待定 says something of them only then. */
export const hasPoints = (violation: Pointed): boolean => /\d分/.test(pointsWord(violation));

type Timed = Pick<Violation, 'state' | 'defenceUntil' | 'decideBy'> & Partial<Pick<Violation, 'statement' | 'appeal' | 'appealUntil'>>;

/** The deadline that runs now and what has to be done by then; undefined where nothing is waited for. */
export function deadlineOf(violation: Timed, today: string): { what: string; day: string } | undefined {
  const { state, defenceUntil, decideBy, statement, appeal, appealUntil } = violation;
  if (appeal?.state === 'open') return { what: '申诉决定', day: appeal.decideBy };
  if (state === 'noticed') return !statement && defenceUntil >= today ? { what: '陈述', day: defenceUntil } : { what: '决定', day: decideBy };
  if (state === 'decided' && !appeal && appealUntil && appealUntil >= today) return { what: '申诉', day: appealUntil };
  return undefined;
}

/** One event of a violation's course. */
interface ViolationEvent {
  at: string;
  title: string;
  who: string;
  tone: 'plain' | 'good' | 'bad';
  words: string | null;
}

/** What happened, the latest first. */
export function courseOf({ noticedAt, foundBy, readAt, statement, decision, appeal, subject }: Violation): ViolationEvent[] {
  const who = subjectWord(subject);
  const events: (ViolationEvent | undefined | null)[] = [
    { at: noticedAt, title: '告知', who: foundBy, tone: 'plain', words: null },
    readAt ? { at: readAt, title: '当事人已阅（送达）', who, tone: 'plain', words: null } : undefined,
    statement && { at: statement.at, title: '陈述申辩', who, tone: 'plain', words: null },
    decision && {
      at: decision.at,
      title: `处理决定：${decisionWord(decision)}`,
      who: decision.by,
      tone: decision.outcome === 'points' ? 'bad' : 'plain',
      words: decision.reason,
    },
    appeal && { at: appeal.at, title: '申诉', who, tone: 'plain', words: null },
    appeal?.decidedAt
      ? {
          at: appeal.decidedAt,
          title: `申诉决定：${appealWord(appeal)}`,
          who: appeal.decidedBy ?? '会长例会',
          tone: appeal.state === 'upheld' ? 'plain' : 'good',
          words: appeal.reason,
        }
      : undefined,
  ];
  return events.filter((event): event is ViolationEvent => Boolean(event)).sort((one, other) => other.at.localeCompare(one.at));
}

/** 扣分, 指出改正 or 不予处理. */
export const decisionWord = ({ outcome }: Pick<NonNullable<Violation['decision']>, 'outcome'>): string =>
  outcome === null ? violationStates.dismissed : violationOutcomes[outcome];

/** 维持, 撤销, or 变更为2分. */
export function appealWord({ state, points }: Pick<NonNullable<Violation['appeal']>, 'state' | 'points'>): string {
  return state === 'changed' && points !== null ? `变更为${points}分` : appealStates[state];
}

/** What a decision means for who reads it before it is sent. */
export function meaningOf(
  outcome: 'points' | 'correction' | 'dismissed',
  { bookPoints, multiplier }: Pick<ViolationSummary, 'bookPoints' | 'multiplier'>,
): string {
  if (outcome === 'dismissed') return '不算违规，也不记次数；当事人收到通知。';
  if (outcome === 'correction') return '只指出、不扣分；当事人收到通知，可以申诉。';
  const repeated = multiplier > 1 ? `同类问题屡次发生，${bookPoints}分按${multiplier}倍计。` : '';
  return `${repeated}扣分立即计入；达到措施的分数时，警告、限期整改、暂停随即生效。当事人可以申诉。`;
}
