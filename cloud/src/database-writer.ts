import { setTimeout as pause } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import type { Addresses } from './database-addresses';
import { NotTheWriter } from './database-errors';

/**
 * Row locks of a Galera node mean nothing to the others, and much of ours is kept right by row locks: so all processes write to one node at a
 * time. The row `database_writer` names it, and each transaction holds that row shared. A process that cannot reach the node names another; the cluster
 * then breaks off whatever still holds the row at the node before, and what begins there afterwards reads that it is the wrong place.
 * With one address there is nothing to ask.
 * @throws NotTheWriter, after the process has turned to the right node: nothing was done
 */
export async function ensureWriter(runner: QueryRunner, addresses: Addresses, stream: unknown): Promise<void> {
  if (addresses.names.length === 1) return;
  const here = addresses.of(stream);
  const [row]: { address: string }[] = await runner.query('SELECT address FROM database_writer WHERE id = 1 LOCK IN SHARE MODE');
  if (here && row?.address === here.name) return;
  if (here && row && !(await addresses.turnTo(row.address))) {
    await runner.rollbackTransaction();
    // Where another process was first, its node stands there now, and the next try reads it.
    await runner.query('UPDATE database_writer SET address = ? WHERE id = 1 AND address = ?', [here.name, row.address]);
    await pause(addresses.patience.settleMs);
  }
  throw new NotTheWriter();
}
