import { openDatabase } from '../src/database';

/** Runs the migrations that a database lacks and tells their names. */
export async function updateStructure(databaseUrl: string): Promise<string[]> {
  const db = await openDatabase(databaseUrl, 1);
  try {
    return (await db.runMigrations({ transaction: 'each' })).map(({ name }) => name);
  } finally {
    await db.destroy();
  }
}
