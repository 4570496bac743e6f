import type { EntityManager } from 'typeorm';
import { ProviderError } from '../../../adapters/provider-error';
import { dayInShanghai } from '../../../clock';
import { headlineOf } from './bulletin-text';
import { BulletinRecipient } from './bulletin-sending.entity';
import { sharePathOf } from './share-path';
import { stopOf } from './outdated';
import type { Outcome, Parcel, SendDeps, WayOut } from './ways-out';

/** People asked for in one run, and at once: a run is shorter than a job's lease. */
const perRun = 200;
const atOnce = 4;
/** WeChat counted us as too fast, or was busy: it has certainly sent nothing. */
const notYet = ['45009', '45011', '-1'];
/** WeChat does not know this account (any more): it is nobody who has agreed, and no reason to stop before the others. */
const unknownAccount = '40003';

/** Waits for all, also where one fails, so that none is still asked while what came of them is counted. @throws what the first failed with */
async function allOf(asked: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(asked)).find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * 订阅消息 to every WeChat account of a verified person: one who has agreed gets it, one agreement is one message. Each is noted before
 * WeChat is asked, so that whoever goes on later, in another process perhaps, asks nobody twice.
 */
export const toSubscribers: WayOut = async (deps, parcel) => {
  const { db, log } = deps;
  const { sending, bulletin } = parcel;
  const stopped = await stopOf(db.manager, bulletin.id);
  if (stopped) return told(db.manager, sending.id, stopped);
  const accounts: { id: string; openId: string }[] = await db.query(
    `SELECT a.id, a.open_id AS openId FROM accounts a LEFT JOIN bulletin_recipients r ON r.sending_id = ? AND r.account_id = a.id
     WHERE a.host = 'wechat' AND a.person_id IS NOT NULL AND r.account_id IS NULL ORDER BY a.id LIMIT ?`,
    [sending.id, perRun],
  );
  if (accounts.length === 0) return told(db.manager, sending.id);
  try {
    for (let at = 0; at < accounts.length; at += atOnce) await allOf(accounts.slice(at, at + atOnce).map((account) => tell(deps, parcel, account)));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn({ err: error, sending: sending.id }, 'subscription messages of a bulletin wait');
    if (error.kind !== 'rejected') return { againInSeconds: 60 };
    return { ...(await told(db.manager, sending.id)), state: 'failed', sentence: `微信没有接受订阅消息（错误码${error.providerCode ?? '未说明'}），请技术运维核对模板配置后重新发送。` };
  }
  return { againInSeconds: 0 };
};

/** One person, at most once. @throws ProviderError where all others must wait, or cannot be sent either */
async function tell({ db, subscriptions, log }: SendDeps, { sending, bulletin }: Parcel, { id: accountId, openId }: { id: string; openId: string }): Promise<void> {
  const key = { sendingId: sending.id, accountId };
  const noted: { affectedRows: number } = await db.query("INSERT IGNORE INTO bulletin_recipients (sending_id, account_id, outcome) VALUES (?, ?, 'unknown')", [sending.id, accountId]);
  if (noted.affectedRows === 0) return;
  try {
    const message = { openId, title: bulletin.title, on: dayInShanghai(sending.requestedAt), headline: headlineOf(bulletin.content), page: sharePathOf(bulletin.id).slice(1) };
    await db.manager.update(BulletinRecipient, key, { outcome: await subscriptions.tellOfBulletin(message) });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.providerCode === unknownAccount) return void (await db.manager.update(BulletinRecipient, key, { outcome: 'not_subscribed' }));
    const isCertain = error.kind === 'rejected' || notYet.includes(error.providerCode ?? '');
    if (!isCertain) return log.warn({ err: error, sending: sending.id }, 'nobody knows whether one subscription message of a bulletin went out');
    await db.manager.delete(BulletinRecipient, key);
    throw error;
  }
}

/** Whom it has reached; where that is nobody, nothing was sent. */
async function told(tx: EntityManager, sendingId: string, stopped?: string): Promise<Outcome> {
  const recipients = await tx.countBy(BulletinRecipient, { sendingId, outcome: 'sent' });
  const unknown = await tx.countBy(BulletinRecipient, { sendingId, outcome: 'unknown' });
  if (recipients + unknown === 0) return { state: 'failed', sentence: stopped ? `${stopped}，没有发送。` : '还没有人订阅下一期通报，没有发给任何人。', recipients };
  return { state: 'sent', sentence: `${stopped ? `${stopped}，没有再发；` : ''}已发给订阅的${recipients}人${unknown > 0 ? `，另有${unknown}人微信没有答复` : ''}。`, recipients };
}
