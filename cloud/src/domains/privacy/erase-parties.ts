import type { DataSource, EntityManager } from 'typeorm';
import { forgetHashesOf } from '../checks/duplicates/remember-hashes';
import { forgetPartyIndexes } from '../transactions/parties';
import { WrappedKey } from './wrapped-key.entity';

/** Something else of the person is within its period. */
class StillKept extends Error {}

/**
 * Destroys the keys of sellers, buyers and 经办人 of these deals, whose pictures were destroyed, where nothing else of the person is
 * kept: no other deal that is open or within its period, and no entry in the register, which ends by an erasure alone (erasures.ts).
 * Repeatable. @returns how many
 */
export async function erasePartiesOf(db: DataSource, transactionIds: string[], at: Date): Promise<number> {
  if (transactionIds.length === 0) return 0;
  const rows: { id: string }[] = await db.query(
    `SELECT k.id FROM (
       SELECT key_id AS id FROM parties WHERE transaction_id IN (?) UNION SELECT delegate_key_id FROM parties WHERE transaction_id IN (?)
     ) own JOIN person_keys k ON k.id = own.id WHERE k.wrapped IS NOT NULL`,
    [transactionIds, transactionIds],
  );
  let erased = 0;
  for (const { id } of rows) erased += await eraseUnlessKept(db, id, at);
  return erased;
}

async function eraseUnlessKept(db: DataSource, keyId: string, at: Date): Promise<0 | 1> {
  if (await isStillKept(db.manager, keyId)) return 0;
  return db
    .transaction(async (tx): Promise<0 | 1> => {
      // The key goes first: a deal that takes it at this moment has been written before, and counts, or gets a new key.
      await tx.update(WrappedKey, keyId, { wrapped: null, idNumberIndex: null, erasedAt: at });
      if (await isStillKept(tx, keyId)) throw new StillKept();
      await forgetPartyIndexes(tx, keyId);
      await forgetHashesOf(tx, keyId);
      return 1;
    })
    .catch((error: unknown) => {
      if (error instanceof StillKept) return 0;
      throw error;
    });
}

async function isStillKept(tx: EntityManager, keyId: string): Promise<boolean> {
  const [kept]: unknown[] = await tx.query(
    `SELECT 1 FROM persons WHERE key_id = ?
     UNION ALL
     SELECT 1 FROM (SELECT transaction_id FROM parties WHERE key_id = ? UNION SELECT transaction_id FROM parties WHERE delegate_key_id = ?) own
       JOIN transactions t ON t.id = own.transaction_id LEFT JOIN disposed_deals d ON d.transaction_id = t.id
       WHERE t.state <> 'cancelled' AND d.transaction_id IS NULL
     LIMIT 1`,
    [keyId, keyId, keyId],
  );
  return kept !== undefined;
}
