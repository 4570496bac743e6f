import { type EntityManager, In, IsNull, Like, Not } from 'typeorm';
import type { StaffActor } from '../../../http/actor';
import { ensure } from '../../../http/errors';
import { staffNames } from '../../statistics/present-imports';
import { StatisticEdition } from '../../statistics/statistic.entity';
import { mayApprove, mayChange, mayRefuse, maySend, mayWithdraw } from '../bulletins.policy';
import { Bulletin } from './bulletin.entity';
import { BulletinSending } from './bulletin-sending.entity';
import { BulletinAuthor } from './bulletin-author.entity';
import { isOutdated, replacedEditions } from './outdated';
import { sharePathOf } from './share-path';

/** Ten years of months, with what was withdrawn among them. */
const mostListed = 240;
const mostUndrafted = 24;

type Listed = Omit<Bulletin, 'content' | 'text' | 'source' | 'maker' | 'changer' | 'approver'>;
const columns = { id: true, period: true, editionId: true, edition: true, state: true, title: true, madeBy: true, madeAt: true, approvedBy: true, approvedAt: true, refusal: true } as const;

/** 月度通报, new ones first, and published months that have none for the edition in force. */
export async function listBulletins(tx: EntityManager) {
  const bulletins = await tx.find(Bulletin, { select: columns, order: { period: 'DESC', madeAt: 'DESC' }, take: mostListed });
  const inForce = await tx.find(StatisticEdition, { select: { id: true, period: true }, where: { inForceKey: Not(IsNull()), period: Like('____-__') }, order: { period: 'DESC' }, take: mostUndrafted });
  const live = await tx.find(Bulletin, { select: { id: true, liveKey: true }, where: { liveKey: In(inForce.map(({ id }) => id)) } });
  const told = new Set(live.map(({ liveKey }) => liveKey));
  return { items: await presentRows(tx, bulletins), undrafted: inForce.filter(({ id }) => !told.has(id)).map(({ period }) => period) };
}

async function presentRows(tx: EntityManager, bulletins: Pick<Listed, keyof typeof columns>[]) {
  const nameOf = await staffNames(tx, bulletins.flatMap(({ madeBy, approvedBy }) => [madeBy, approvedBy]));
  const replaced = await replacedEditions(tx, bulletins.map(({ editionId }) => editionId));
  const outdated = new Set(bulletins.flatMap(({ id, editionId }) => (replaced.has(editionId) ? id : [])));
  const open = bulletins.flatMap(({ id, state }) => (!outdated.has(id) && (state === 'draft' || state === 'approved') ? id : []));
  for (const bulletin of await tx.findBy(Bulletin, { id: In(open) })) if (await isOutdated(tx, bulletin)) outdated.add(bulletin.id);
  const reached = await countSent(tx, bulletins.map(({ id }) => id));
  return bulletins.map(({ id, period, edition, state, title, madeBy, madeAt, approvedBy, approvedAt, refusal }) => ({
    ...{ id, period, edition, state, title, madeAt, approvedAt, refusal },
    ...{ isOutdated: outdated.has(id), madeBy: nameOf(madeBy), approvedBy: approvedBy && nameOf(approvedBy), sendings: reached.get(id) ?? 0 },
  }));
}

/** How many destinations each has reached. */
async function countSent(tx: EntityManager, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows: { id: string; sent: string | number }[] = await tx.query("SELECT bulletin_id AS id, COUNT(*) AS sent FROM bulletin_sendings WHERE bulletin_id IN (?) AND state = 'sent' GROUP BY bulletin_id", [ids]);
  return new Map(rows.map(({ id, sent }) => [id, Number(sent)]));
}

/** One bulletin with all that it says, and what the actor may do with it. @throws bulletin.not_found */
export async function presentBulletin(tx: EntityManager, id: string, actor: StaffActor) {
  const bulletin = await tx.findOneBy(Bulletin, { id });
  ensure(bulletin, 'bulletin.not_found');
  const [row] = await presentRows(tx, [bulletin]);
  const authors = await tx.findBy(BulletinAuthor, { bulletinId: id });
  const standing = { ...bulletin, authorIds: authors.map(({ staffId }) => staffId), isOutdated: row!.isOutdated, isOnItsWay: await tx.existsBy(BulletinSending, { bulletinId: id }) };
  return {
    ...row!,
    content: { ...bulletin.content, title: bulletin.title, note: bulletin.note },
    text: bulletin.text,
    sharePath: sharePathOf(id),
    posterSha256: bulletin.posterSha256,
    may: { change: mayChange(actor, standing), approve: mayApprove(actor, standing), refuse: mayRefuse(actor, standing), withdraw: mayWithdraw(actor, standing), send: maySend(actor, standing) },
  };
}
