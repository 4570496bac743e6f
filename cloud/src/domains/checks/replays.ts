import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { nextDay, startOfDay } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { enqueue } from '../../jobs/queue';
import { erasedText } from '../privacy/person-keys';
import { Transaction } from '../transactions/transaction.entity';
import { inputsOf } from './check-deal';
import { mayReplayPack } from './checks.policy';
import { gatherFactsAsSeen } from './gather-facts';
import { contentOf } from './packs-in-force';
import { RulePackReplay } from './rule-pack.entity';
import { lockPack } from './rule-packs';
import { judge } from './rules/judge';
import type { DealFacts } from './rules/rule';
import { storeResults } from './stored-results';

/** A slice of a replay, after which other jobs have their turn. */
const sliceMs = 2000;
const batch = 20;

/** Begins a replay of a shadow pack over the deals that began on these days and came before the counter. @throws check.replay_running, check.pack_wrong_state */
export async function openReplay(tx: EntityManager, { version, from, to }: { version: string; from: string; to: string }, staff: StaffActor, by: By): Promise<void> {
  const pack = await lockPack(tx, version);
  ensure(mayReplayPack(staff, pack), 'check.pack_wrong_state');
  if (from > to) refuseField('to', '结束日期应不早于开始日期。');
  ensure(!(await runningReplay(tx, version)), 'check.replay_running');
  const [counted]: { n: string }[] = await tx.query('SELECT COUNT(*) AS n FROM transactions WHERE created_at >= ? AND created_at < ? AND submitted_at IS NOT NULL', [startOfDay(from), startOfDay(nextDay(to))]);
  const replay: RulePackReplay = { id: uuidv7(), packVersion: version, fromOn: from, toOn: to, requestedBy: staff.staffId, startedAt: by.at, finishedAt: null, deals: Number(counted!.n), done: 0, skipped: 0, progress: null };
  await tx.insert(RulePackReplay, replay);
  await enqueue(tx, 'checks.replay', { replayId: replay.id }, { runAt: by.at, dedupKey: `checks.replay:${replay.id}` });
  await audit(tx, by, { action: 'checks.replay_started', subject: { type: 'rule_pack', id: pack.id }, details: { version, from, to, deals: replay.deals } });
}

/** The replay that runs, or undefined. */
export async function runningReplay(tx: EntityManager, packVersion: string): Promise<RulePackReplay | undefined> {
  const latest = await latestReplay(tx, packVersion);
  return latest?.finishedAt === null ? latest : undefined;
}

/** The replay that was the last to begin. */
export async function latestReplay(tx: EntityManager, packVersion: string): Promise<RulePackReplay | undefined> {
  const [latest] = await tx.find(RulePackReplay, { where: { packVersion }, order: { startedAt: 'DESC', id: 'DESC' }, take: 1 });
  return latest;
}

/**
 * Goes on with a replay for about two seconds, from what was read and seen of the pictures at the time; any process may go on
 * later. It ends early where the pack has been withdrawn.
 * @returns whether there is more to do.
 */
export async function continueReplay({ db, clock, keys }: Pick<Deps, 'db' | 'clock' | 'keys'>, replayId: string): Promise<boolean> {
  const replay = await db.manager.findOneBy(RulePackReplay, { id: replayId });
  if (!replay || replay.finishedAt) return false;
  const started = performance.now();
  let more = await isShadow(db.manager, replay.packVersion);
  while (more && performance.now() - started < sliceMs) {
    const deals = await nextDeals(db.manager, replay);
    for (const deal of deals) {
      const replayed = await db.transaction((tx) => replayDeal(tx, { keys, dealId: deal.id, packVersion: replay.packVersion }, clock.now()));
      replay.done += 1;
      if (!replayed) replay.skipped += 1;
      replay.progress = { createdAt: deal.createdAt.toISOString(), id: deal.id };
    }
    more = deals.length === batch;
    await db.manager.update(RulePackReplay, replay.id, { done: replay.done, skipped: replay.skipped, progress: replay.progress });
  }
  if (!more) await db.manager.update(RulePackReplay, replay.id, { finishedAt: clock.now() });
  return more;
}

async function isShadow(tx: EntityManager, version: string): Promise<boolean> {
  const [row]: { state: string }[] = await tx.query('SELECT state FROM rule_packs WHERE version = ?', [version]);
  return row?.state === 'shadow';
}

function nextDeals(tx: EntityManager, { fromOn, toOn, progress }: RulePackReplay): Promise<Transaction[]> {
  const query = tx
    .createQueryBuilder(Transaction, 't')
    .where('t.createdAt >= :from AND t.createdAt < :to AND t.submittedAt IS NOT NULL', { from: startOfDay(fromOn), to: startOfDay(nextDay(toOn)) })
    .orderBy({ 't.createdAt': 'ASC', 't.id': 'ASC' })
    .limit(batch);
  if (progress) query.andWhere('(t.createdAt > :at OR (t.createdAt = :at AND t.id > :id))', { at: new Date(progress.createdAt), id: progress.id });
  return query.getMany();
}

/** @returns whether it could be judged: something of its pictures is known, and nobody in it has been erased. */
async function replayDeal(tx: EntityManager, { keys, dealId, packVersion }: { keys: Deps['keys']; dealId: string; packVersion: string }, now: Date): Promise<boolean> {
  const deal = await tx.findOneOrFail(Transaction, { where: { id: dealId }, lock: { mode: 'pessimistic_write' } });
  const facts = await gatherFactsAsSeen(tx, keys, deal, now);
  if (!isKnown(facts)) return false;
  const results = judge(facts, await contentOf(tx, packVersion));
  await storeResults(tx, keys, { deal: { ...deal, state: 'completed' }, packVersion, inputs: inputsOf(keys, facts), results }, now);
  return true;
}

const isKnown = ({ parties, pictures }: DealFacts) => parties.every(({ name, delegateName }) => name !== erasedText && delegateName !== erasedText) && pictures.some(({ reading }) => reading === 'done');
