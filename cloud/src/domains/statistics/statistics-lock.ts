import type { EntityManager } from 'typeorm';

/** One at a time maps headings or publishes: a schema follows from the one before, and a period has one edition in force. The row is there since the migration. */
export async function lockStatistics(tx: EntityManager): Promise<void> {
  await tx.query("INSERT INTO serials (prefix, `last`) VALUES ('STATISTICS', 0) ON DUPLICATE KEY UPDATE `last` = `last`");
}
