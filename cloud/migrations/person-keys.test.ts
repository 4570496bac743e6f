import { openDatabase } from '../src/database';
import { createTestDatabase } from '../test/database';
import { migrations } from '.';
import { PersonKeys1764200000000 } from './1764200000000-person-keys';

const [one, two, three] = [1, 2, 3].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [string, string, string];

/** A deal of an earlier version: an agent, a person who sells, a unit that buys through its 经办人. */
const earlier = [
  `INSERT INTO persons (id, name_sealed, id_number_sealed, id_number_index) VALUES ('${one}', 'v1:a', 'v1:b', '${'a'.repeat(32)}')`,
  `INSERT INTO parties (id, transaction_id, position, side, kind, name_sealed, number_sealed, number_index, delegate_name_sealed, delegate_id_number_sealed, attendance) VALUES
    ('${two}', '${one}', 0, 'seller', 'person', 'v1:c', 'v1:d', '${'b'.repeat(32)}', NULL, NULL, 'present'),
    ('${three}', '${one}', 1, 'buyer', 'unit', 'v1:e', 'v1:f', '${'c'.repeat(32)}', 'v1:g', 'v1:h', 'present')`,
];

it('a database of an earlier version goes up and down: its persons read as erased, its rows and its units stay', async () => {
  const db = await openDatabase(await createTestDatabase(), 1);
  const runner = db.createQueryRunner();
  for (const Migration of migrations.slice(0, migrations.indexOf(PersonKeys1764200000000))) await new Migration().up(runner);
  await runner.query('SET FOREIGN_KEY_CHECKS = 0');
  for (const statement of earlier) await runner.query(statement);
  await runner.query('SET FOREIGN_KEY_CHECKS = 1');

  await new PersonKeys1764200000000().up(runner);
  const keys: { wrapped: string | null; erased_at: Date | null }[] = await runner.query('SELECT wrapped, erased_at FROM person_keys');
  expect(keys).toHaveLength(3);
  expect(keys.every((key) => key.wrapped === null && key.erased_at !== null)).toBe(true);
  const parties = await runner.query('SELECT kind, number_index IS NULL AS lost, key_id IS NULL AS plain, delegate_key_id IS NULL AS alone FROM parties ORDER BY position');
  expect(parties.map((row: object) => Object.values(row).map(String))).toEqual([['person', '1', '0', '1'], ['unit', '0', '1', '0']]);

  await new PersonKeys1764200000000().down(runner);
  expect(await runner.query('SELECT name_sealed, LENGTH(id_number_index) AS length FROM persons')).toEqual([{ name_sealed: 'v1:a', length: 32 }]);
  await new PersonKeys1764200000000().up(runner);
  await runner.release();
  await db.destroy();
});
