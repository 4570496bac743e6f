import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { openDatabase } from '../src/database';
import { account, type GaleraNode } from './galera-node';
import type { Judgement } from './judge';

/**
 * A transaction that holds only a row lock at one node, while another process names another node as the one to write to: the cluster breaks it off,
 * and it is done again at the new node. So what a row lock protects is never done at two nodes at once.
 */
export async function proveOneWriter(databaseUrl: string, nodes: GaleraNode[]): Promise<Judgement> {
  const [before, after] = nodes as [GaleraNode, GaleraNode];
  const db = await openDatabase(databaseUrl, 2);
  const { host, port } = after.place;
  const other = await createConnection({ host, port, ...account, database: 'yongche' });
  const wrong: string[] = [];
  try {
    const at: string[] = [];
    await db.transaction(async (tx) => {
      const [{ address }] = await tx.query('SELECT @@wsrep_node_name AS address');
      at.push(address);
      if (at.length === 1) await other.query('UPDATE database_writer SET address = ? WHERE id = 1', [after.name]);
      // Long enough for the other node's change to arrive.
      await pause(500);
      await tx.query("INSERT INTO serials (prefix, `last`) VALUES ('one-writer', 1) ON DUPLICATE KEY UPDATE `last` = `last` + 1");
    });
    if (at.join() !== [before.place.host, after.place.host].join()) wrong.push(`it was done at ${at.join(', then ')}`);
    const [rows] = await other.query("SELECT `last` FROM serials WHERE prefix = 'one-writer'");
    if ((rows as { last: number }[])[0]?.last !== 1) wrong.push('it was done more than once');
  } finally {
    await other.query('UPDATE database_writer SET address = ? WHERE id = 1', [before.name]);
    await other.end();
    await db.destroy();
  }
  return { what: 'transaction broken off at the node before and done at the new one', count: 1, wrong };
}
