import { type EntityManager, In } from 'typeorm';
import { audit, type By } from '../../../audit/audit';
import { isDuplicateKey } from '../../../database-errors';
import type { Deps } from '../../../deps';
import type { StaffActor } from '../../../http/actor';
import { ensure, Refusal } from '../../../http/errors';
import { enqueue } from '../../../jobs/queue';
import { mayConfirm, mayRetry } from '../bulletins.policy';
import type { Bulletin } from './bulletin.entity';
import { BulletinDestination } from './bulletin-destination.entity';
import { BulletinSending } from './bulletin-sending.entity';
import { lockBulletin, moveBulletin } from './bulletin-states';
import { isOutdated } from './outdated';
import { isConfigured } from './ways';

type Ways = Pick<Deps, 'groups' | 'subscriptions'>;
const subjectOf = (id: string) => ({ type: 'bulletin_sending', id }) as const;

/** A sending with its bulletin, both held; always the bulletin first. @throws bulletin.sending_not_found */
export async function lockSending(tx: EntityManager, id: string): Promise<{ bulletin: Bulletin; sending: BulletinSending }> {
  const known = await tx.findOne(BulletinSending, { select: { id: true, bulletinId: true }, where: { id } });
  ensure(known, 'bulletin.sending_not_found');
  const bulletin = await lockBulletin(tx, known.bulletinId);
  const sending = await tx.findOneOrFail(BulletinSending, { where: { id }, lock: { mode: 'pessimistic_write' } });
  return { bulletin, sending };
}

const planSending = (tx: EntityManager, { id, attempt }: Pick<BulletinSending, 'id' | 'attempt'>, at: Date): Promise<void> =>
  enqueue(tx, 'notices.send-bulletin', { sendingId: id }, { runAt: at, dedupKey: `notices.send-bulletin:${id}:${attempt}` });

/**
 * 发送 to one destination, with the text and poster of this moment. The same id is the same sending; while one to this destination is
 * open, there is no second.
 * @throws bulletin.id_taken, bulletin.wrong_state, bulletin.outdated, bulletin.destination_not_found, bulletin.destination_unfit,
 * bulletin.way_not_configured, bulletin.under_way
 */
export async function requestSending(tx: EntityManager, ways: Ways, { bulletinId, id, destinationId }: { bulletinId: string; id: string; destinationId: string }, staff: StaffActor, by: By): Promise<void> {
  const bulletin = await lockBulletin(tx, bulletinId);
  const known = await tx.findOneBy(BulletinSending, { id });
  if (known) return ensure(known.bulletinId === bulletinId && known.destinationId === destinationId, 'bulletin.id_taken');
  ensure(bulletin.state === 'approved' || bulletin.state === 'sent', 'bulletin.wrong_state');
  ensure(!(await isOutdated(tx, bulletin)), 'bulletin.outdated');
  const destination = await tx.findOneBy(BulletinDestination, { id: destinationId, enabled: true });
  ensure(destination, 'bulletin.destination_not_found');
  ensure(destination.isComplete, 'bulletin.destination_unfit');
  ensure(isConfigured(ways, destination.way), 'bulletin.way_not_configured');
  ensure(!(await tx.existsBy(BulletinSending, { bulletinId, destinationId, state: In(['waiting', 'handed_over', 'unknown']) })), 'bulletin.under_way');
  const sending: BulletinSending = {
    ...{ id, bulletinId, destinationId, way: destination.way, destinationName: destination.name, state: firstState(destination), text: bulletin.text, posterSha256: bulletin.posterSha256 },
    ...{ recipients: null, sentBy: staff.staffId, requestedAt: by.at, attempt: 1, claimedAt: null, textSent: false, settledAt: null, settledBy: null, outcome: null },
  };
  await tx.insert(BulletinSending, sending).catch((error: unknown) => {
    throw isDuplicateKey(error, 'PRIMARY') ? new Refusal('bulletin.id_taken') : error;
  });
  if (sending.state === 'waiting') await planSending(tx, sending, by.at);
  await audit(tx, by, { action: 'notices.bulletin_sent', subject: subjectOf(id), details: { bulletin: bulletinId, way: sending.way, destination: destinationId, attempt: 1 } });
}

/** What a person sends is with the person at once; everything else waits for a process. */
const firstState = ({ way }: Pick<BulletinSending, 'way'>) => (way === 'wechat_group' ? 'handed_over' : 'waiting');

/** 确认 by a person who sent it, or who looked in the group. @throws bulletin.sending_not_found, bulletin.sending_wrong_state */
export async function confirmSending(tx: EntityManager, { id, sent, note }: { id: string; sent: boolean; note: string }, staff: StaffActor, by: By): Promise<void> {
  const { bulletin, sending } = await lockSending(tx, id);
  ensure(mayConfirm(staff, sending), 'bulletin.sending_wrong_state');
  await tx.update(BulletinSending, id, { state: sent ? 'sent' : 'failed', settledAt: by.at, settledBy: staff.staffId, outcome: note });
  if (sent) await moveBulletin(tx, bulletin.id, 'send', { sentAt: by.at });
  await audit(tx, by, { action: 'notices.sending_settled', subject: subjectOf(id), details: { state: sent ? 'sent' : 'failed', byHand: true, note } });
}

/** 重新发送 of what has certainly failed: what the provider had taken of it is not sent again, and who had not subscribed is asked for anew. @throws bulletin.sending_not_found, bulletin.sending_wrong_state, bulletin.outdated */
export async function retrySending(tx: EntityManager, ways: Ways, id: string, staff: StaffActor, by: By): Promise<void> {
  const { bulletin, sending } = await lockSending(tx, id);
  const outdated = await isOutdated(tx, bulletin);
  ensure(mayRetry(staff, sending, { state: bulletin.state, isOutdated: false }), 'bulletin.sending_wrong_state');
  ensure(!outdated, 'bulletin.outdated');
  ensure(isConfigured(ways, sending.way), 'bulletin.way_not_configured');
  const { bulletinId, destinationId } = sending;
  ensure(!(await tx.existsBy(BulletinSending, { bulletinId, destinationId, state: In(['waiting', 'handed_over', 'unknown']) })), 'bulletin.under_way');
  await tx.query("DELETE FROM bulletin_recipients WHERE sending_id = ? AND outcome IN ('not_subscribed', 'not_configured')", [id]);
  const again = { id, attempt: sending.attempt + 1 };
  await tx.update(BulletinSending, id, { attempt: again.attempt, state: firstState(sending), claimedAt: null, settledAt: null, settledBy: null, outcome: null });
  if (firstState(sending) === 'waiting') await planSending(tx, again, by.at);
  await audit(tx, by, { action: 'notices.bulletin_sent', subject: subjectOf(id), details: { bulletin: bulletin.id, way: sending.way, destination: sending.destinationId, attempt: again.attempt } });
}
