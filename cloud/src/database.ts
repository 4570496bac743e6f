import { DataSource, DefaultNamingStrategy, type NamingStrategyInterface, type Table } from 'typeorm';
import { createConnection } from 'mysql2/promise';
import { type Addresses, type DatabaseAddress, type DatabasePatience, openAddresses, readDatabaseUrl, usualPatience } from './database-addresses';
import { isAway, isNotServing } from './database-errors';
import { dropIdle, type Pool, repeatConnecting, repeatStatements, repeatTransactions } from './database-repeats';
import { entities } from './entities';
import { migrations } from '../migrations';

/** Column and table names in snake_case; foreign keys and indexes are named by the entity. */
class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
  override primaryKeyName(_table: Table | string): string {
    return 'PRIMARY';
  }
}

/**
 * Opens the pool of a MySQL 8 or MariaDB 10.11 database; `url` may carry `?socketPath=…`, or name several nodes of a cluster,
 * `mysql://user:password@db1,db2,db3/name`, one of which is used at a time (database-writer.ts).
 * Sessions run in READ COMMITTED (REPEATABLE READ loses updates, security.md 1) and in UTC. Transactions that were certainly not done are
 * tried again (database-repeats.ts), so what runs in one must change nothing but the database.
 * @throws the driver's error where the server does not answer or refuses.
 */
export async function openDatabase(url: string, poolSize = 20, patience: DatabasePatience = usualPatience): Promise<DataSource> {
  const { addresses: list, username, password, database } = readDatabaseUrl(url);
  const addresses = openAddresses(list, patience, (address) => serves(address, { user: username, password, database }, patience), () => dropIdle(poolOf(dataSource)));
  const dataSource = new DataSource({
    type: 'mysql',
    username,
    password,
    database,
    charset: 'utf8mb4_unicode_520_ci',
    timezone: 'Z',
    // A calendar day is no moment: it stays the text that it is, in entities and in plain SQL alike.
    dateStrings: ['DATE'],
    connectTimeout: list.length > 1 ? patience.answerMs : 10_000,
    poolSize,
    // Idle connections are closed by us before the server does (idleSeconds), or a firewall in between.
    extra: { stream: addresses.open, maxIdle: Math.max(1, poolSize - 1), idleTimeout: 30_000 },
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
  });
  const close = dataSource.destroy.bind(dataSource);
  dataSource.destroy = () => close().finally(addresses.close);
  await initialize(dataSource, addresses).catch((error: unknown) => {
    addresses.close();
    throw error;
  });
  const pool = poolOf(dataSource);
  // A session that was not set up is used by nobody.
  pool.on('connection', (connection) => sessionSettings.forEach((statement) => connection.query(statement, (error) => error && connection.destroy())));
  for (const statement of sessionSettings) await dataSource.query(statement);
  repeatConnecting(pool, addresses);
  repeatStatements(dataSource, addresses);
  repeatTransactions(dataSource, addresses);
  return dataSource;
}

/** Connects to the first address that serves. */
async function initialize(dataSource: DataSource, addresses: Addresses): Promise<void> {
  for (let left = addresses.names.length - 1; ; left--) {
    const { name } = addresses.current();
    try {
      return void (await dataSource.initialize());
    } catch (error) {
      if (left === 0 || !(isAway(error) || isNotServing(error))) throw error;
      addresses.leave(name);
    }
  }
}

/** Whether a server answers: one that is full or does not know us does, one that hangs or stands outside its cluster does not. */
async function serves(address: DatabaseAddress, account: { user: string; password: string; database: string }, { answerMs }: DatabasePatience): Promise<boolean> {
  const { host, port, socketPath } = address;
  try {
    const connection = await createConnection({ ...account, ...(socketPath ? { socketPath } : { host, port }), connectTimeout: answerMs });
    try {
      await connection.query({ sql: 'SELECT address FROM database_writer WHERE id = 1', timeout: answerMs });
    } finally {
      connection.destroy();
    }
    return true;
  } catch (error) {
    return !isAway(error) && !isNotServing(error);
  }
}

/** The part of mysql2's pool that TypeORM does not type. */
interface ConnectionSource {
  on(event: 'connection', listener: (connection: { query(sql: string, done: (error: unknown) => void): void; destroy(): void }) => void): void;
}

const poolOf = (dataSource: DataSource) => (dataSource.driver as unknown as { pool: Pool & ConnectionSource }).pool;

/** A session that says nothing for so long is ended by the server: the locks of a machine that has vanished go with it. */
const idleSeconds = 120;
/** Whoever waits longer for a row tries again from the beginning. */
const lockWaitSeconds = 10;
const sessionSettings = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION time_zone = '+00:00'",
  `SET SESSION wait_timeout = ${idleSeconds}`,
  `SET SESSION innodb_lock_wait_timeout = ${lockWaitSeconds}`,
];
