import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import { outstandingSql } from '../ledger/accounts';
import { proposeRefusal, withdrawPaidRefusal } from './refusal-proposals';
import { remindBySubscription, remindInInbox } from './reminders';

/**
 * What comes with the day: refusals that were paid leave the agenda, reminders go out by the schedule, and what is overdue for too
 * long goes before the chairs. Repeatable at any time; two rounds at once do each thing once.
 */
export async function membersRound(deps: Pick<Deps, 'db' | 'clock' | 'subscriptions' | 'log'>): Promise<void> {
  const { db, clock, log } = deps;
  const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
  /** Each in a transaction of its own; one that fails does not keep the others waiting, and is tried in the next round. */
  const each = async (sql: string, values: unknown[], work: (tx: EntityManager, dueId: string) => Promise<void>) => {
    const dues: { id: string }[] = await db.query(`SELECT d.id FROM dues d ${sql} ORDER BY d.id`, values);
    for (const { id } of dues) await db.transaction((tx) => work(tx, id)).catch((error: unknown) => log.error({ err: error, dueId: id }, 'the round could not settle a due'));
  };
  const isOwed = `${outstandingSql('d.id')} > 0`;
  await each(`JOIN agenda_items i ON i.id = d.refusal_item_id WHERE i.state IN ('waiting', 'listed') AND NOT (${isOwed})`, [], (tx, id) => withdrawPaidRefusal(tx, id, by));
  await each(`WHERE d.state = 'open' AND ${isOwed}`, [], (tx, id) => remindInInbox(tx, id, by));
  await each(`WHERE d.state = 'open' AND d.refusal_item_id IS NULL AND d.due_on < ? AND ${isOwed}`, [dayInShanghai(by.at)], (tx, id) => proposeRefusal(tx, id, by));
  await remindBySubscription(deps, by);
}
