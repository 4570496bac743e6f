import { type EntityManager, MoreThan, Not } from 'typeorm';
import { audit, type By } from '../../../audit/audit';
import type { JobOutcome } from '../../../jobs/queue';
import type { Bulletin } from './bulletin.entity';
import { BulletinDestination } from './bulletin-destination.entity';
import { BulletinSending } from './bulletin-sending.entity';
import { moveBulletin } from './bulletin-states';
import { isOutdated } from './outdated';
import { lockSending } from './sendings';
import type { Way } from './ways';
import { type Outcome, type SendDeps, waysOut } from './ways-out';

/** Text and picture are two messages; a robot takes 20 a minute. */
const mostPerMinute = 9;
/** Ways that know by themselves whom they have reached, and go on where they stopped. */
const resumable: Way[] = ['inbox', 'subscription'];
/** Nobody takes longer for one sending: whoever set out earlier and has not come back was stopped on the way. */
const longestSeconds = 90;

/**
 * Sends what waits, once. It is noted before the provider is called, and what came of it afterwards: a process that ends in between
 * leaves a sending of which nobody knows whether it went out, and which nobody sends again but a person who looked.
 */
export async function sendBulletin(deps: SendDeps, sendingId: string): Promise<JobOutcome> {
  const claimed = await deps.db.transaction((tx) => claimSending(tx, sendingId, systemBy(deps)));
  if (!claimed) return undefined;
  if ('againInSeconds' in claimed) return claimed;
  const { sending, bulletin, destination } = claimed;
  const outcome = await waysOut[sending.way](deps, { sending, bulletin, destination });
  if ('againInSeconds' in outcome) return outcome;
  await deps.db.transaction((tx) => settleSending(tx, sending, outcome, systemBy(deps)));
  return undefined;
}

const systemBy = ({ clock }: Pick<SendDeps, 'clock'>): By => ({ author: { kind: 'system' }, origin: undefined, at: clock.now() });

interface Claimed {
  sending: BulletinSending;
  bulletin: Bulletin;
  destination: BulletinDestination;
}

/** Sets out for one attempt; nothing where it is settled already, or is settled here because it cannot go. */
async function claimSending(tx: EntityManager, id: string, by: By): Promise<Claimed | { againInSeconds: number } | undefined> {
  const { bulletin, sending } = await lockSending(tx, id);
  if (sending.state !== 'waiting') return undefined;
  const settle = async (state: 'failed' | 'unknown', sentence: string) => {
    await settleSending(tx, sending, { state, sentence }, by);
    return undefined;
  };
  if (sending.claimedAt && !resumable.includes(sending.way)) {
    const seconds = (by.at.getTime() - sending.claimedAt.getTime()) / 1000;
    if (seconds < longestSeconds) return { againInSeconds: Math.ceil(longestSeconds - seconds) };
    return settle('unknown', '发送途中系统中断，不知道是否已经发出。请到群里看过后确认。');
  }
  const destination = await tx.findOneByOrFail(BulletinDestination, { id: sending.destinationId });
  if (sending.claimedAt) return { sending, bulletin, destination };
  if (bulletin.state === 'withdrawn') return settle('failed', '通报已撤回，没有发送。');
  if (await isOutdated(tx, bulletin)) return settle('failed', '车管数据出了更正版，没有发送。请重新起草。');
  if (!destination.enabled || !destination.isComplete) return settle('failed', '发送去处已停用或没有填全，没有发送。');
  const lastMinute = { destinationId: destination.id, claimedAt: MoreThan(new Date(by.at.getTime() - 60_000)), id: Not(id) };
  if ((await tx.countBy(BulletinSending, lastMinute)) >= mostPerMinute) return { againInSeconds: 30 };
  await tx.update(BulletinSending, id, { claimedAt: by.at });
  return { sending: { ...sending, claimedAt: by.at }, bulletin, destination };
}

/**
 * Notes what came of an attempt. An answer that comes after the sending was given up as unknown still counts; one that a person has
 * settled, or an attempt that is no longer the last, is left alone.
 */
export async function settleSending(tx: EntityManager, { id, attempt, bulletinId }: Pick<BulletinSending, 'id' | 'attempt' | 'bulletinId'>, { state, sentence, textSent, recipients }: Outcome, by: By): Promise<boolean> {
  const isEnd = state === 'sent' || state === 'failed';
  const { affected } = await tx
    .createQueryBuilder()
    .update(BulletinSending)
    .set({ state, outcome: sentence, settledAt: isEnd ? by.at : null, ...(textSent === undefined ? {} : { textSent }), ...(recipients === undefined ? {} : { recipients }) })
    .where("id = :id AND attempt = :attempt AND state IN ('waiting', 'unknown')", { id, attempt })
    .execute();
  if (affected === 0) return false;
  if (state === 'sent') await moveBulletin(tx, bulletinId, 'send', { sentAt: by.at });
  await audit(tx, by, { action: 'notices.sending_settled', subject: { type: 'bulletin_sending', id }, details: { state, attempt, ...(recipients === undefined ? {} : { recipients }) } });
  return true;
}
