import { DataSource } from 'typeorm';
import { openDatabase } from '../src/database';
import { createTestDatabase } from './database';

describe('the migrations', () => {
  it('from zero equal the entities, go down to nothing, and up again', async () => {
    const db = await openDatabase(await createTestDatabase(), 2);
    await db.runMigrations();
    expect(await differences(db)).toEqual([]);
    for (const _ of db.migrations) await db.undoLastMigration();
    expect(await db.query('SHOW TABLES')).toHaveLength(1);
    await db.runMigrations();
    await db.destroy();
  });
});

/** TypeORM reads MariaDB's catalogue rightly only under its own dialect name; the statements are the same. */
async function differences(db: DataSource): Promise<string[]> {
  const [{ version }] = await db.query('SELECT VERSION() AS version');
  const type = String(version).includes('MariaDB') ? 'mariadb' : 'mysql';
  const reading = await new DataSource({ ...db.options, type } as never).initialize();
  const { upQueries } = await reading.driver.createSchemaBuilder().log();
  await reading.destroy();
  return upQueries.map(({ query }) => query);
}
