import { createTestDatabase } from '../../../../test/database';
import { openDatabase } from '../../../database';
import { measureSpace, receivedOn } from './measure-space';
import { countDue, nextDue } from '../disposals/due-deals';

it('scale', async () => {
  const db = await openDatabase(await createTestDatabase(), 4);
  await db.runMigrations();
  const runner = db.createQueryRunner();
  await runner.query('SET foreign_key_checks = 0');
  await runner.query('SET unique_checks = 0');
  const n = Number(process.env.N ?? 1000000);
  await runner.query('CREATE TEMPORARY TABLE nums (n int primary key)');
  await runner.query('INSERT INTO nums WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < 999) SELECT n FROM s');
  await runner.query('CREATE TEMPORARY TABLE nums2 SELECT n FROM nums');
  let t = performance.now();
  await runner.query(`INSERT INTO images (id, transaction_id, slot, state, object_key, wrapped_key, key_ids, content_type, sha256, sealed_sha256, bytes, thumbnail_bytes, problems, captured_at, permitted_at, permit_expires_at, received_at)
    SELECT CONCAT(LPAD(HEX(a.n * 1000 + b.n), 8, '0'), '-0000-7000-8000-', SUBSTR(MD5(a.n*1000+b.n),1,12)), CONCAT(LPAD(HEX((a.n * 1000 + b.n) DIV 14), 8, '0'), '-0000-7000-8000-000000000000'), CONCAT('P', 20 + (a.n * 1000 + b.n) MOD 14), 'accepted', CONCAT('transactions/x/', a.n, '/', b.n), REPEAT('x', 200), '[]', 'image/jpeg', SHA2(a.n*1000+b.n, 256), SHA2(a.n*1000+b.n, 256), 200000 + (b.n * 7919) MOD 300000, 15000, '[]', '2026-01-01', '2026-01-01', '2026-01-01', TIMESTAMP('2026-01-01') + INTERVAL (a.n * 1000 + b.n) * 8 SECOND
    FROM nums a JOIN nums2 b WHERE a.n < ${n / 1000}`);
  console.log('images', n, Math.round(performance.now() - t), 'ms');
  await runner.query(`INSERT INTO transactions (id, serial, business, state, channel, market_id, company_id, certificate_id, person_id, vin, plate, mortgaged, rules_version, rule_pack, created_at, submitted_at, first_submitted_at, completed_at)
    SELECT CONCAT(LPAD(HEX(a.n * 1000 + b.n), 8, '0'), '-0000-7000-8000-000000000000'), LPAD(a.n*1000+b.n, 18, '9'), 'city_transfer', 'completed', 'mobile', 'm', 'c', 'c', 'p', 'LSGPC52U6AF102554', 'x', 0, '2026-1', '2026-1', '2022-01-01', '2022-01-01', '2022-01-01', TIMESTAMP('2022-01-01') + INTERVAL (a.n * 1000 + b.n) * 100 SECOND FROM nums a JOIN nums2 b WHERE a.n < ${Math.floor(n / 14000)}`);
  await runner.query('INSERT INTO evidence_leaves (leaf_index, transaction_id, leaf_hash) SELECT ROW_NUMBER() OVER (ORDER BY id), id, SHA2(id, 256) FROM transactions');
  await runner.query('ANALYZE TABLE images, transactions, evidence_leaves');
  const photos = (await db.query("SELECT rules FROM photo_rules ORDER BY effective_from DESC LIMIT 1"))[0].rules;
  const list = (typeof photos === 'string' ? JSON.parse(photos) : photos).photos;
  for (const day of ['2026-02-03', '2026-02-03', '2026-03-01']) {
    t = performance.now();
    const rows = await receivedOn(db.manager, day, list);
    console.log(day, rows.length, 'groups', rows.reduce((s, r) => s + Number(r.pictures), 0), 'pictures', Math.round(performance.now() - t), 'ms');
  }
  console.log(await db.query("EXPLAIN SELECT slot, bytes DIV 4096 AS step, COUNT(*), SUM(bytes), SUM(COALESCE(thumbnail_bytes, 15000)) FROM images WHERE received_at >= '2026-02-02 16:00' AND received_at < '2026-02-03 16:00' AND bytes IS NOT NULL GROUP BY slot, step ORDER BY slot, step"));
  t = performance.now();
  const storage = { listObjects: () => Promise.resolve([]) } as never;
  const clock = { now: () => new Date('2026-04-10T00:00:00Z') };
  let runs = 0;
  do runs++; while (await measureSpace({ db, storage, clock }));
  console.log('first measuring of 100 days', runs, 'runs', Math.round(performance.now() - t), 'ms');
  t = performance.now();
  await measureSpace({ db, storage, clock });
  console.log('a night', Math.round(performance.now() - t), 'ms');
  const now = new Date('2026-04-10T00:00:00Z');
  for (const _ of [1, 2]) {
    t = performance.now();
    const due = await countDue(db.manager, '2023-01-01', now);
    console.log('due', due, Math.round(performance.now() - t), 'ms');
  }
  t = performance.now();
  const next = await nextDue(db.manager, { completedUntil: '2023-01-01', after: { completedAt: new Date('2022-02-01'), id: '' }, limit: 20 }, now);
  console.log('next', next.length, Math.round(performance.now() - t), 'ms');
  await runner.release();
  await db.destroy();
}, 600_000);
