import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Deps } from '../../deps';
import { Transaction } from '../transactions/transaction.entity';
import { gatherFacts } from './gather-facts';
import { contentOf, shadowVersions } from './packs-in-force';
import { judge } from './rules/judge';
import type { DealFacts } from './rules/rule';
import { ruleVersions } from './rules/rule-list';
import { storeResults } from './stored-results';

export type CheckDeps = Pick<Deps, 'db' | 'clock' | 'keys'>;

/** What a deal is checked by: its own pack, and every one in the shadow. */
interface Runs {
  facts: DealFacts;
  inputs: string;
  /** Packs whose results do not speak of the deal as it stands. */
  stale: string[];
}

/**
 * 预检 of one deal: every rule of its own pack and of those in the shadow, over the deal as it stands now. Asked again it does
 * nothing until something has changed; two at once do the same once. A completed deal keeps the results of its completion.
 * `change` is what makes it necessary: nobody sees the one without the other.
 */
export async function checkDeal({ db, clock, keys }: CheckDeps, transactionId: string, change?: (tx: EntityManager) => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    const deal = await tx.findOne(Transaction, { where: { id: transactionId }, lock: { mode: 'pessimistic_write' } });
    await change?.(tx);
    if (deal && isChecked(deal)) await checkLocked(tx, keys, deal, clock.now());
  });
}

/** The same in the transaction that holds the deal's lock: before it is submitted or completed, and after it was changed. */
export async function checkLocked(tx: EntityManager, keys: KeyRing, deal: Transaction, now: Date): Promise<DealFacts> {
  const { facts, inputs, stale } = await runsOf(tx, keys, deal, now);
  for (const version of stale) {
    await storeResults(tx, keys, { deal, packVersion: version, inputs, results: judge(facts, await contentOf(tx, version)) }, now);
  }
  return facts;
}

/** A completed or cancelled deal keeps the results that it had. */
export const isChecked = ({ state }: Transaction) => state !== 'completed' && state !== 'cancelled';

async function runsOf(tx: EntityManager, keys: KeyRing, deal: Transaction, now: Date): Promise<Runs> {
  const facts = await gatherFacts(tx, keys, deal, now);
  const inputs = inputsOf(keys, facts);
  const done: { version: string }[] = await tx.query('SELECT pack_version AS version FROM deal_checks WHERE transaction_id = ? AND inputs = ?', [deal.id, inputs]);
  const stale = [deal.rulePack, ...(await shadowVersions(tx))].filter((version) => !done.some((check) => check.version === version));
  return { facts, inputs, stale };
}

/** Keyed, because it is made of names and numbers. A rule that says something new is new input too. */
export const inputsOf = (keys: Pick<KeyRing, 'index'>, facts: DealFacts) => keys.index('checks|inputs', JSON.stringify([ruleVersions, facts]));
