import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { dayInShanghai } from '../../../clock';
import { isDuplicateKey } from '../../../database-errors';
import type { Deps } from '../../../deps';
import type { Actor, StaffActor } from '../../../http/actor';
import { ensure } from '../../../http/errors';
import { insertRows } from '../../../insert-rows';
import { enqueue, enqueueAnew } from '../../../jobs/queue';
import { Staff } from '../../identity/staff.entity';
import { lastDayOver } from '../../privacy/keeping-period';
import { Disposal } from './disposal.entity';
import { isImpartialToDisposal, mayDecide, mayPropose } from './disposals.policy';
import { countDue, type Due } from './due-deals';

const shown = 50;

/** 提出到期销毁 of the deals completed up to a day. @throws disposal.too_early, disposal.none_due, disposal.open */
export async function proposeDisposal(tx: EntityManager, { completedUntil, staff }: { completedUntil: string; staff: StaffActor }, by: By): Promise<Disposal> {
  ensure(completedUntil <= lastDayOver(dayInShanghai(by.at)), 'disposal.too_early', { latest: lastDayOver(dayInShanghai(by.at)) });
  ensure(!(await tx.existsBy(Disposal, { openKey: 'disposal' })), 'disposal.open');
  const due = await countDue(tx, completedUntil, by.at);
  ensure(due.deals > 0, 'disposal.none_due');
  const disposal: Disposal = {
    ...{ id: uuidv7(), state: 'proposed', openKey: 'disposal', completedUntil, ...due, persons: 0, proposedBy: staff.staffId, proposedAt: by.at },
    ...{ decidedBy: null, decidedAt: null, reason: null, failure: null, doneAt: null, root: null },
  };
  await insertRows(tx, Disposal, [disposal]).catch((error: unknown) => {
    ensure(!isDuplicateKey(error, 'disposals_open'), 'disposal.open');
    throw error;
  });
  await audit(tx, by, { action: 'operations.disposal_proposed', subject: { type: 'disposal', id: disposal.id }, details: { completedUntil, ...due } });
  return disposal;
}

/** 批准, by another person: from here on it is carried out in the background and cannot be taken back. @throws disposal.not_found, disposal.wrong_state, disposal.same_person */
export async function approveDisposal(tx: EntityManager, id: string, staff: StaffActor, by: By): Promise<Disposal> {
  const disposal = await lockForDecision(tx, id, staff);
  const decision = { state: 'approved', decidedBy: staff.staffId, decidedAt: by.at } as const;
  await tx.update(Disposal, id, decision);
  await enqueue(tx, 'operations.dispose', { disposalId: id }, { runAt: by.at, dedupKey: dedupKeyOf(id) });
  const { completedUntil, deals, pictures } = disposal;
  await audit(tx, by, { action: 'operations.disposal_approved', subject: { type: 'disposal', id }, details: { completedUntil, deals, pictures } });
  return { ...disposal, ...decision };
}

/** What was approved and is not done is asked for again, should its job have died; beside one that waits or runs it changes nothing. */
export async function continueDisposals({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  for (const { id } of await db.manager.find(Disposal, { select: { id: true }, where: { state: 'approved' } })) {
    await db.transaction((tx) => enqueueAnew(tx, 'operations.dispose', { disposalId: id }, { runAt: clock.now(), dedupKey: dedupKeyOf(id) }));
  }
}

const dedupKeyOf = (id: string) => `operations.dispose:${id}`;

/** 不批准, with a reason: nothing is destroyed. @throws disposal.not_found, disposal.wrong_state, disposal.same_person */
export async function refuseDisposal(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<Disposal> {
  const disposal = await lockForDecision(tx, id, staff);
  const decision = { state: 'refused', openKey: null, decidedBy: staff.staffId, decidedAt: by.at, reason } as const;
  await tx.update(Disposal, id, decision);
  await audit(tx, by, { action: 'operations.disposal_refused', subject: { type: 'disposal', id }, details: { completedUntil: disposal.completedUntil, reason } });
  return { ...disposal, ...decision };
}

async function lockForDecision(tx: EntityManager, id: string, staff: StaffActor): Promise<Disposal> {
  const disposal = await tx.findOne(Disposal, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(disposal, 'disposal.not_found');
  ensure(disposal.state === 'proposed', 'disposal.wrong_state');
  ensure(isImpartialToDisposal(staff, disposal), 'disposal.same_person');
  return disposal;
}

/** @throws disposal.not_found */
export async function findDisposal(tx: EntityManager, id: string): Promise<Disposal> {
  const disposal = await tx.findOneBy(Disposal, { id });
  ensure(disposal, 'disposal.not_found');
  return disposal;
}

/** 到期销毁: what could be destroyed today, where no disposal is open, and every disposal, the latest first. */
export async function listDisposals(tx: EntityManager, actor: Actor, now: Date) {
  const completedUntil = lastDayOver(dayInShanghai(now));
  const items = await tx.find(Disposal, { order: { proposedAt: 'DESC', id: 'DESC' }, take: shown });
  return {
    due: items.some(({ openKey }) => openKey) ? null : { completedUntil, ...(await countForPage(tx, { completedUntil, items }, now)) },
    items: await presentDisposals(tx, items),
    may: { propose: mayPropose(actor), decide: mayDecide(actor) },
  };
}

/** A count of hundreds of thousands of deals takes seconds: a page that asks again is told what this process counted last. */
const slowMs = 1000;
const rememberedMs = 5 * 60_000;
const counted = new WeakMap<object, { of: string; at: number; due: Due }>();

async function countForPage(tx: EntityManager, { completedUntil, items }: { completedUntil: string; items: Disposal[] }, now: Date): Promise<Due> {
  const of = [completedUntil, ...items.map(({ id, state }) => `${id} ${state}`)].join('\n');
  const known = counted.get(tx.dataSource);
  if (known?.of === of && Math.abs(now.getTime() - known.at) < rememberedMs) return known.due;
  const started = performance.now();
  const due = await countDue(tx, completedUntil, now);
  if (performance.now() - started > slowMs) counted.set(tx.dataSource, { of, at: now.getTime(), due });
  return due;
}

/** Disposals as the contract has them. */
export async function presentDisposals(tx: EntityManager, disposals: Disposal[]) {
  const people = await tx.findBy(Staff, { id: In(disposals.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy ?? proposedBy])) });
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? '';
  return disposals.map(({ id, state, completedUntil, deals, pictures, bytes, heldBack, proposedBy, proposedAt, decidedBy, decidedAt, reason, failure, doneAt, root }) => ({
    ...{ id, state, completedUntil, deals, pictures, bytes, heldBack, proposedAt, decidedAt, reason, failure, doneAt, root },
    proposedBy: nameOf(proposedBy),
    decidedBy: decidedBy && nameOf(decidedBy),
  }));
}
