import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { MessageOutcome } from '../../adapters/messages/messages';
import { ProviderError } from '../../adapters/provider-error';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { Deps } from '../../deps';
import { outstandingSql } from '../ledger/accounts';
import { addDays } from '../registry/duties';
import { type Due, DuesContact } from './due.entity';
import { lockDue, outstandingOfDue } from './dues';
import { DuesScheme } from './dues-scheme.entity';
import { Member } from './member.entity';
import { tellReminder } from './telling-members';

/** Page of the mini-program that a reminder opens. */
const page = 'domains/payments/payables/index';
/** How long one round may take over the reminders of one due, before another may try. */
const leaseSeconds = 120;

/**
 * The step of the schedule, in days from the deadline, whose day was the last to come since the due was raised; null before the
 * first. Steps that passed while nobody ran a round are not made up for one by one.
 */
function stepOn(schedule: number[], { dueOn, raisedOn }: Pick<Due, 'dueOn' | 'raisedOn'>, today: string): number | null {
  const come = schedule.filter((days) => addDays(dueOn, days) > raisedOn && addDays(dueOn, days) <= today);
  return come.length > 0 ? Math.max(...come) : null;
}

/** 催缴 by inbox: each step once per due, and nothing once it is paid. */
export async function remindInInbox(tx: EntityManager, dueId: string, by: By): Promise<void> {
  const due = await lockDue(tx, dueId);
  const outstandingFen = await outstandingOfDue(tx, dueId);
  const { content } = await tx.findOneByOrFail(DuesScheme, { version: due.schemeVersion });
  const today = dayInShanghai(by.at);
  const step = stepOn(content.remindAfterDays, due, today);
  if (due.state !== 'open' || outstandingFen <= 0 || step === null) return;
  const { companyId } = await tx.findOneByOrFail(Member, { id: due.memberId });
  const isNew = await noteReminder(tx, { dueId, step, way: 'inbox', outcome: companyId ? 'sent' : 'nobody', to: 'inbox' }, by);
  if (isNew && companyId) await tellReminder(tx, { companyId, due, outstandingFen, today }, by.at);
}

const keyOf = (dueId: string, step: number, to: string) => `${dueId}:${step}:${to}`;

/** Writes a reminder down, unless its step has reached this recipient before. */
async function noteReminder(tx: EntityManager, { dueId, step, way, outcome, to }: Pick<DuesContact, 'dueId' | 'way' | 'outcome'> & { step: number; to: string }, by: By): Promise<boolean> {
  const contact: DuesContact = { id: uuidv7(), dueId, at: by.at, way, outcome, step, onceKey: keyOf(dueId, step, to), note: null, madeBy: null };
  try {
    await tx.insert(DuesContact, contact);
  } catch (error) {
    if (isDuplicateKey(error, 'dues_contacts_once')) return false;
    throw error;
  }
  await audit(tx, by, { action: 'members.due_reminded', subject: { type: 'due', id: dueId }, details: { step, way, outcome } });
  return true;
}

/**
 * 催缴 by 订阅消息: what was put into the inbox goes to every WeChat account of the company's managers, with its outcome noted. The
 * provider is asked outside of any transaction; where it fails, nothing is noted and the next round asks again, and where it cannot
 * be reached the rest waits for that round too.
 */
export async function remindBySubscription(deps: Telling & Pick<Deps, 'clock'>, by: By): Promise<void> {
  const { db, clock } = deps;
  for (const reminder of await lastReminders(db.manager)) {
    const until = new Date(clock.now().getTime() + leaseSeconds * 1000);
    const taken: { affectedRows: number } = await db.query('UPDATE dues SET reminding_until = ? WHERE id = ? AND (reminding_until IS NULL OR reminding_until < ?)', [until, reminder.dueId, clock.now()]);
    if (taken.affectedRows === 0) continue;
    const isReached = await sendToAccounts(deps, reminder, by).finally(() => db.query('UPDATE dues SET reminding_until = NULL WHERE id = ?', [reminder.dueId]));
    if (!isReached) return;
  }
}

type Telling = Pick<Deps, 'db' | 'subscriptions' | 'log'>;

/** Sends one reminder to every account that has not had it; false where the provider cannot be reached. */
async function sendToAccounts({ db, subscriptions, log }: Telling, { dueId, step, dueOn, memberName, companyId }: LastReminder, by: By): Promise<boolean> {
  const note = (outcome: MessageOutcome | 'nobody', to: string) => db.transaction((tx) => noteReminder(tx, { dueId, step, way: 'subscription', outcome, to }, by));
  const accounts: { id: string; openId: string }[] = await db.query("SELECT a.id, a.open_id AS openId FROM company_managers g JOIN accounts a ON a.person_id = g.person_id WHERE g.company_id = ? AND a.host = 'wechat' ORDER BY a.id", [companyId]);
  if (accounts.length === 0) await note('nobody', 'nobody');
  for (const { id, openId } of accounts) {
    const fen = await outstandingOfDue(db.manager, dueId);
    if (fen <= 0) break;
    if (await db.manager.existsBy(DuesContact, { onceKey: keyOf(dueId, step, id) })) continue;
    try {
      await note(await subscriptions.remindOfDues({ host: 'wechat', openId, memberName, fen, dueOn, page }), id);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      log.warn({ err: error, dueId }, 'a reminder of dues could not be sent and is tried again in the next round');
      if (error.kind !== 'rejected') return false;
    }
  }
  return true;
}

interface LastReminder {
  dueId: string;
  step: number;
  dueOn: string;
  memberName: string;
  companyId: string;
}

/** The last reminder of each due that is still owed, where it went into the inbox of the member's company. */
function lastReminders(tx: EntityManager): Promise<LastReminder[]> {
  return tx.query(
    `SELECT c.due_id AS dueId, c.step, d.due_on AS dueOn, m.name AS memberName, m.company_id AS companyId
     FROM dues_contacts c JOIN dues d ON d.id = c.due_id JOIN members m ON m.id = d.member_id
     WHERE c.way = 'inbox' AND c.outcome = 'sent' AND m.company_id IS NOT NULL AND d.state = 'open' AND ${outstandingSql('d.id')} > 0
       AND c.step = (SELECT MAX(l.step) FROM dues_contacts l WHERE l.due_id = d.id AND l.way = 'inbox') ORDER BY c.due_id`,
  );
}
