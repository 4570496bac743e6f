import type { SamplingContent } from '@yongche/contract/inspections.shapes';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { lockDeal } from '../transactions/deals';
import type { Transaction } from '../transactions/transaction.entity';
import { foundIn } from './risk-findings';
import { InspectionCase } from './inspection-case.entity';
import { InspectionLook } from './inspection-look.entity';
import { leaseFrom, lockHeld, mayLook } from './claims';
import { planInForce } from './plans-in-force';
import { chanceOf, riskOf } from './sampling';

/**
 * 次序 of the queue, the lower the earlier: what somebody asked for, then doubts, then red by its risk (1 to 1.5, the gravest
 * first); sample and control lie scattered over 1 to 2 by the seed, so that nothing tells one from the other.
 */
const turns = { requested: 0, opinion: 0.5 } as const;
const turnOf = (origin: InspectionCase['origin'], risk: number, chance: number) => (origin === 'requested' ? turns.requested : origin === 'red' ? 1.5 - risk / 2 : 1 + chance);

interface NewCase {
  deal: Transaction;
  day: string;
  origin: InspectionCase['origin'];
  risk: number;
  content: SamplingContent;
}

/** Opens the case of a deal that has none, its first look, and for some by the seed the look of a second person who knows nothing of the first. */
export async function openCase(tx: EntityManager, { deal, day, origin, risk, content: { seed, blindSecond } }: NewCase, at: Date): Promise<InspectionCase> {
  const opened: InspectionCase = { id: uuidv7(), transactionId: deal.id, origin, risk, state: 'waiting', day, createdAt: at, closedAt: null };
  await insertRows(tx, InspectionCase, [opened]);
  const isBlind = origin !== 'requested' && chanceOf(seed, 'blind', deal.id) < blindSecond;
  const kinds = isBlind ? (['first', 'blind'] as const) : (['first'] as const);
  await insertRows(tx, InspectionLook, kinds.map((kind) => newLook({ caseId: opened.id, kind, turn: turnOf(origin, risk, chanceOf(seed, kind, deal.id)), question: null }, at)));
  return opened;
}

/** A look that waits for somebody. */
function newLook(look: Pick<InspectionLook, 'caseId' | 'kind' | 'turn' | 'question'>, at: Date): InspectionLook {
  return { id: uuidv7(), ...look, state: 'open', claimableAt: at, staffId: null, decidedAt: null, verdict: null, note: null, marks: null, seconds: null };
}

/** 第二意见: another person looks, before all that was drawn. */
export async function askOpinion(tx: EntityManager, caseId: string, question: string, at: Date): Promise<void> {
  await insertRows(tx, InspectionLook, [newLook({ caseId, kind: 'opinion', turn: turns.opinion, question }, at)]);
}

/**
 * 指定核查: a completed deal comes to the head of the inspector's own queue. A deal that has a case already keeps it, and the
 * inspector gets the look that is free in it; asked again by who has it, nothing changes.
 * @throws transaction.not_found, inspection.not_completed, inspection.decided, inspection.look_not_found where a colleague has it
 */
export async function requestCase(tx: EntityManager, { transactionId, reason }: { transactionId: string; reason: string }, staff: StaffActor, by: By): Promise<void> {
  const deal = await lockDeal(tx, transactionId, staff);
  ensure(deal.completedAt, 'inspection.not_completed');
  const held = await lockHeld(tx, staff.staffId, by.at);
  const known = await tx.findOneBy(InspectionCase, { transactionId });
  ensure(!known?.closedAt, 'inspection.decided');
  const { id: caseId } = known ?? (await openRequested(tx, deal, by.at));
  if (held.some((look) => look.caseId === caseId)) return;
  // While this request waited for the deal it may have been drawn: a moment after the request came in.
  const at = new Date(Math.max(by.at.getTime(), known?.createdAt.getTime() ?? 0));
  const [free]: { id: string }[] = await tx.query(`SELECT l.id FROM inspection_looks l WHERE l.case_id = ? AND ${mayLook} ORDER BY l.turn, l.id LIMIT 1 FOR UPDATE`, [caseId, at, staff.staffId, staff.staffId]);
  ensure(free, 'inspection.look_not_found');
  await tx.update(InspectionLook, free.id, { staffId: staff.staffId, claimableAt: leaseFrom(by.at), turn: turns.requested });
  await audit(tx, by, { action: 'inspections.requested', subject: { type: 'inspection', id: caseId }, details: { transactionId, lookId: free.id, reason } });
}

async function openRequested(tx: EntityManager, deal: Transaction, at: Date): Promise<InspectionCase> {
  const day = dayInShanghai(deal.completedAt!);
  const { content } = await planInForce(tx, dayInShanghai(at));
  const risk = riskOf(content.weights, (await foundIn(tx, [deal.id])).get(deal.id) ?? []);
  return openCase(tx, { deal, day, origin: 'requested', risk, content }, at);
}
