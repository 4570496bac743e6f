import { type DataSource, type EntityManager, LessThan, LessThanOrEqual } from 'typeorm';
import type { Image } from '../../transactions/image.entity';
import type { Transaction } from '../../transactions/transaction.entity';
import { PictureReading } from './picture-reading.entity';

/** A worker that has said nothing for so long is dead; no task takes as long (see task.ts). */
const leaseSeconds = 90;
/** So often a picture may lie in the hands of a worker that dies; then it is held to be what kills. */
const mostLeases = 3;
/** Pictures at the head of the queue that a worker tries for, where others take them before it. */
const mostTried = 8;
/** Pictures that ended last: they tell how long one takes now. */
const paceSample = 50;
/** What a picture takes until the first one has been measured, in milliseconds. */
const assumedMs = 3000;

type Queued = Pick<Image, 'id' | 'transactionId'>;

/**
 * Puts an accepted picture into the queue, in the transaction in which it is accepted; asked twice it stands there once.
 *
 * The queue is fair among agents: each picture has a turn, and a lower turn is read before a higher one. An agent's next
 * picture takes the turn after the agent's last, but none before the turn that is being read now; so who brings a hundred
 * takes one in each round, and who comes later with one is read in the next, not after the hundred.
 */
export async function requestReading(tx: EntityManager, image: Queued, { owner, at, background = false }: { owner: Pick<Transaction, 'personId'>; at: Date; background?: boolean }): Promise<void> {
  const [turns]: { nowRead: number | null; ownLast: number | null }[] = await tx.query(
    `SELECT COALESCE(
       (SELECT turn FROM readings WHERE state = 'waiting' AND background = ? AND run_at <= ? ORDER BY turn LIMIT 1),
       (SELECT MAX(turn) FROM readings WHERE state = 'running' AND background = ?)) AS nowRead,
       (SELECT MAX(turn) FROM readings WHERE owner_id = ? AND state IN ('waiting', 'running') AND background = ?) AS ownLast`,
    [background, at, background, owner.personId, background],
  );
  const turn = Math.max(turns?.nowRead ?? 0, (turns?.ownLast ?? -1) + 1);
  await tx.query(
    `INSERT IGNORE INTO readings (image_id, transaction_id, owner_id, state, background, turn, enqueued_at, run_at, attempts, kind_confidence)
     VALUES (?, ?, ?, 'waiting', ?, ?, ?, ?, 0, 0)`,
    [image.id, image.transactionId, owner.personId, background, turn, at, at],
  );
}

/**
 * Takes pictures of a deal that are no longer in force, or all of a cancelled deal, out of the queue. They are sought without
 * locks and deleted by their keys, as workers take them: by another index the two would wait for each other.
 */
export async function dropReadings(tx: EntityManager, transactionId: string): Promise<void> {
  const rows: { id: string }[] = await tx.query(
    `SELECT r.image_id AS id FROM readings r JOIN images i ON i.id = r.image_id JOIN transactions t ON t.id = r.transaction_id
     WHERE r.transaction_id = ? AND r.state = 'waiting' AND (i.state <> 'accepted' OR t.state = 'cancelled')`,
    [transactionId],
  );
  if (rows.length > 0) await tx.query("DELETE FROM readings WHERE image_id IN (?) AND state = 'waiting'", [rows.map(({ id }) => id)]);
}

/**
 * Takes the next picture for a worker; no two workers of any process get the same one. Undefined where none is due.
 * Sought without locks and taken by its key: who locks on the way along the queue may stop those who accept pictures.
 */
export async function claimReading(db: DataSource, now: Date): Promise<PictureReading | undefined> {
  const due = { state: 'waiting', runAt: LessThanOrEqual(now) } as const;
  const inOrder = { background: 'ASC', turn: 'ASC', enqueuedAt: 'ASC' } as const;
  for (;;) {
    const next = await db.manager.find(PictureReading, { where: due, order: inOrder, take: mostTried });
    for (const reading of next) {
      const claim = { state: 'running', attempts: reading.attempts + 1, startedAt: now, leaseUntil: new Date(now.getTime() + leaseSeconds * 1000) } as const;
      const { affected } = await db.manager.update(PictureReading, { imageId: reading.imageId, state: 'waiting' }, claim);
      if (affected) return { ...reading, ...claim };
    }
    if (next.length < mostTried) return undefined;
  }
}

/**
 * Gives back what dead workers had. A picture whose workers die again and again has failed, and its deal goes on.
 * @returns the deals in which a picture failed.
 */
export async function reclaimReadings(db: DataSource, now: Date): Promise<string[]> {
  const left = { state: 'running', leaseUntil: LessThan(now) } as const;
  const failed: string[] = [];
  for (const { imageId, transactionId, attempts } of await db.manager.findBy(PictureReading, left)) {
    const isOver = attempts >= mostLeases;
    const end = isOver ? ({ state: 'failed', failure: 'crashed', leaseUntil: null, finishedAt: now } as const) : ({ state: 'waiting', leaseUntil: null, runAt: now } as const);
    const { affected } = await db.manager.update(PictureReading, { imageId, attempts, ...left }, end);
    if (affected && isOver) failed.push(transactionId);
  }
  return [...new Set(failed)];
}

/**
 * The place of a deal in the queue: pictures of other deals that are read before its next one, and about how many seconds
 * until that one is read, from what the last pictures took and how many are read at once. Null where none of it waits.
 */
export async function queueOf(tx: EntityManager, transactionId: string): Promise<{ ahead: number; seconds: number } | null> {
  const [next]: { background: number; turn: number; enqueued_at: Date }[] = await tx.query(
    "SELECT background, turn, enqueued_at FROM readings WHERE transaction_id = ? AND state = 'waiting' ORDER BY background, turn, enqueued_at LIMIT 1",
    [transactionId],
  );
  if (!next) return null;
  const [before]: { n: string }[] = await tx.query(
    "SELECT COUNT(*) AS n FROM readings WHERE state = 'waiting' AND (background, turn, enqueued_at) < (?, ?, ?)",
    [next.background, next.turn, next.enqueued_at],
  );
  const [running]: { n: string; others: string }[] = await tx.query("SELECT COUNT(*) AS n, COALESCE(SUM(transaction_id <> ?), 0) AS others FROM readings WHERE state = 'running'", [transactionId]);
  const [pace]: { ms: string | null }[] = await tx.query('SELECT AVG(elapsed_ms) AS ms FROM (SELECT elapsed_ms FROM readings WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT ?) AS latest', [paceSample]);
  const atOnce = Math.max(1, Number(running!.n));
  const rounds = Number(before!.n) / atOnce + 1;
  return { ahead: Number(before!.n) + Number(running!.others), seconds: Math.ceil((rounds * Number(pace!.ms ?? assumedMs)) / 1000) };
}
