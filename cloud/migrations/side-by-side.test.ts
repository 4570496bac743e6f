import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { createTestDatabase } from '../test/database';
import { submittedDeal, verifiedAgent } from '../test/people';
import { type Product, startProduct } from '../test/product';
import { openDatabase } from '../src/database';
import { migrations } from '.';
import { type Danger, dangersOf, lastBeforeTheRule, objectionTo, type Plan } from './side-by-side';

type Planned = MigrationInterface & { plan?: Plan };
const momentOf = ({ name }: MigrationInterface) => Number(/\d{13}$/.exec(name!)![0]);
/** The last structure of the version before; its processes may still write. */
const versionBefore = 1765010000000;

let databaseUrl: string;
const statements = new Map<string, string[]>();
/** The columns of each table as processes of the version before know them. */
let known: Map<string, string[]>;

const columnsOf = async (db: DataSource) => {
  const rows: { t: string; c: string }[] = await db.query("SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = DATABASE() AND extra NOT LIKE '%GENERATED%' ORDER BY ordinal_position");
  const tables = new Map<string, string[]>();
  for (const { t, c } of rows) tables.set(t, [...(tables.get(t) ?? []), c]);
  return tables;
};

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  const db = await openDatabase(databaseUrl, 2);
  for (const migration of db.migrations as Planned[]) {
    const said: string[] = [];
    statements.set(migration.name!, said);
    const runner = db.createQueryRunner();
    const heard = new Proxy(runner, { get: (target, property) => (property === 'query' ? (sql: string, values?: unknown[]) => (said.push(sql), target.query(sql, values)) : Reflect.get(target, property)) });
    await migration.up(heard as QueryRunner);
    await runner.release();
    if (momentOf(migration) === versionBefore) known = await columnsOf(db);
  }
  await db.query('CREATE TABLE migrations (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, timestamp bigint NOT NULL, name varchar(255) NOT NULL)');
  for (const migration of db.migrations) await db.query('INSERT INTO migrations (timestamp, name) VALUES (?, ?)', [momentOf(migration), migration.name]);
  await db.destroy();
});

describe('a migration runs beside processes of the version before', () => {
  const later = migrations.map((Migration) => new Migration() as Planned).filter((migration) => momentOf(migration) > lastBeforeTheRule);

  it.each(later.map((migration) => [migration.name!, migration] as const))('%s does', (name, { plan }) => {
    expect(objectionTo(statements.get(name)!, plan)).toBeUndefined();
  });

  it.each<[string, Danger[]]>([
    ['ALTER TABLE deals ADD COLUMN note varchar(20) NULL, ADD KEY deals_note (note), ALGORITHM=INPLACE, LOCK=NONE', []],
    ["ALTER TABLE deals ADD colour char(1) NOT NULL DEFAULT 'x'", []],
    ['ALTER TABLE deals DROP KEY deals_note, ALTER COLUMN note SET DEFAULT 1', []],
    ["INSERT INTO deals (id) VALUES ('UPDATE deals; DROP TABLE deals')", []],
    ['ALTER TABLE deals ADD turned char(17) AS (REVERSE(vin)) VIRTUAL NOT NULL', []],
    ['ALTER TABLE deals ADD note varchar(20) NOT NULL', ['required_column']],
    ['ALTER TABLE deals ADD a int NULL, ADD b decimal(10,2) NOT NULL', ['required_column']],
    ['alter table `deals` drop column note', ['drop']],
    ['ALTER TABLE deals DROP note', ['drop']],
    ['DROP TABLE IF EXISTS deals', ['drop']],
    ['TRUNCATE TABLE deals', ['drop']],
    ['ALTER TABLE deals RENAME COLUMN note TO remark', ['rename']],
    ['ALTER TABLE deals CHANGE note remark varchar(20)', ['rename']],
    ['RENAME TABLE deals TO trades', ['rename']],
    ['ALTER TABLE deals MODIFY note varchar(10) NULL', ['retype']],
    ['ALTER TABLE deals ADD UNIQUE KEY one_note (note)', ['constraint']],
    ['CREATE UNIQUE INDEX one_note ON deals (note)', ['constraint']],
    ['ALTER TABLE deals ADD CONSTRAINT deals_note CHECK (note <> 0)', ['constraint']],
    ['ALTER TABLE deals ADD FOREIGN KEY (note) REFERENCES notes (id)', ['constraint']],
    ['ALTER TABLE deals ADD note char(36) NULL REFERENCES notes (id)', ['constraint']],
    ['CREATE TRIGGER deals_kept BEFORE UPDATE ON deals FOR EACH ROW SIGNAL SQLSTATE 45000', ['trigger']],
    ['UPDATE deals SET note = 1', ['whole_table']],
    ['UPDATE deals SET note = 1 WHERE submitted_at IS NOT NULL', ['whole_table']],
    ['DELETE FROM deals WHERE note = 1', ['whole_table']],
    ['INSERT INTO notes SELECT id FROM deals', ['whole_table']],
    ['ALTER TABLE deals ADD note int NULL, ALGORITHM=COPY', ['copy']],
    ['ALTER TABLE deals CONVERT TO CHARACTER SET utf8mb4', ['copy']],
    ['ALTER TABLE deals ENGINE=InnoDB', ['copy']],
    ['ALTER TABLE deals ADD turned char(17) AS (REVERSE(vin)) STORED', ['copy']],
    ['OPTIMIZE TABLE deals', ['unknown']],
  ])('%s', (sql, dangers) => {
    expect(dangersOf([sql])).toEqual(dangers);
  });

  it('may do as it likes with a table that it makes itself', () => {
    expect(dangersOf(['CREATE TABLE notes (id int)', 'ALTER TABLE notes ADD CONSTRAINT one UNIQUE (id)', 'UPDATE notes SET id = 1', 'CREATE TRIGGER t BEFORE UPDATE ON notes FOR EACH ROW SET NEW.id = 1'])).toEqual([]);
  });

  it('may do more by a plan that says why, and that allows nothing beyond', () => {
    const drop = ['ALTER TABLE deals DROP COLUMN note'];
    const reason = 'Version 0.4 was the last that read the column; it was replaced everywhere in May.';
    expect(objectionTo(drop)).toContain('drop');
    expect(objectionTo(drop, { step: 'contract', allows: ['drop'], reason })).toBeUndefined();
    expect(objectionTo(drop, { step: 'contract', allows: ['drop'], reason: 'needed' })).toContain('no reason');
    expect(objectionTo(drop, { step: 'contract', allows: ['drop', 'rename'], reason })).toContain('rename');
  });
});

describe('processes of the version before, on the structure of today', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct(databaseUrl);
    await submittedDeal(await verifiedAgent(product));
  });
  afterAll(() => product?.close());

  it('find every column that they know', async () => {
    const today = await columnsOf(product.server.deps.db);
    for (const [table, columns] of known) expect([table, columns.filter((column) => !today.get(table)?.includes(column))]).toEqual([table, []]);
  });

  it('write each row as they did, without the columns that they do not know', async () => {
    const { db } = product.server.deps;
    const today = await columnsOf(db);
    const grown = [...known].filter(([table, columns]) => today.get(table)!.length > columns.length);
    expect(grown.map(([table]) => table)).toContain('transactions');
    for (const [table, columns] of grown) {
      const [row]: Record<string, unknown>[] = await db.query(`SELECT ${columns.join(', ')} FROM ${table} LIMIT 1`);
      if (!row) continue;
      const runner = db.createQueryRunner();
      await runner.query('SET SESSION foreign_key_checks = 0');
      await runner.startTransaction();
      await runner.query(`DELETE FROM ${table} WHERE id = ?`, [row.id]);
      await runner.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, columns.map((column) => row[column]));
      expect(await runner.query(`SELECT id FROM ${table} WHERE id = ?`, [row.id])).toEqual([{ id: row.id }]);
      await runner.rollbackTransaction();
      await runner.query('SET SESSION foreign_key_checks = 1');
      await runner.release();
    }
  });
});
