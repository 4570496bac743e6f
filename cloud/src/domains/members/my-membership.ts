import type { EntityManager } from 'typeorm';
import type { AgentActor } from '../../http/actor';
import { historyOf } from './membership-history';
import { readMember } from './member-list';

/** 我的会籍 of the company that the actor manages, which may have left by now; null where it never joined. */
export async function myMembership(tx: EntityManager, { companyId }: AgentActor, now: Date) {
  const [found]: { id: string }[] = companyId ? await tx.query('SELECT id FROM members WHERE company_id = ? ORDER BY left_on IS NULL DESC, left_on DESC LIMIT 1', [companyId]) : [];
  if (!found) return null;
  const { id, number, name, position, state, joinedOn, market } = await readMember(tx, found.id, now);
  const history = (await historyOf(tx, id)).map(({ kind, effectiveOn, resolutionNumber }) => ({ kind, effectiveOn, resolutionNumber }));
  return { id, number, name, position, state, joinedOn, market, history };
}
