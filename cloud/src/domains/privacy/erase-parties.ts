import { type DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { forgetHashesOf } from '../checks/duplicates/remember-hashes';
import { dealsOfKey, forgetPartyIndexes } from '../transactions/parties';
import { WrappedKey } from './wrapped-key.entity';

/** Something else of the person is within its period. */
class StillKept extends Error {}

/**
 * Destroys the keys of sellers, buyers and 经办人 of these deals, whose pictures were destroyed, where nothing else of the person is
 * kept: no other deal that is open or within its period, and no entry in the register, which ends by an erasure alone (erasures.ts).
 * Each key is destroyed once, whoever does it at the same moment, and `onErased` is told in the transaction that does it.
 */
export async function erasePartiesOf(db: DataSource, transactionIds: string[], at: Date, onErased: (tx: EntityManager) => Promise<void>): Promise<void> {
  if (transactionIds.length === 0) return;
  const rows: { id: string }[] = await db.query(
    `SELECT k.id FROM (
       SELECT key_id AS id FROM parties WHERE transaction_id IN (?) UNION SELECT delegate_key_id FROM parties WHERE transaction_id IN (?)
       UNION SELECT key_id FROM earlier_parties WHERE transaction_id IN (?)
     ) own JOIN person_keys k ON k.id = own.id WHERE k.wrapped IS NOT NULL`,
    [transactionIds, transactionIds, transactionIds],
  );
  for (const { id } of rows) await eraseUnlessKept(db, { keyId: id, at, onErased });
}

async function eraseUnlessKept(db: DataSource, { keyId, at, onErased }: { keyId: string; at: Date; onErased: (tx: EntityManager) => Promise<void> }): Promise<void> {
  if (await isStillKept(db.manager, keyId)) return;
  try {
    await db.transaction(async (tx) => {
      // The key goes first: a deal that takes it at this moment has been written before, and counts, or gets a new key.
      const { affected } = await tx.update(WrappedKey, { id: keyId, wrapped: Not(IsNull()) }, { wrapped: null, idNumberIndex: null, erasedAt: at });
      if (affected !== 1) return;
      if (await isStillKept(tx, keyId)) throw new StillKept();
      await forgetPartyIndexes(tx, keyId);
      await forgetHashesOf(tx, keyId);
      await onErased(tx);
    });
  } catch (error) {
    if (!(error instanceof StillKept)) throw error;
  }
}

async function isStillKept(tx: EntityManager, keyId: string): Promise<boolean> {
  const [kept]: unknown[] = await tx.query(
    `SELECT 1 FROM persons WHERE key_id = ?
     UNION ALL
     SELECT 1 FROM ${dealsOfKey} own JOIN transactions t ON t.id = own.transaction_id LEFT JOIN disposed_deals d ON d.transaction_id = t.id
       WHERE t.state <> 'cancelled' AND d.transaction_id IS NULL
     LIMIT 1`,
    [keyId, keyId, keyId, keyId],
  );
  return kept !== undefined;
}
