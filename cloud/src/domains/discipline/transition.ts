import type { violationOutcomes } from '@yongche/contract';
import type { BookCode, RuleBookContent } from '@yongche/contract/discipline.shapes';
import { type EntityManager, Not } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { Violation } from './violation.entity';

/**
 * 指出改正 or 扣分 for a code on a day (Shanghai): the latest line that has begun, one with the code before one without (CAP-D4).
 * Before the first line nothing costs points.
 */
export function modeOn({ transition }: Pick<RuleBookContent, 'transition'>, code: string, on: string): keyof typeof violationOutcomes {
  const begun = transition.filter((line) => line.from <= on).sort((one, other) => other.from.localeCompare(one.from));
  return (begun.find((line) => line.code === code) ?? begun.find((line) => line.code === null))?.mode ?? 'correction';
}

/** 过渡期: lasts as long as anything is only pointed out. */
export const isInTransition = (content: RuleBookContent, on: string) => content.codes.some(({ code, points }) => points > 0 && modeOn(content, code, on) === 'correction');

/** The day from which a code that is only pointed out costs points; null where the book names none. */
export function pointsFrom({ transition }: RuleBookContent, code: string, after: string): string | null {
  const days = [...new Set(transition.map((line) => line.from).filter((from) => from > after))].sort();
  return days.find((from) => modeOn({ transition }, code, from) === 'points') ?? null;
}

/** Why a violation may not cost points, in a sentence for who decides; null where it may. Counts the day on which it was noticed. */
export async function whyNoPoints(tx: EntityManager, violation: Violation, content: RuleBookContent, code: BookCode): Promise<string | null> {
  const on = dayInShanghai(violation.noticedAt);
  const named = `${code.code} ${code.name}`;
  if (code.points === 0) return `“${named}”不扣分（${code.route ?? '按细则另行处理'}），请选择指出改正或不予处理。`;
  if (modeOn(content, code.code, on) === 'correction') {
    const from = pointsFrom(content, code.code, on);
    return `“${named}”在告知当日只指出改正${from ? `，${from}起告知的才扣分` : ''}，请选择指出改正或不予处理。`;
  }
  if (code.minor && isInTransition(content, on) && (await isFirst(tx, violation))) return `这是当事人在过渡期内首次发生的轻微违规“${named}”，只指出改正，不扣分。`;
  return null;
}

/** No other violation of this code stands against the subject: what was dismissed or revoked does not count. */
async function isFirst(tx: EntityManager, { id, subjectType, subjectId, code }: Violation): Promise<boolean> {
  const others = await tx.find(Violation, { select: { id: true, appealState: true }, where: { id: Not(id), subjectType, subjectId, code, state: 'decided' } });
  return others.every(({ appealState }) => appealState === 'revoked');
}
