import type { AnswerOf } from '@yongche/contract';
import { type Caller, completedDeal, employeeAt, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { openDatabase } from '../../database';
import { Image } from '../transactions/image.entity';
import { copyKeyOf, signCheckpoint, stampCheckpoints } from './checkpoints';
import { sequenceRecords, sequenceWaiting, sizeOfLog } from './log';
import { rootAt } from './tree';

/** An attacker with every right on the database and the bucket, but not on the signing key and on what others have kept. */
const product = useProduct();
const deps = () => product().server.deps;
const query = (sql: string, values?: unknown[]) => deps().db.query(sql, values);
let auditor: Caller;
let deals: string[];

beforeAll(async () => {
  const agent = await verifiedAgent(product());
  deals = [];
  for (const plate of ['浙B12345', '浙B12346', '浙B12347']) {
    deals.push((await completedDeal(product(), agent, { plate })).id);
    await sequenceWaiting(deps().db);
    product().clock.advance(24 * 3600);
    await signCheckpoint(deps());
    await stampCheckpoints(deps());
  }
  auditor = await employeeAt(product(), 'auditor');
}, 180_000);

type Verification = AnswerOf<'POST /evidence-verifications'>;

/** A whole verification from now on, as the auditor asks for it and the jobs carry it out. */
async function verified(): Promise<Verification> {
  const running = async () => (await auditor.call('GET /evidence-verifications')).items.some(({ finishedAt }) => !finishedAt);
  const wait = () => new Promise((resolve) => setTimeout(resolve, 100));
  while (await running()) await wait();
  const { id } = await auditor.call('POST /evidence-verifications');
  while (await running()) await wait();
  return (await auditor.call('GET /evidence-verifications')).items.find((item) => item.id === id)!;
}
const found = async () => (await verified()).findings.map(({ kind, slot, sentence }) => [kind, slot, sentence] as const);

/** Does what the database refuses to everybody: the triggers are taken away and put back. */
async function tamper(...statements: [sql: string, values?: unknown[]][]): Promise<void> {
  const triggers: Record<'name' | 'timing' | 'event' | 'onTable' | 'body', string>[] = await query(
    `SELECT trigger_name AS name, action_timing AS timing, event_manipulation AS event, event_object_table AS onTable, action_statement AS body
     FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND event_object_table LIKE 'evidence%'`,
  );
  for (const { name } of triggers) await query(`DROP TRIGGER ${name}`);
  for (const [sql, values] of statements) await query(sql, values);
  for (const { name, timing, event, onTable, body } of triggers) await query(`CREATE TRIGGER ${name} ${timing} ${event} ON ${onTable} FOR EACH ROW ${body}`);
}

const rowsOf = (table: string): Promise<Record<string, unknown>[]> => query(`SELECT * FROM ${table}`);
/** Does something, and afterwards puts these tables back as they were. */
async function restoring<T>(tables: string[], work: () => Promise<T>): Promise<T> {
  const kept = await Promise.all(tables.map(async (table) => ({ table, rows: await rowsOf(table) })));
  const result = await work();
  for (const { table, rows } of kept) {
    const [first] = rows;
    await tamper([`DELETE FROM ${table}`], ...(first ? ([[`INSERT INTO ${table} (${Object.keys(first).join(', ')}) VALUES ?`, [rows.map((row) => Object.values(row))]]] as [string, unknown[]][]) : []));
  }
  return result;
}
const imageOf = async (dealId: string, slot = 'P20') => (await deps().db.manager.findOneByOrFail(Image, { transactionId: dealId, slot, state: 'accepted' })) as Image & { objectKey: string };
const log = ['evidence_records', 'evidence_leaves', 'evidence_nodes', 'evidence_checkpoints', 'evidence_log'];

describe('the verification of all evidence', () => {
  it('finds nothing where nothing is wrong, and says how much it has seen', async () => {
    const verification = await verified();
    expect(verification).toMatchObject({ ok: true, found: 0, findings: [], leaves: 3, requestedBy: '审计一号' });
    expect(verification.pictures).toBeGreaterThan(20);
    const [{ n }] = await query("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'evidence.verification_passed' AND subject_id = ?", [verification.id]);
    expect(Number(n)).toBe(1);
  });

  it('finds a picture that was changed, and one that was removed, in the storage', async () => {
    const { storage } = deps();
    const { objectKey } = await imageOf(deals[0]!);
    const bytes = await storage.read(objectKey, 10_000_000);
    await storage.write(objectKey, Buffer.from(bytes.map((byte, at) => (at === 1000 ? byte ^ 1 : byte))), 'application/octet-stream');
    expect(await found()).toEqual([['picture_changed', 'P20', expect.stringContaining('已被改动')]]);
    await storage.remove(objectKey);
    expect(await found()).toEqual([['picture_missing', 'P20', expect.stringContaining('被删除')]]);
    await storage.write(objectKey, bytes, 'application/octet-stream');
    expect(await found()).toEqual([]);
  });

  it('finds a picture that was swapped: in the storage, or by pointing elsewhere', async () => {
    const { storage } = deps();
    const [own, other] = [await imageOf(deals[0]!), await imageOf(deals[1]!, 'P21')];
    const bytes = await storage.read(own.objectKey, 10_000_000);
    await storage.write(own.objectKey, await storage.read(other.objectKey, 10_000_000), 'application/octet-stream');
    const [{ serial }] = await query('SELECT serial FROM transactions WHERE id = ?', [deals[1]]);
    expect(await found()).toEqual([['picture_swapped', 'P20', expect.stringContaining(`被换成交易 ${serial} 的照片 P21`)]]);
    await storage.write(own.objectKey, bytes, 'application/octet-stream');
    const swap = async (first: string, second: string) => {
      await query('UPDATE images SET object_key = NULL WHERE id = ?', [own.id]);
      await query('UPDATE images SET object_key = ? WHERE id = ?', [second, other.id]);
      await query('UPDATE images SET object_key = ? WHERE id = ?', [first, own.id]);
    };
    await swap(other.objectKey, own.objectKey);
    expect((await found()).map(([kind]) => kind)).toEqual(['picture_swapped', 'picture_swapped']);
    await swap(own.objectKey, other.objectKey);
  });

  it('finds a picture that was replaced whole, its hashes in the database too', async () => {
    const { storage } = deps();
    const image = await imageOf(deals[2]!);
    const bytes = await storage.read(image.objectKey, 10_000_000);
    const other = Buffer.from('another picture, sealed by someone who has the keys');
    await storage.write(image.objectKey, other, 'application/octet-stream');
    await query("UPDATE images SET sha256 = REPEAT('a', 64), sealed_sha256 = SHA2(?, 256) WHERE id = ?", [other, image.id]);
    expect(await found()).toEqual([['picture_changed', 'P20', expect.stringContaining('存储中的文件')]]);
    await storage.write(image.objectKey, bytes, 'application/octet-stream');
    expect(await found()).toEqual([['picture_changed', 'P20', expect.stringContaining('登记的哈希')]]);
    await query('UPDATE images SET sha256 = ?, sealed_sha256 = ? WHERE id = ?', [image.sha256, image.sealedSha256, image.id]);
  });

  it('finds a record that was changed, and one that was removed', async () => {
    await restoring(log, async () => {
      await tamper(["UPDATE evidence_records SET record = REPLACE(record, '浙B12346', '浙B66666')"]);
      expect(await found()).toEqual([['leaf_changed', null, expect.stringContaining('日志第2条')]]);
    });
    await restoring(log, async () => {
      await tamper(['DELETE FROM evidence_records WHERE transaction_id = ?', [deals[1]]]);
      expect((await found()).map(([kind]) => kind)).toEqual(['leaf_missing', 'leaf_missing']);
    });
  });

  it('finds a leaf that was taken out of the middle, and a tree that was changed', async () => {
    await restoring(log, async () => {
      await tamper(['DELETE FROM evidence_leaves WHERE leaf_index = 1']);
      expect((await found()).map(([kind]) => kind)).toContain('leaf_missing');
    });
    await restoring(log, async () => {
      await tamper(["UPDATE evidence_nodes SET hash = REPEAT('b', 64)"]);
      expect((await found()).map(([kind]) => kind)).toEqual(expect.arrayContaining(['tree_changed', 'checkpoint_broken']));
    });
  });

  it('finds a log that was cut off, checkpoints and deals with it, by yesterday’s copy', async () => {
    await restoring(log, async () => {
      await tamper(
        ['DELETE FROM evidence_leaves WHERE leaf_index = 2'],
        ['DELETE FROM evidence_records WHERE transaction_id = ?', [deals[2]]],
        ['DELETE FROM evidence_checkpoints WHERE size = 3'],
        ['UPDATE evidence_log SET size = 2'],
        ["UPDATE transactions SET state = 'cancelled' WHERE id = ?", [deals[2]]],
      );
      const kinds = await found();
      expect(kinds.map(([kind]) => kind)).toEqual(['checkpoint_broken', 'log_truncated']);
      expect(kinds[1]![2]).toContain('曾有3条');
      await query("UPDATE transactions SET state = 'completed' WHERE id = ?", [deals[2]]);
    });
  });

  it('finds a log that was written anew as a whole, by the checkpoints and by their copies', async () => {
    const { db } = deps();
    await restoring(log, async () => {
      await tamper(
        ["UPDATE evidence_records SET record = REPLACE(record, '浙B12346', '浙B66666')"],
        ['DELETE FROM evidence_leaves'],
        ['DELETE FROM evidence_nodes'],
        ['UPDATE evidence_log SET size = 0'],
        ['INSERT INTO evidence_waiting SELECT transaction_id FROM evidence_records'],
      );
      await sequenceWaiting(db);
      const broken = await found();
      expect(broken.map(([kind]) => kind)).toEqual(['checkpoint_broken', 'checkpoint_broken']);
      expect(broken[1]![2]).toContain('对象存储中的检查点（2条）与日志不符');
      // Who rewrites the checkpoints too cannot sign them, and a log that contradicts its last one is never signed.
      await query('UPDATE evidence_checkpoints SET root = ? WHERE size = 3', [(await rootAt(db.manager, 3)).toString('hex')]);
      expect((await found()).some(([, , sentence]) => sentence.includes('签名不符'))).toBe(true);
      product().clock.advance(24 * 3600);
    });
    auditor = await employeeAt(product(), 'auditor');
  });

  it('finds a copy that was removed or forged, and a time stamp of something else', async () => {
    const { storage } = deps();
    const copy = await storage.read(copyKeyOf(2), 2000);
    await storage.write(copyKeyOf(2), Buffer.from(copy.toString().replace('\n2\n', '\n3\n')), 'text/plain');
    expect(await found()).toEqual([['checkpoint_broken', null, expect.stringContaining('签名不符')]]);
    await storage.remove(copyKeyOf(2));
    expect(await found()).toEqual([['checkpoint_broken', null, expect.stringContaining('被删除')]]);
    await storage.write(copyKeyOf(2), copy, 'text/plain');
    await restoring(['evidence_checkpoints'], async () => {
      await query('UPDATE evidence_checkpoints a JOIN evidence_checkpoints b ON b.size = 1 SET a.timestamp_token = b.timestamp_token WHERE a.size = 2');
      expect(await found()).toEqual([['checkpoint_broken', null, expect.stringContaining('时间戳')]]);
    });
    expect(await found()).toEqual([]);
  });
});

describe('the log', () => {
  it('is written by two processes at once without a gap, and grows only at its end', async () => {
    const { db } = deps();
    const before = await rootAt(db.manager, 3);
    const ids = Array.from({ length: 2500 }, (_, at) => `00000000-0000-7000-9000-${String(at).padStart(12, '0')}`);
    await db.transaction(async (tx) => {
      await tx.query('SET FOREIGN_KEY_CHECKS = 0');
      await tx.query('INSERT INTO evidence_records (transaction_id, record, salts, written_at) VALUES ?', [ids.map((id) => [id, JSON.stringify({ id }), '{}', new Date()])]);
      await tx.query('SET FOREIGN_KEY_CHECKS = 1');
    });
    const others = await Promise.all([openDatabase(product().env.DATABASE_URL!, 2), openDatabase(product().env.DATABASE_URL!, 2)]);
    while ((await sizeOfLog(db.manager)) < 2503) await Promise.all(others.map(sequenceRecords));
    await Promise.all(others.map((other) => other.destroy()));
    const [{ n, last }] = await query('SELECT COUNT(*) AS n, MAX(leaf_index) AS last FROM evidence_leaves');
    expect([Number(n), Number(last)]).toEqual([2503, 2502]);
    expect(await rootAt(db.manager, 3)).toEqual(before);
    const [{ n: nodes }] = await query('SELECT COUNT(*) AS n FROM evidence_nodes');
    // 2503 leaves have 2503 minus the number of their ones in binary complete subtrees above them.
    expect(Number(nodes)).toBe(2503 - [...(2503).toString(2)].filter((bit) => bit === '1').length);
  });
});
