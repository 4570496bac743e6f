import { DataSource, DefaultNamingStrategy, type NamingStrategyInterface, type Table } from 'typeorm';
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
 * Opens the pool of a MySQL 8 or MariaDB 10.11 database; `url` may carry `?socketPath=…`.
 * Sessions run in READ COMMITTED (REPEATABLE READ loses updates, security.md 1) and in UTC.
 * @throws the driver's error where the server does not answer or refuses.
 */
export async function openDatabase(url: string, poolSize = 20): Promise<DataSource> {
  const address = new URL(url);
  const socketPath = address.searchParams.get('socketPath') ?? undefined;
  const dataSource = new DataSource({
    type: 'mysql',
    ...(socketPath ? { socketPath } : { host: address.hostname, port: Number(address.port || 3306) }),
    username: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: address.pathname.slice(1),
    charset: 'utf8mb4_unicode_520_ci',
    timezone: 'Z',
    // A calendar day is no moment: it stays the text that it is, in entities and in plain SQL alike.
    dateStrings: ['DATE'],
    connectTimeout: 10_000,
    poolSize,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
  });
  await dataSource.initialize();
  const { pool } = dataSource.driver as unknown as { pool: Pool };
  pool.on('connection', (connection) => sessionSettings.forEach((statement) => connection.query(statement)));
  for (const statement of sessionSettings) await dataSource.query(statement);
  return dataSource;
}

/** The part of mysql2's pool that TypeORM does not type. */
interface Pool {
  on(event: 'connection', listener: (connection: { query(sql: string): void }) => void): void;
}
const sessionSettings = ['SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', "SET SESSION time_zone = '+00:00'"];
