import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { caller, type Caller, completedDeal, employeeAt, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { signCheckpoint, stampCheckpoints } from './checkpoints';
import { sequenceWaiting } from './log';

const product = useProduct();
const deps = () => product().server.deps;
const folder = mkdtempSync(join(tmpdir(), 'package-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Files = Map<string, Buffer>;
let first: string;
let second: string;
let key: string;
let firstNote: string;

async function nextCheckpoint(): Promise<string> {
  await sequenceWaiting(deps().db);
  product().clock.advance(24 * 3600);
  await signCheckpoint(deps());
  await stampCheckpoints(deps());
  return (await caller(product().url).call('GET /evidence-checkpoints')).items[0]!.note;
}

beforeAll(async () => {
  const agent = await verifiedAgent(product());
  first = (await completedDeal(product(), agent)).id;
  firstNote = await nextCheckpoint();
  second = (await completedDeal(product(), agent, { plate: '浙B12346' })).id;
  await nextCheckpoint();
  ({ key } = await caller(product().url).call('GET /evidence-checkpoints'));
}, 120_000);

async function exported(employee: Caller & { cookie: string }, id: string): Promise<Buffer> {
  const response = await fetch(`${product().url}/api/transactions/${id}/evidence-packages`, {
    method: 'POST',
    headers: { cookie: employee.cookie, origin: product().url, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: '试验：法院调取' }),
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(decodeURIComponent(response.headers.get('content-disposition')!)).toContain('证据包-');
  return Buffer.from(await response.arrayBuffer());
}

async function unpacked(bytes: Buffer): Promise<Files> {
  const zip = await fromBufferPromise(bytes);
  const files: Files = new Map();
  for await (const entry of zip.eachEntry()) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

async function packed(files: Files): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, name);
  zip.end();
  return buffer(zip.outputStream as Readable);
}

interface Verdict {
  code: number;
  serial: string | null;
  checks: { name: string; result: string; sentence: string }[];
}

/** Runs the program that everybody may run, on a file, with no server to ask. */
function verify(bytes: Buffer, ...words: string[]): Promise<Verdict> {
  const file = join(folder, 'package.zip');
  writeFileSync(file, bytes);
  return verifyPath(file, ...words);
}

function verifyPath(path: string, ...words: string[]): Promise<Verdict> {
  const cli = resolve(__dirname, '../../../verifier/cli.cjs');
  return new Promise((done) =>
    execFile(process.execPath, [cli, path, '--json', ...words], { env: { PATH: process.env.PATH } }, (error, stdout) => {
      const said = JSON.parse(stdout || '{"checks":[]}') as Verdict;
      done({ ...said, code: error ? Number(error.code) : 0 });
    }),
  );
}
const failed = ({ checks }: Verdict) => checks.filter(({ result }) => result === 'failed').map(({ name }) => name);

describe('an evidence package', () => {
  it('is given to the deal’s market, inspectors and clerks, after a fresh second factor, with a row in the audit log', async () => {
    const manager = await employeeAt(product(), 'manager1');
    await exported(manager, first);
    const body = { reason: '试验' };
    expect((await (await employeeAt(product(), 'operator1')).send('POST /transactions/:id/evidence-packages', { params: { id: first }, body })).status).toBe(403);
    product().clock.advance(600);
    expect((await manager.send('POST /transactions/:id/evidence-packages', { params: { id: first }, body })).error.code).toBe('identity.step_up_required');
    await deps().db.query("UPDATE staff SET market_id = (SELECT id FROM markets WHERE code = '0002') WHERE username = 'manager1'");
    expect((await (await employeeAt(product(), 'manager1')).send('POST /transactions/:id/evidence-packages', { params: { id: first }, body })).error.code).toBe('transaction.not_found');
    const [{ details }] = await deps().db.query("SELECT details FROM audit_events WHERE action = 'evidence.package_exported' AND subject_id = ?", [first]);
    expect(details).toContain('法院调取');
  });

  it('waits for a checkpoint', async () => {
    const { id } = await completedDeal(product(), await verifiedAgent(product()), { plate: '浙B12348' });
    const inspector = await employeeAt(product(), 'inspector1');
    const reply = await inspector.send('POST /transactions/:id/evidence-packages', { params: { id }, body: { reason: '试验' } });
    expect(reply.error.code).toBe('evidence.not_checkpointed');
  });

  it('holds report, record, proof and pictures, and proves itself offline', async () => {
    const bytes = await exported(await employeeAt(product(), 'inspector1'), first);
    const files = await unpacked(bytes);
    expect([...files.keys()].filter((name) => !name.startsWith('pictures/')).sort()).toEqual(['README.txt', 'checks.json', 'parties.json', 'proof.json', 'record.json', '证据报告.pdf']);
    expect([...files.keys()].filter((name) => name.startsWith('pictures/')).length).toBeGreaterThan(5);
    expect(files.get('证据报告.pdf')!.subarray(0, 5).toString()).toBe('%PDF-');

    const whole = await verify(bytes, '--key', key);
    expect(failed(whole)).toEqual([]);
    expect(whole.code).toBe(0);
    expect(whole.checks.find(({ name }) => name === '可信时间戳')).toMatchObject({ result: 'not_made' });
    expect((await verify(bytes)).code).toBe(2);

    writeFileSync(join(folder, 'root.pem'), product().simulators.tsa.env.TSA_CERTIFICATE!);
    const stamped = await verify(bytes, '--key', key, '--tsa-root', join(folder, 'root.pem'));
    expect(stamped.checks.find(({ name }) => name === '可信时间戳')).toMatchObject({ result: 'passed' });
    expect(stamped.checks.find(({ name }) => name === '一致性证明')).toMatchObject({ result: 'passed' });

    for (const [name, content] of files) {
      mkdirSync(join(folder, 'unpacked', dirname(name)), { recursive: true });
      writeFileSync(join(folder, 'unpacked', name), content);
    }
    expect(await verifyPath(join(folder, 'unpacked'), '--key', key)).toEqual(whole);
  });

  it('is checked against a checkpoint that somebody has kept, without any key', async () => {
    const bytes = await exported(await employeeAt(product(), 'inspector1'), first);
    const note = join(folder, 'note.txt');
    writeFileSync(note, firstNote);
    expect((await verify(bytes, '--checkpoint', note)).code).toBe(0);
    const [origin, size] = firstNote.split('\n');
    writeFileSync(note, `${origin}\n${size}\n${Buffer.alloc(32, 5).toString('base64')}\n\n— x y\n`);
    expect(failed(await verify(bytes, '--checkpoint', note))).toEqual(['自存检查点']);
  });

  it('is refused after any change: a byte, swapped pictures, one too many, another deal’s proof, other names', async () => {
    const inspector = await employeeAt(product(), 'inspector1');
    const [own, other] = [await unpacked(await exported(inspector, first)), await unpacked(await exported(inspector, second))];
    const pictures = [...own.keys()].filter((name) => name.startsWith('pictures/'));
    const changed = async (change: (files: Files) => void) => {
      const files = new Map(own);
      change(files);
      const verdict = await verify(await packed(files), '--key', key);
      expect(verdict.code).toBe(1);
      return failed(verdict);
    };
    const bent = (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === Math.floor(bytes.length / 2) ? byte ^ 1 : byte)));

    expect(await changed((files) => files.set(pictures[0]!, bent(own.get(pictures[0]!)!)))).toEqual([expect.stringMatching(/^照片/)]);
    expect(await changed((files) => files.set(pictures[0]!, own.get(pictures[1]!)!).set(pictures[1]!, own.get(pictures[0]!)!))).toHaveLength(2);
    expect(await changed((files) => files.set('pictures/P99-extra.jpg', own.get(pictures[0]!)!))).toEqual(['照片 pictures/P99-extra.jpg']);
    expect(await changed((files) => files.set('proof.json', other.get('proof.json')!))).toEqual(expect.arrayContaining(['存证记录', '包含证明']));
    const record = own.get('record.json')!.toString();
    expect(await changed((files) => files.set('record.json', Buffer.from(record.replace('浙B12345', '浙B99999'))))).toEqual(['存证记录', '包含证明']);
    const checks = own.get('checks.json')!.toString();
    expect(await changed((files) => files.set('checks.json', Buffer.from(checks.replace('uncertain', 'consistent'))))).toEqual(['预检结论']);
    const parties = own.get('parties.json')!.toString();
    expect(await changed((files) => files.set('parties.json', Buffer.from(parties.replace('卖方甲', '卖方丁'))))).toEqual(['当事人 1']);
    const proof = JSON.parse(own.get('proof.json')!.toString()) as { checkpoint: { note: string; timestamp: string }; newest: { note: string }; consistency: string[] };
    const forged = { ...proof, checkpoint: { ...proof.checkpoint, note: proof.checkpoint.note.replace(/\n\d+\n/, '\n7\n') } };
    expect(await changed((files) => files.set('proof.json', Buffer.from(JSON.stringify(forged))))).toEqual(expect.arrayContaining(['检查点签名', '可信时间戳']));
    const cut = { ...proof, consistency: [] };
    expect(await changed((files) => files.set('proof.json', Buffer.from(JSON.stringify(cut))))).toEqual(['一致性证明']);

    const without = new Map(own);
    without.delete(pictures[0]!);
    expect((await verify(await packed(without), '--key', key)).code).toBe(2);
    expect((await verify(bent(await packed(own)), '--key', key)).code).not.toBe(0);
    expect((await verify(Buffer.from('no package'))).code).toBe(2);
    const foreign = key.replace(/\+[0-9a-f]{8}\+.*/, '+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    expect((await verify(await packed(own), '--key', foreign)).code).toBe(2);
  }, 90_000);

  it('leaves out who has been erased, and says so', async () => {
    const { db } = deps();
    const [{ key_id: keyId }] = await db.query("SELECT key_id FROM parties WHERE transaction_id = ? AND side = 'buyer'", [second]);
    await db.query('UPDATE person_keys SET wrapped = NULL, id_number_index = NULL, erased_at = UTC_TIMESTAMP(3) WHERE id = ?', [keyId]);
    const bytes = await exported(await employeeAt(product(), 'inspector1'), second);
    const files = await unpacked(bytes);
    expect(files.get('parties.json')!.toString()).not.toContain('买方乙');
    expect(files.get('README.txt')!.toString()).toContain('已依法删除');
    const verdict = await verify(bytes, '--key', key);
    expect(verdict.code).toBe(2);
    expect(failed(verdict)).toEqual([]);
    expect(verdict.checks.filter(({ result }) => result === 'passed').map(({ name }) => name)).toEqual(expect.arrayContaining(['当事人 1', '存证记录', '包含证明', '检查点签名']));
  });
});
