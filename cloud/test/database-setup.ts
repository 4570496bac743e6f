import { join } from 'node:path';
import { type LocalDatabase, startDatabase } from '../local/database';
import { localFolder, toolFolder } from '../local/places';
import { removeBuilt } from './compiled-server';
import { withConnection } from './database';

/** What the teardown of the same run needs. */
export interface DatabaseOfRun {
  server?: LocalDatabase;
  prefix: string;
}

/**
 * One database server for a whole run of the tests: a private one in memory, or that of TEST_DATABASE_URL, whose account may
 * make and drop databases `yongche_test_…` (so the tests can be run on MySQL 8 as well as on MariaDB).
 */
export default async function setUp(): Promise<void> {
  const run: DatabaseOfRun = { prefix: `yongche_test_${process.pid}_` };
  if (!process.env.TEST_DATABASE_URL) {
    run.server = await startDatabase({ directory: join(localFolder, 'test'), toolFolder, durable: false });
    process.env.TEST_DATABASE_URL = run.server.url;
  }
  process.env.TEST_DATABASE_PREFIX = run.prefix;
  removeBuilt();
  await withConnection((connection) => connection.query('SELECT 1'));
  Object.assign(globalThis, { databaseOfRun: run });
}
