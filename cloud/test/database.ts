import { randomBytes } from 'node:crypto';
import { type Connection, createConnection } from 'mysql2/promise';

/**
 * An empty database of its own for a file of tests, on the run's server (database-setup.ts); it goes with the run.
 * @returns `mysql://…`, as DATABASE_URL has it.
 */
export async function createTestDatabase(): Promise<string> {
  const name = `${process.env.TEST_DATABASE_PREFIX}${randomBytes(6).toString('hex')}`;
  const collation = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
  await withConnection((connection) => connection.query(`CREATE DATABASE \`${name}\` ${collation}`));
  const url = serverUrl();
  url.pathname = `/${name}`;
  return url.href;
}

/** Does something with a connection to the run's server, outside any database of a test. */
export async function withConnection<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const { hostname, port, username, password, searchParams } = serverUrl();
  const socketPath = searchParams.get('socketPath');
  const connection = await createConnection({
    ...(socketPath ? { socketPath } : { host: hostname, port: Number(port || 3306) }),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

function serverUrl(): URL {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('no database server for the tests: run them by `npm test` or `npx jest -c config/jest.config.cjs`');
  return new URL(url);
}
