import type { RowDataPacket } from 'mysql2/promise';
import { removeBuilt } from './compiled-server';
import { withConnection } from './database';
import type { DatabaseOfRun } from './database-setup';

/** Removes what this run has built; stops the private server, or drops on a given one what this run made there. */
export default async function tearDown(): Promise<void> {
  const { server, prefix } = (globalThis as unknown as { databaseOfRun: DatabaseOfRun }).databaseOfRun;
  removeBuilt();
  if (server) return server.stop();
  await withConnection(async (connection) => {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT schema_name AS name FROM information_schema.schemata');
    for (const { name } of rows) if (String(name).startsWith(prefix)) await connection.query(`DROP DATABASE \`${name}\``);
  });
}
