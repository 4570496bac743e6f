import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { changesOf } from '../../../audit/changes';
import { isDuplicateKey } from '../../../database-errors';
import type { StaffActor } from '../../../http/actor';
import { ensure, Refusal } from '../../../http/errors';
import { StatisticEdition } from '../../statistics/statistic.entity';
import { Bulletin } from './bulletin.entity';
import { BulletinAuthor } from './bulletin-author.entity';
import { lockBulletin, moveBulletin } from './bulletin-states';
import type { Composed } from './compose-bulletin';
import { isOutdated, tellsTheSame } from './outdated';
import { BulletinSending } from './bulletin-sending.entity';

const subjectOf = (id: string) => ({ type: 'bulletin', id }) as const;

/**
 * 起草: one bulletin for each edition; those that have not gone out, and tell what is no longer published, are withdrawn by it.
 * @throws bulletin.exists, bulletin.outdated where a correction came meanwhile
 */
export async function draftBulletin(tx: EntityManager, composed: Composed | undefined, staff: StaffActor, by: By): Promise<string> {
  ensure(composed, 'bulletin.exists');
  const { content, editionId } = composed;
  const edition = await tx.findOne(StatisticEdition, { select: { id: true, inForceKey: true }, where: { id: editionId }, lock: { mode: 'pessimistic_write' } });
  ensure(edition?.inForceKey, 'bulletin.outdated');
  const open = await tx.find(Bulletin, { where: { period: content.period, state: In(['draft', 'approved']) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  for (const one of open) {
    if (one.editionId !== editionId) await withdrawBulletin(tx, { id: one.id, reason: `有第${composed.edition}版更正数据，已重新起草` }, by);
    else if (!tellsTheSame(one.content, content)) await withdrawBulletin(tx, { id: one.id, reason: '用来比较的数据有了更正或补充，已重新起草' }, by);
  }
  const bulletin: Bulletin = {
    ...composed,
    ...{ id: uuidv7(), period: content.period, state: 'draft', liveKey: editionId, madeBy: staff.staffId, madeAt: by.at, changedBy: null },
    ...{ approvedBy: null, approvedAt: null, refusal: null, sentAt: null, withdrawnAt: null, withdrawal: null },
  };
  await tx.insert(Bulletin, bulletin).catch((error: unknown) => {
    throw isDuplicateKey(error, 'bulletins_live') ? new Refusal('bulletin.exists') : error;
  });
  await noteAuthor(tx, bulletin.id, staff);
  await audit(tx, by, { action: 'notices.bulletin_drafted', subject: subjectOf(bulletin.id), details: { period: bulletin.period, edition: bulletin.edition, poster: bulletin.posterSha256 } });
  return bulletin.id;
}

const noteAuthor = (tx: EntityManager, bulletinId: string, { staffId }: StaffActor) => tx.query('INSERT IGNORE INTO bulletin_authors (bulletin_id, staff_id) VALUES (?, ?)', [bulletinId, staffId]);

/** Other words, for which text and poster were made anew. @throws bulletin.wrong_state */
export async function changeBulletin(tx: EntityManager, id: string, { title, note, text, posterSha256 }: Composed, staff: StaffActor, by: By): Promise<void> {
  const bulletin = await lockBulletin(tx, id);
  ensure(bulletin.state === 'draft', 'bulletin.wrong_state');
  await tx.update(Bulletin, id, { title, note, text, posterSha256, changedBy: staff.staffId, refusal: null });
  await noteAuthor(tx, id, staff);
  await audit(tx, by, { action: 'notices.bulletin_changed', subject: subjectOf(id), changes: changesOf(bulletin, { title, note, posterSha256 }) });
}

/** 复核 by somebody who wrote no part of it, and of what stood before them alone. @throws bulletin.wrong_state, bulletin.same_person, bulletin.changed, bulletin.outdated */
export async function approveBulletin(tx: EntityManager, { id, posterSha256 }: { id: string; posterSha256: string }, staff: StaffActor, by: By): Promise<void> {
  const bulletin = await lockBulletin(tx, id);
  ensure(bulletin.state === 'draft' && bulletin.refusal === null, 'bulletin.wrong_state');
  ensure(!(await tx.existsBy(BulletinAuthor, { bulletinId: id, staffId: staff.staffId })), 'bulletin.same_person');
  ensure(bulletin.posterSha256 === posterSha256, 'bulletin.changed');
  ensure(!(await isOutdated(tx, bulletin)), 'bulletin.outdated');
  await moveBulletin(tx, id, 'approve', { approvedBy: staff.staffId, approvedAt: by.at });
  await audit(tx, by, { action: 'notices.bulletin_approved', subject: subjectOf(id), details: { poster: posterSha256 } });
}

interface Reasoned {
  id: string;
  reason: string;
}

/** 退回: to be changed before it is looked at again; not once it is on its way to anybody. @throws bulletin.wrong_state */
export async function refuseBulletin(tx: EntityManager, { id, reason }: Reasoned, by: By): Promise<void> {
  const bulletin = await lockBulletin(tx, id);
  const isOnItsWay = await tx.existsBy(BulletinSending, { bulletinId: id });
  ensure((bulletin.state === 'draft' && bulletin.refusal === null) || (bulletin.state === 'approved' && !isOnItsWay), 'bulletin.wrong_state');
  await moveBulletin(tx, id, 'refuse', { refusal: reason, approvedBy: null, approvedAt: null });
  await audit(tx, by, { action: 'notices.bulletin_refused', subject: subjectOf(id), details: { reason } });
}

/**
 * 撤回: nobody finds it any more, and what waits to be sent is not. What a provider has in hand cannot be called back: it is noted as it
 * comes out. @throws bulletin.wrong_state
 */
export async function withdrawBulletin(tx: EntityManager, { id, reason }: Reasoned, by: By): Promise<void> {
  const bulletin = await lockBulletin(tx, id);
  ensure(await moveBulletin(tx, id, 'withdraw', { liveKey: null, withdrawnAt: by.at, withdrawal: reason }), 'bulletin.wrong_state');
  const stopped = await tx
    .createQueryBuilder()
    .update(BulletinSending)
    .set({ state: 'failed', settledAt: by.at, outcome: '通报已撤回，没有发送。' })
    .where("bulletin_id = :id AND state = 'waiting' AND claimed_at IS NULL", { id })
    .execute();
  await audit(tx, by, { action: 'notices.bulletin_withdrawn', subject: subjectOf(id), details: { reason, from: bulletin.state, stopped: stopped.affected ?? 0 } });
}
