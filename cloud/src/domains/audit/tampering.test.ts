import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { keyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { chainEvents, genesis, hashOf, type EventRow, eventColumns } from '../../audit/chain';
import { AuditLink } from '../../audit/chain.entity';
import { checkpointFolder, keyOf, signCheckpoint } from '../../audit/checkpoints';
import { systemClock } from '../../clock';
import { openDatabase } from '../../database';
import { insertRows } from '../../insert-rows';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { createTestDatabase } from '../../../test/database';
import { continueVerification, openVerification, type VerificationDeps } from './verifications';

/** An attacker with every right on the database, but not on the signing key and the bucket. */
let db: DataSource;
let city: SimulatedAdapters;
let deps: VerificationDeps;

const ring = () => {
  const signing = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return keyRing({ sealing: Buffer.alloc(32, 1).toString('base64'), index: Buffer.alloc(32, 2).toString('base64'), signing });
};

beforeAll(async () => {
  db = await openDatabase(await createTestDatabase(), 5);
  await db.runMigrations();
  city = await startSimulatedAdapters();
  deps = { db, clock: systemClock, keys: ring(), storage: city.adapters.storage };
});
afterAll(async () => {
  await db.destroy();
  await city.close();
});

beforeEach(async () => {
  for (const table of ['audit_events', 'audit_chain', 'audit_waiting', 'audit_checkpoints', 'audit_verifications']) await db.query(`TRUNCATE TABLE ${table}`);
  await insertRows(db.manager, AuditLink, [genesis]);
  for (const key of await deps.storage.list(checkpointFolder)) await deps.storage.remove(key);
});

const by = (): By => ({ author: { kind: 'system' }, origin: undefined, at: systemClock.now() });
const act = (tx: EntityManager, plate = '浙B12345') =>
  audit(tx, by(), { action: 'transactions.changed', subject: { type: 'transaction', id: randomUUID() }, details: { note: '引号"与\\反斜杠' }, changes: { plate: { before: null, after: plate } } });

/** A log of so many acts, all of them chained. */
async function chained(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await act(db.manager);
  await chainEvents(db);
}

/** Does what the database refuses to everybody: the triggers are taken away and put back. */
async function tamper(...statements: [sql: string, values?: unknown[]][]): Promise<void> {
  const triggers: Record<'name' | 'timing' | 'event' | 'onTable' | 'body', string>[] = await db.query(
    `SELECT trigger_name AS name, action_timing AS timing, event_manipulation AS event, event_object_table AS onTable, action_statement AS body
     FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND event_object_table LIKE 'audit%'`,
  );
  for (const { name } of triggers) await db.query(`DROP TRIGGER ${name}`);
  for (const [sql, values] of statements) await db.query(sql, values);
  for (const { name, timing, event, onTable, body } of triggers) await db.query(`CREATE TRIGGER ${name} ${timing} ${event} ON ${onTable} FOR EACH ROW ${body}`);
}

async function verify() {
  const { id } = await openVerification(db.manager, { requestedBy: null }, systemClock.now());
  while (await continueVerification(deps, id));
  const [row]: { ok: number; found: number; findings: string; checked_rows: string }[] = await db.query('SELECT * FROM audit_verifications WHERE id = ?', [id]);
  return { ok: row!.ok === 1, found: row!.found, rows: Number(row!.checked_rows), findings: JSON.parse(row!.findings) as Record<string, unknown>[] };
}
const named = async () => (await verify()).findings.map(({ kind, seq, toSeq, source }) => [kind, seq, ...(toSeq ? [toSeq] : []), ...(source ? [source] : [])]);
const eventAt = async (seq: number): Promise<string> => (await db.query('SELECT event_id AS id FROM audit_chain WHERE seq = ?', [seq]))[0].id;

describe('the log takes new rows only', () => {
  it.each(['UPDATE audit_events SET ip = NULL', 'DELETE FROM audit_events', 'UPDATE audit_chain SET format = 2', 'DELETE FROM audit_chain WHERE seq > 0'])('refuses %s', async (sql) => {
    await chained(1);
    await expect(db.query(sql)).rejects.toThrow('is append-only');
  });
});

describe('the chain', () => {
  it('takes every event once, in the order of ids, and its hashes can be made anew from the rows', async () => {
    await chained(7);
    const rows: (EventRow & { seq: string; hash: string; prev_hash: string })[] = await db.query(
      `SELECT c.seq, c.hash, c.prev_hash, ${eventColumns} FROM audit_chain c JOIN audit_events e ON e.id = c.event_id ORDER BY c.seq`,
    );
    expect(rows.map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort());
    for (const row of rows) expect(hashOf({ seq: Number(row.seq), prevHash: row.prev_hash }, row)).toBe(row.hash);
    expect(await verify()).toEqual({ ok: true, found: 0, rows: 7, findings: [] });
  });

  it('misses no event whose transaction commits after younger ones were chained', async () => {
    const slow = db.createQueryRunner();
    await slow.startTransaction();
    await act(slow.manager, '浙B0LATE');
    await chained(3);
    await slow.commitTransaction();
    await slow.release();
    expect(await chainEvents(db)).toBe(1);
    const [last]: { changes: string }[] = await db.query('SELECT e.changes FROM audit_chain c JOIN audit_events e ON e.id = c.event_id WHERE c.seq = 4');
    expect(last?.changes).toContain('浙B0LATE');
    expect(await verify()).toMatchObject({ ok: true, rows: 4 });
  });

  it('is written by one process at a time: racing rounds leave no gap and take nothing twice', async () => {
    await Promise.all(Array.from({ length: 60 }, () => act(db.manager)));
    const taken = await Promise.all(Array.from({ length: 6 }, () => chainEvents(db)));
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(await verify()).toMatchObject({ ok: true, rows: 60 });
  });

  it('leaves a change that is rolled back without a trace', async () => {
    await db.transaction(async (tx) => act(tx).then(() => Promise.reject(new Error('refused')))).catch(() => undefined);
    expect(await chainEvents(db)).toBe(0);
    expect(await db.query('SELECT * FROM audit_waiting')).toEqual([]);
  });
});

describe('somebody with every right on the database', () => {
  beforeEach(async () => {
    await chained(10);
    await signCheckpoint(deps);
    await chained(10);
    await signCheckpoint(deps);
  });

  it('changes a field of one row: it is named, with the hash that it should give', async () => {
    const id = await eventAt(6);
    await tamper(['UPDATE audit_events SET changes = ? WHERE id = ?', ['{"plate":{"before":null,"after":"浙B99999"}}', id]]);
    const [link] = await db.query('SELECT hash FROM audit_chain WHERE seq = 6');
    expect((await verify()).findings).toEqual([{ kind: 'row_changed', seq: 6, toSeq: null, eventId: id, expected: link.hash, actual: expect.stringMatching(/^[0-9a-f]{64}$/), source: null }]);
  });

  it('removes one row', async () => {
    const id = await eventAt(4);
    await tamper(['DELETE FROM audit_events WHERE id = ?', [id]]);
    expect((await verify()).findings).toMatchObject([{ kind: 'row_removed', seq: 4, eventId: id }]);
  });

  it('removes one row with its link', async () => {
    await tamper(['DELETE FROM audit_events WHERE id = ?', [await eventAt(4)]], ['DELETE FROM audit_chain WHERE seq = 4']);
    expect(await named()).toEqual([['links_missing', 4, 4]]);
  });

  it('removes a row before it is chained', async () => {
    await act(db.manager);
    const [{ event_id: id }] = await db.query('SELECT event_id FROM audit_waiting');
    await tamper(['DELETE FROM audit_events WHERE id = ?', [id]]);
    await chainEvents(db);
    expect((await verify()).findings).toMatchObject([{ kind: 'row_removed', seq: null, eventId: id }]);
  });

  it('cuts off the end, links and all: the checkpoints of the database and of the storage both tell', async () => {
    const ids = await Promise.all([18, 19, 20].map(eventAt));
    await tamper(['DELETE FROM audit_events WHERE id IN (?)', [ids]], ['DELETE FROM audit_chain WHERE seq >= 18']);
    expect(await named()).toEqual([['tail_truncated', 18, 20, 'database'], ['tail_truncated', 18, 20, 'storage']]);
    await expect(signCheckpoint(deps)).rejects.toThrow('no longer holds');
  });

  it('cuts off the end together with its checkpoints: the storage still tells', async () => {
    const ids = await Promise.all([18, 19, 20].map(eventAt));
    await tamper(['DELETE FROM audit_events WHERE id IN (?)', [ids]], ['DELETE FROM audit_chain WHERE seq >= 18'], ['DELETE FROM audit_checkpoints WHERE seq = 20']);
    expect(await named()).toEqual([['checkpoint_missing', 20, 'database'], ['tail_truncated', 18, 20, 'storage']]);
  });

  it('swaps two rows', async () => {
    const [first, second] = [await eventAt(8), await eventAt(9)];
    await tamper(
      ['UPDATE audit_chain SET event_id = ? WHERE seq = 8', [randomUUID()]],
      ['UPDATE audit_chain SET event_id = ? WHERE seq = 9', [first]],
      ['UPDATE audit_chain SET event_id = ? WHERE seq = 8', [second]],
    );
    expect(await named()).toEqual([['row_changed', 8], ['row_changed', 9]]);
  });

  it('puts in a row past the chain', async () => {
    const id = randomUUID();
    await tamper(['INSERT INTO audit_events SELECT ?, at, actor_kind, actor_id, actor_role, action, subject_type, subject_id, details, changes, request_id, ip FROM audit_events WHERE id = ?', [id, await eventAt(5)]]);
    expect((await verify()).findings).toMatchObject([{ kind: 'row_inserted', seq: null, eventId: id }]);
  });

  it('puts in a row of last year and lets it be chained', async () => {
    await audit(db.manager, { ...by(), at: new Date(systemClock.now().getTime() - 365 * 24 * 3600_000) }, { action: 'transactions.completed', subject: { type: 'transaction', id: randomUUID() } });
    await chainEvents(db);
    expect(await named()).toEqual([['row_backdated', 21]]);
  });

  it('changes the hash of a link', async () => {
    await tamper([`UPDATE audit_chain SET hash = REPEAT('a', 64) WHERE seq = 12`]);
    expect(await named()).toEqual([['link_broken', 12]]);
  });

  it('changes a row and makes the hash of its own link anew', async () => {
    const id = await eventAt(5);
    await tamper(['UPDATE audit_events SET ip = ? WHERE id = ?', ['203.0.113.9', id]]);
    await tamper(['UPDATE audit_chain SET hash = ? WHERE seq = 5', [await hashAnew(5)]]);
    expect(await named()).toEqual([['link_broken', 6]]);
  });

  it('changes a row and makes the whole chain after it anew: the signed checkpoints tell, and so do their copies alone', async () => {
    await tamper(['UPDATE audit_events SET ip = ? WHERE id = ?', ['203.0.113.9', await eventAt(15)]]);
    await rewriteFrom(15);
    expect(await named()).toEqual([['chain_replaced', 11, 20, 'database'], ['chain_replaced', 11, 20, 'storage']]);

    const [head] = await db.query('SELECT hash FROM audit_chain WHERE seq = 20');
    await tamper(['UPDATE audit_checkpoints SET hash = ? WHERE seq = 20', [head.hash]]);
    expect(await named()).toEqual([['checkpoint_forged', 20, 'database'], ['chain_replaced', 11, 20, 'storage']]);
  });

  it('takes away or forges a copy in the storage', async () => {
    await deps.storage.remove(keyOf(10));
    await deps.storage.write(keyOf(20), Buffer.from('{"statement":"","signature":""}'), 'application/json');
    expect(await named()).toEqual([['checkpoint_missing', 10, 'storage'], ['checkpoint_forged', 20, 'storage']]);
  });
});

async function hashAnew(seq: number): Promise<string> {
  const [row]: (EventRow & { prev_hash: string })[] = await db.query(`SELECT c.prev_hash, ${eventColumns} FROM audit_chain c JOIN audit_events e ON e.id = c.event_id WHERE c.seq = ?`, [seq]);
  return hashOf({ seq, prevHash: row!.prev_hash }, row!);
}

async function rewriteFrom(first: number): Promise<void> {
  for (let seq = first; seq <= 20; seq += 1) {
    const hash = await hashAnew(seq);
    await tamper(['UPDATE audit_chain SET hash = ? WHERE seq = ?', [hash, seq]], ['UPDATE audit_chain SET prev_hash = ? WHERE seq = ?', [hash, seq + 1]]);
  }
}
