import type { EntityManager } from 'typeorm';
import type { GateProblem } from '../transactions/gate';
import type { Transaction } from '../transactions/transaction.entity';
import type { StoredResult } from './deal-check.entity';
import { contentOf } from './packs-in-force';
import { blockingResults } from './stored-results';

/** What the gate sees by itself at any moment, missing pictures and notices: the last check may have been before they came. */
const ownMatters = new Set<string>(['T-01', 'T-24']);

/** What the pre-check puts between a deal and its submission: pictures that are still read, and findings that block. */
export async function checkProblemsOf(tx: EntityManager, deal: Transaction, now: Date): Promise<GateProblem[]> {
  const running = await runningProblem(tx, deal, now);
  const blocking = await blockingResults(tx, deal, ['dispute', 'override']);
  const told = blocking.map((result) => ({ rule: result.rule, problem: problemOf(result) })).filter(({ rule, problem }) => problem.slot !== null || !ownMatters.has(rule));
  return [...(running ? [running] : []), ...told.map(({ problem }) => problem)];
}

/** A submission waits for the readings, but not for longer than the pack says: then what is unread is 不能确定. */
async function runningProblem(tx: EntityManager, deal: Transaction, now: Date): Promise<GateProblem | undefined> {
  const { waitsForReadingSeconds } = await contentOf(tx, deal.rulePack);
  const since = new Date(now.getTime() - waitsForReadingSeconds * 1000);
  const [row]: { n: string }[] = await tx.query(
    `SELECT COUNT(*) AS n FROM readings r JOIN images i ON i.id = r.image_id
     WHERE r.transaction_id = ? AND r.state IN ('waiting', 'running') AND i.state = 'accepted' AND i.received_at > ?`,
    [deal.id, since],
  );
  const n = Number(row!.n);
  return n === 0 ? undefined : { code: 'checks_running', slot: null, partyId: null, sentence: `还有${n}张照片正在读取，请稍候。` };
}

function problemOf({ sentence, fix, shown }: StoredResult): GateProblem {
  const slot = shown.values.find((value) => value.differs)?.slot ?? shown.areas[0]?.slot ?? null;
  return { code: 'rule_blocks', slot, partyId: null, sentence: fix ? `${sentence}${fix}` : sentence };
}
