import type { DataSource, EntityManager } from 'typeorm';
import { leafHash } from 'yongche-verify/merkle.cjs';
import { insertRows } from '../../insert-rows';
import { EvidenceLeaf, EvidenceNode } from './evidence-log.entity';
import { grow, readNodes, subtreesOf } from './tree';

/** Records that one round takes in one transaction. */
const batch = 1000;

/**
 * Takes the waiting records into the log, in the order of their deals' ids. Which records wait says `evidence_waiting`: a
 * deal may be completed by a transaction that commits late, and then takes the next place. Costs the same at any length of
 * the log. One process at a time: whoever does not get the lock leaves the work to the one who has it.
 * @returns how many were taken, at most 1,000.
 */
export async function sequenceRecords(db: DataSource): Promise<number> {
  return db.transaction(async (tx) => {
    const [locked]: { size: string }[] = await tx.query('SELECT size FROM evidence_log WHERE id = 1 FOR UPDATE SKIP LOCKED');
    if (!locked) return 0;
    const size = Number(locked.size);
    const records: { id: string; record: string }[] = await tx.query(
      `SELECT w.transaction_id AS id, r.record FROM evidence_waiting w STRAIGHT_JOIN evidence_records r ON r.transaction_id = w.transaction_id
       ORDER BY w.transaction_id LIMIT ?`,
      [batch],
    );
    if (records.length === 0) return 0;
    const hashAt = await readNodes(tx, subtreesOf([0, size]));
    const grown = [...grow(size, records.map(({ record }) => leafHash(Buffer.from(record))), hashAt).values()];
    const hashes = new Map(grown.filter(({ place }) => place.level === 0).map(({ place, hash }) => [place.position, hash.toString('hex')]));
    const leaves = records.map(({ id }, at): EvidenceLeaf => ({ leafIndex: size + at, transactionId: id, leafHash: hashes.get(size + at)! }));
    const nodes = grown.filter(({ place }) => place.level > 0).map(({ place, hash }): EvidenceNode => ({ ...place, hash: hash.toString('hex') }));
    await insertRows(tx, EvidenceLeaf, leaves);
    if (nodes.length > 0) await insertRows(tx, EvidenceNode, nodes);
    // Mark by mark through its key: a scan would wait for the marks of transactions that are still open.
    await tx.query(
      'DELETE w FROM evidence_leaves l STRAIGHT_JOIN evidence_waiting w FORCE INDEX (PRIMARY) ON w.transaction_id = l.transaction_id WHERE l.leaf_index BETWEEN ? AND ?',
      [size, size + leaves.length - 1],
    );
    await tx.query('UPDATE evidence_log SET size = ? WHERE id = 1', [size + leaves.length]);
    return leaves.length;
  });
}

/** Takes whatever waits, for about two seconds; after a long pause the rest is left to the next rounds. */
export async function sequenceWaiting(db: DataSource): Promise<void> {
  const started = performance.now();
  while ((await sequenceRecords(db)) === batch && performance.now() - started < 2000);
}

/** How many leaves the log has. */
export async function sizeOfLog(tx: EntityManager): Promise<number> {
  const [row]: { size: string }[] = await tx.query('SELECT size FROM evidence_log WHERE id = 1');
  return Number(row?.size ?? 0);
}
