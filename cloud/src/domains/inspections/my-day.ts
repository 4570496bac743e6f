import type { EntityManager } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { agreementWith, blindPairs } from './agreement';
import { countWaiting } from './claims';
import { planInForce } from './plans-in-force';
import { Problem } from './problem.entity';
import { medianOf } from './statistics';

const agreementDays = 90;

/** 我今天的核查: how far the inspector has come today (Shanghai), and what waits beside the queue. */
export async function myDay(tx: EntityManager, { staffId }: StaffActor, now: Date) {
  const today = dayInShanghai(now);
  const decided: { verdict: string; seconds: number | null }[] = await tx.query("SELECT verdict, seconds FROM inspection_looks WHERE staff_id = ? AND state IN ('decided', 'settled') AND decided_at >= ?", [staffId, startOfDay(today)]);
  const { content } = await planInForce(tx, today);
  const since = new Date(now.getTime() - agreementDays * 24 * 3600_000);
  return {
    decided: decided.length,
    target: content.target,
    waiting: await countWaiting(tx, now),
    medianSeconds: medianOf(decided.flatMap(({ seconds }) => seconds ?? [])),
    problems: decided.filter(({ verdict }) => verdict === 'problem').length,
    agreement: agreementWith(await blindPairs(tx, { since }), staffId),
    overdueProblems: await tx.countBy(Problem, { state: 'overdue' }),
    toReview: await tx.countBy(Problem, { state: 'corrected' }),
  };
}
