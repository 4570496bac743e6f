import { leafHash } from 'yongche-verify/merkle.cjs';
import { type EntityManager, In } from 'typeorm';
import { canonicalJson } from '../../evidence/record';
import { picturesOf } from '../../transactions/destroy-pictures';
import type { Image } from '../../transactions/image.entity';
import { Transaction } from '../../transactions/transaction.entity';

/**
 * The leaf of a destroyed deal in the tree of its disposal: SHA-256 over 0x00 and JSON (sorted keys, no spaces) of the deal and the digests
 * of all its pictures in the order of their ids. Everything in it stays in the database, so the leaf can be made again at any time.
 */
export function leafOfDisposed(disposalId: string | null, { id, serial, completedAt, imagesDigest }: Pick<Transaction, 'id' | 'serial' | 'completedAt' | 'imagesDigest'>, images: Pick<Image, 'id' | 'slot' | 'sha256'>[]): string {
  const pictures = images.map(({ id: imageId, slot, sha256 }) => ({ imageId, slot, sha256 }));
  return leafHash(Buffer.from(canonicalJson({ format: 'yongche disposal 1', disposalId, transactionId: id, serial, completedAt, imagesDigest, pictures }))).toString('hex');
}

/**
 * Of these deals, those that an approved disposal destroyed after their keeping period: its approval stands in the audit log, and the leaf
 * is still that of the deal and its pictures. Who only wrote so into the rows destroyed nothing lawfully.
 */
export async function lawfullyDisposed(tx: EntityManager, transactionIds: string[]): Promise<Set<string>> {
  const rows: { id: string; disposalId: string; leaf: string }[] = await tx.query(
    `SELECT g.transaction_id AS id, g.disposal_id AS disposalId, g.leaf FROM disposed_deals g JOIN disposals d ON d.id = g.disposal_id JOIN transactions t ON t.id = g.transaction_id
     WHERE g.transaction_id IN (?) AND d.state IN ('approved', 'done') AND d.decided_at <= g.disposed_at AND DATE(t.completed_at + INTERVAL 8 HOUR) <= d.completed_until
       AND EXISTS (SELECT 1 FROM audit_events a WHERE a.subject_type = 'disposal' AND a.subject_id = d.id AND a.action = 'operations.disposal_approved')`,
    [transactionIds],
  );
  const ids = rows.map(({ id }) => id);
  const deals = new Map((await tx.findBy(Transaction, { id: In(ids) })).map((deal) => [deal.id, deal]));
  const pictures = new Map((await picturesOf(tx, ids)).map(({ transactionId, images }) => [transactionId, images]));
  return new Set(rows.filter(({ id, disposalId, leaf }) => leafOfDisposed(disposalId, deals.get(id)!, pictures.get(id)!) === leaf).map(({ id }) => id));
}
