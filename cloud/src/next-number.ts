import type { EntityManager } from 'typeorm';

/** The next number under a prefix of up to 14 ASCII characters, beginning with 1; gapless where the transaction commits. */
export async function nextNumber(tx: EntityManager, prefix: string): Promise<number> {
  const written = await tx.query('INSERT INTO serials (prefix, `last`) VALUES (?, 1) ON DUPLICATE KEY UPDATE `last` = LAST_INSERT_ID(`last` + 1)', [prefix]);
  return written.affectedRows === 1 ? 1 : written.insertId;
}
