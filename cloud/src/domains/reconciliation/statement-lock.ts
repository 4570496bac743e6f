import type { EntityManager } from 'typeorm';

/** One at a time takes statements: a bank's lines follow from the last one that is known, and a provider's day is taken once. The row is there since the migration. */
export async function lockStatements(tx: EntityManager): Promise<void> {
  await tx.query("INSERT INTO serials (prefix, `last`) VALUES ('STATEMENTS', 0) ON DUPLICATE KEY UPDATE `last` = `last`");
}
