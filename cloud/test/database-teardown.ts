import type { RowDataPacket } from 'mysql2/promise';
import { withConnection } from './database';
import type { DatabaseOfRun } from './database-setup';

/** Stops the private server; on a given one, drops what this run made there. */
export default async function tearDown(): Promise<void> {
  const { server, prefix } = (globalThis as unknown as { databaseOfRun: DatabaseOfRun }).databaseOfRun;
  if (server) return server.stop();
  await withConnection(async (connection) => {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT schema_name AS name FROM information_schema.schemata');
    for (const { name } of rows) if (String(name).startsWith(prefix)) await connection.query(`DROP DATABASE \`${name}\``);
  });
}
