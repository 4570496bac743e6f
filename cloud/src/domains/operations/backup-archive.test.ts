import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Encrypter } from 'age-encryption';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { backupKeys, type BackupVerdict, downloaded, keyFile, madeBackup, saidOf, verifyBackup } from '../../../test/backups';
import { buyer, caller, type Caller, completedDeal, employeeAt, imagesOf, seller, submittedDeal, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { dayInShanghai } from '../../clock';
import { signCheckpoint } from '../evidence/checkpoints';
import { sequenceWaiting } from '../evidence/log';
import type { Manifest } from './backup-manifest';

const product = useProduct();
const deps = () => product().server.deps;
const folder = mkdtempSync(join(tmpdir(), 'backup-'));
afterAll(() => rmSync(folder, { recursive: true }));
const today = () => dayInShanghai(product().clock.now());

type Files = Map<string, Buffer>;
let manager: Caller & { cookie: string };
let keys: Awaited<ReturnType<typeof backupKeys>>;
let logKey: string;
/** Two deals of the first day, both in the log; one of the second, not yet in it; one of another market. */
const serials = { first: '', second: '', unproven: '', foreign: '' };
let whole: Buffer;
let identityFile: string;

beforeAll(async () => {
  keys = await backupKeys();
  identityFile = keyFile(folder, keys.identity);
  const agent = await verifiedAgent(product());
  serials.first = (await completedDeal(product(), agent)).serial;
  serials.second = (await completedDeal(product(), agent, { plate: '浙B12346', parties: [seller, { ...buyer, name: '买方丁', idNumber: '330206198808080018' }] })).serial;
  const { markets } = await agent.call('GET /markets');
  const foreign = await submittedDeal(agent, { plate: '浙B77777', marketId: markets[1]!.id });
  const other = await employeeAt(product(), 'operator2');
  await other.call('POST /transactions/:id/completion', { params: { id: foreign.id }, body: { checkedImageIds: imagesOf(foreign).map(({ id }) => id) } });
  serials.foreign = foreign.serial;
  await deps().db.query("UPDATE companies SET name = CONCAT('=cmd|', name) WHERE id IN (SELECT company_id FROM transactions)");
  const firstDay = today();
  await sequenceWaiting(deps().db);
  product().clock.advance(24 * 3600);
  await signCheckpoint(deps());
  ({ key: logKey } = await caller(product().url).call('GET /evidence-checkpoints'));
  manager = await employeeAt(product(), 'manager1');
  const backup = await madeBackup(manager, { from: firstDay, to: firstDay, recipient: keys.recipient });
  expect(backup).toMatchObject({ state: 'ready', deals: 2, dealsDone: 2, picturesLeftOut: 0 });
  whole = (await downloaded(manager, backup.id)).bytes;
  expect([whole.length, createHash('sha256').update(whole).digest('hex')]).toEqual([backup.bytes, backup.sha256]);
}, 120_000);

function verify(bytes: Buffer, ...words: string[]): Promise<BackupVerdict> {
  const file = join(folder, 'backup.file');
  writeFileSync(file, bytes);
  return verifyBackup(file, ...words);
}
const decrypted = async (bytes: Buffer): Promise<Files> => {
  const output = join(folder, `${createHash('sha256').update(bytes).digest('hex')}.zip`);
  if (!existsSync(output)) await verify(bytes, '--identity', identityFile, '--output', output);
  const zip = await fromBufferPromise(readFileSync(output));
  const files: Files = new Map();
  for await (const entry of zip.eachEntry()) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
};
async function packed(files: Files): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, name);
  zip.end();
  return buffer(zip.outputStream as Readable);
}
const manifestOf = (files: Files) => JSON.parse(String(files.get('manifest.json'))) as Manifest;
const bent = (bytes: Buffer, at: number) => Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));

describe('a market’s backup', () => {
  it('is proven whole by the program, with the market’s key and the association’s public one', async () => {
    const verdict = await verify(whole, '--identity', identityFile, '--key', logKey);
    expect([verdict.code, saidOf(verdict, 'failed')]).toEqual([0, []]);
    expect(verdict.deals.map(({ serial }) => serial)).toEqual([serials.first, serials.second]);
    expect(saidOf(await verify(whole, '--identity', identityFile), 'not_made').length).toBeGreaterThan(0);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('yongche-verify-'))).toEqual([]);
  });

  it('holds the own market’s deals as evidence packages do, listed and named, and nothing of another market', async () => {
    const files = await decrypted(whole);
    const of = (serial: string) => [...files.keys()].filter((name) => name.startsWith(`deals/${serial}/`)).map((name) => name.slice(25));
    expect(of(serials.first).filter((name) => !name.startsWith('pictures/'))).toEqual(['record.json', 'proof.json', 'parties.json', 'checks.json']);
    expect(of(serials.first).filter((name) => name.startsWith('pictures/')).length).toBeGreaterThan(5);
    expect([...files.keys()].filter((name) => !name.startsWith('deals/'))).toEqual(['deals.csv', 'README.txt', 'manifest.json']);
    for (const [name, bytes] of files) expect(`${name} ${bytes.toString('latin1')}`).not.toContain(serials.foreign);
    const table = String(files.get('deals.csv'));
    expect(table.startsWith('\ufeff交易流水号,')).toBe(true);
    expect(table).toContain(serials.second);
    expect(table).toContain(`,"'=cmd|`);
    expect(table).not.toContain('卖方甲');
    expect(String(files.get(`deals/${serials.first}/parties.json`))).toContain('卖方甲');
    expect(manifestOf(files)).toMatchObject({ totals: { deals: 2, picturesLeftOut: 0 }, withoutProof: [], picturesLeftOut: [], log: { key: logKey } });
  });

  it('is told where a byte is changed, where it is cut off, and where the key is another', async () => {
    const changed = await verify(bent(whole, 500_000), '--identity', identityFile);
    expect([changed.code, saidOf(changed, 'failed')]).toEqual([1, [expect.stringMatching(/内容被改动：在第 (\d+) 至 (\d+) 字节之间/)]]);
    const [, from, to] = /第 (\d+) 至 (\d+) 字节/.exec(saidOf(changed, 'failed')[0]!)!;
    expect(Number(from) <= 500_001 && 500_001 <= Number(to)).toBe(true);
    expect((await verify(bent(whole, 100), '--identity', identityFile)).code).not.toBe(0);
    for (const length of [whole.length - 1, 700_000, 184 + 10 * (65_536 + 16)]) {
      const cut = await verify(whole.subarray(0, length), '--identity', identityFile);
      expect([cut.code, saidOf(cut, 'failed')]).toEqual([1, [expect.stringContaining(`文件不完整：在第 ${length} 字节处结束`)]]);
    }
    expect(saidOf(await verify(whole.subarray(0, 90), '--identity', identityFile), 'failed')).toEqual([expect.stringContaining('文件头不完整')]);
    const wrong = await verify(whole, '--identity', keyFile(folder, (await backupKeys()).identity));
    expect([wrong.code, saidOf(wrong, 'not_made')]).toEqual([2, [expect.stringContaining('密钥不对')]]);
    expect(saidOf(await verify(whole), 'not_made')).toEqual([expect.stringContaining('--identity')]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('yongche-verify-'))).toEqual([]);
  });

  it('is refused by file where somebody with the public key has packed it anew', async () => {
    const own = await decrypted(whole);
    const picture = [...own.keys()].find((name) => name.includes('/pictures/'))!;
    const other = [...own.keys()].filter((name) => name.includes('/pictures/'))[1]!;
    const after = async (change: (files: Files, manifest: Manifest) => void) => {
      const files = new Map(own);
      const manifest = manifestOf(files);
      change(files, manifest);
      files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
      const verdict = await verify(await packed(files), '--key', logKey);
      expect(verdict.code).toBe(1);
      return saidOf(verdict, 'failed');
    };
    const listed = (manifest: Manifest, name: string, bytes: Buffer) => {
      const entry = { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      manifest.files = [...manifest.files.filter((file) => file.name !== name), entry];
    };
    expect(await after((files) => files.set('deals/更多.txt', Buffer.from('x')))).toEqual(['文件 deals/更多.txt：清单里没有：不属于这份备份，是后来加进去的。']);
    expect(await after((files) => files.delete('deals.csv'))).toEqual(['文件 deals.csv：清单里有，备份里没有：被删去了。']);
    expect(await after((files) => files.set(picture, own.get(other)!))).toEqual(expect.arrayContaining([expect.stringContaining(`文件 ${picture}：内容与清单不符`), expect.stringContaining('照片')]));
    // Also where the list was made to fit, the deal’s own record tells.
    expect(await after((files, manifest) => (files.set(picture, own.get(other)!), listed(manifest, picture, own.get(other)!)))).toEqual([expect.stringMatching(/^\d{18} 照片 P\d\d：内容与核对完成时的哈希不同/)]);
    expect(await after((files, manifest) => (files.delete(picture), (manifest.files = manifest.files.filter(({ name }) => name !== picture))))).toEqual([expect.stringMatching(/^\d{18} 照片 P\d\d：不在备份里，清单也没有说明原因/)]);
    expect(await after((_, manifest) => Object.assign(manifest, { market: { code: '0002', name: '' } }))).toHaveLength(2);
    expect(await after((_, manifest) => (manifest.to = manifest.from = '2020-01-01'))).toEqual([expect.stringContaining('完成日期'), expect.stringContaining('完成日期')]);
    const proof = `deals/${serials.first}/proof.json`;
    expect(await after((files, manifest) => (files.set(proof, own.get(`deals/${serials.second}/proof.json`)!), listed(manifest, proof, files.get(proof)!)))).toEqual(expect.arrayContaining([expect.stringContaining(`${serials.first} 包含证明`)]));
    const encrypter = new Encrypter();
    encrypter.addRecipient(keys.recipient);
    const anew = Buffer.from(await encrypter.encrypt(await packed(new Map([...own, ['foreign.txt', Buffer.from('x')]]))));
    expect(saidOf(await verify(anew, '--identity', identityFile, '--key', logKey), 'failed')).toEqual([expect.stringContaining('文件 foreign.txt')]);
  }, 90_000);

  it('names the deal that no checkpoint covers yet, and the pictures of who was erased', async () => {
    const agent = await verifiedAgent(product());
    serials.unproven = (await completedDeal(product(), agent, { plate: '浙B12347' })).serial;
    const { db } = deps();
    const [{ key_id: keyId }] = await db.query("SELECT p.key_id FROM parties p JOIN transactions t ON t.id = p.transaction_id WHERE t.serial = ? AND p.side = 'buyer'", [serials.second]);
    await db.query('UPDATE person_keys SET wrapped = NULL, id_number_index = NULL, erased_at = UTC_TIMESTAMP(3) WHERE id = ?', [keyId]);
    manager = await employeeAt(product(), 'manager1');
    const backup = await madeBackup(manager, { from: '2020-01-01', to: today(), recipient: keys.recipient });
    const { bytes } = await downloaded(manager, backup.id);
    const files = await decrypted(bytes);
    const manifest = manifestOf(files);
    expect(manifest.withoutProof).toEqual([serials.unproven]);
    expect(manifest.picturesLeftOut.length).toBe(backup.picturesLeftOut);
    expect(backup.picturesLeftOut).toBeGreaterThan(0);
    expect(manifest.picturesLeftOut.every(({ file, reason }) => reason === 'erased' && file.startsWith(`deals/${serials.second}/`) && !files.has(file))).toBe(true);
    expect(String(files.get(`deals/${serials.second}/parties.json`))).not.toContain('买方丁');
    expect(String(files.get('README.txt'))).toContain(serials.unproven);
    const verdict = await verify(bytes, '--identity', identityFile, '--key', logKey);
    expect([verdict.code, saidOf(verdict, 'failed')]).toEqual([2, []]);
    expect(saidOf(verdict, 'not_made').join('\n')).toContain(`${serials.unproven} 日志证明：制作备份时还没有检查点`);
    expect(saidOf(verdict, 'not_made').join('\n')).toMatch(new RegExp(`${serials.second} 照片 P\\d\\d：没有包含在备份里：当事人信息已依法删除`));
  });
});
