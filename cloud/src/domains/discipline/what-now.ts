import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import type { Actor } from '../../http/actor';
import { appealUntil, codeIn } from './violation-book';
import type { Violation } from './violation.entity';
import { isDefenceOver, isImpartial, isStatementOpen, isSubject } from './violations.policy';

/** 下一步: one sentence for who reads it, on a day (Shanghai). */
export function whatNow(actor: Actor, violation: Violation, content: RuleBookContent, today: string): string {
  const reader = isSubject(actor, violation) ? 'subject' : actor.role === 'inspector' || actor.role === 'clerk' ? 'decider' : 'other';
  if (violation.state === 'noticed') return beforeDecision[reader](violation, today);
  if (violation.state === 'dismissed') return '不予处理，不扣分，已办结。';
  const { route, refers } = codeIn(content, violation);
  const refer = refers && reader === 'decider' ? '此项应移送有权机关处理。' : '';
  if (violation.outcome === 'correction') return `指出改正，不扣分。${route ? `${route}。` : reader === 'subject' ? '请按要求改正，避免再次发生。' : ''}${refer}`;
  return `${afterPoints(actor, reader, violation, appealUntil(content, violation)!, today)}${refer}`;
}

type Reader = 'subject' | 'decider' | 'other';

const beforeDecision: Record<Reader, (violation: Violation, today: string) => string> = {
  subject(violation, today) {
    if (violation.statedAt) return `您已陈述，工作人员将在${violation.decideBy}前作出决定，决定前不扣分。`;
    if (isStatementOpen(violation, today)) return `如有不同意见，请在${violation.defenceUntil}前陈述申辩；工作人员作出决定前不扣分。`;
    return `陈述期限已过，工作人员将在${violation.decideBy}前作出决定，决定前不扣分。`;
  },
  decider(violation, today) {
    if (!isDefenceOver(violation, today)) return `当事人可在${violation.defenceUntil}前陈述；陈述后或期满后才能作出决定。`;
    return today > violation.decideBy ? `决定期限${violation.decideBy}已过，请尽快作出决定。` : `${violation.statedAt ? '当事人已陈述' : '陈述期限已过'}，请在${violation.decideBy}前作出决定。`;
  },
  other: ({ decideBy }) => `等待工作人员作出决定，期限${decideBy}；决定前不扣分。`,
};

function afterPoints(actor: Actor, reader: Reader, violation: Violation, until: string, today: string): string {
  const points = `${violation.points ?? 0}分`;
  switch (violation.appealState) {
    case 'open':
      return underAppeal(actor, reader, violation, points);
    case 'upheld':
      return `申诉后维持，扣${points}，已办结。`;
    case 'changed':
      return `申诉后变更为扣${points}，已办结。`;
    case 'revoked':
      return '申诉后撤销，不扣分，已办结。';
    case null:
      if (violation.standing === 'cleared') return `所扣${points}已随周期清零。`;
      if (today > until) return `已扣${points}，申诉期限已过，已办结。`;
      return reader === 'subject' ? `已扣${points}。如不服，可在${until}前申诉一次；申诉期间不计入累计。` : `已扣${points}；当事人可在${until}前申诉。`;
  }
}

function underAppeal(actor: Actor, reader: Reader, violation: Violation, points: string): string {
  const pending = `决定前这${points}待定，不计入累计。`;
  if (violation.appealBeforeMeeting) return `申诉已列入会长例会议题，${pending}`;
  if (reader !== 'decider') return `申诉由没有参与原决定的人处理，${violation.appealDecideBy}前答复；${pending}`;
  return isImpartial(actor, violation) ? `请在${violation.appealDecideBy}前作出申诉决定；${pending}` : `您参与过发现或原决定，申诉须由同事在${violation.appealDecideBy}前处理；${pending}`;
}
