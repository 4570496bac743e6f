import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../../../http/actor';
import { ensure } from '../../../http/errors';
import { staffNames } from '../../statistics/present-imports';
import { mayConfirm, mayRetry } from '../bulletins.policy';
import { Bulletin } from './bulletin.entity';
import { BulletinSending } from './bulletin-sending.entity';
import { isOutdated } from './outdated';

/** 发送记录 of a bulletin, the newest first. @throws bulletin.not_found */
export async function listSendings(tx: EntityManager, bulletinId: string, actor: StaffActor) {
  const bulletin = await tx.findOneBy(Bulletin, { id: bulletinId });
  ensure(bulletin, 'bulletin.not_found');
  return { items: await present(tx, bulletin, await tx.find(BulletinSending, { where: { bulletinId }, order: { requestedAt: 'DESC', id: 'DESC' } }), actor) };
}

/** One of them. @throws bulletin.sending_not_found */
export async function presentSending(tx: EntityManager, id: string, actor: StaffActor) {
  const sending = await tx.findOneBy(BulletinSending, { id });
  ensure(sending, 'bulletin.sending_not_found');
  const bulletin = await tx.findOneByOrFail(Bulletin, { id: sending.bulletinId });
  return (await present(tx, bulletin, [sending], actor))[0]!;
}

async function present(tx: EntityManager, bulletin: Bulletin, sendings: BulletinSending[], actor: StaffActor) {
  const nameOf = await staffNames(tx, sendings.map(({ sentBy }) => sentBy));
  const standing = { state: bulletin.state, isOutdated: await isOutdated(tx, bulletin) };
  return sendings.map((sending) => {
    const { id, bulletinId, destinationId, way, destinationName, state, text, posterSha256, recipients, requestedAt, settledAt, outcome } = sending;
    return { ...{ id, bulletinId, destinationId, way, destinationName, state, text, posterSha256, recipients, requestedAt, settledAt, outcome }, sentBy: nameOf(sending.sentBy), may: { confirm: mayConfirm(actor, sending), retry: mayRetry(actor, sending, standing) } };
  });
}
