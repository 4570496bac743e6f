import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KmsSimulator, startKms } from '../../../simulators/kms';
import { acsHeaders } from './acs-signature';
import { createAlibabaKms, type Kms } from './alibaba-kms';
import { openKeyFile } from './key-file';

let directory: string;
let simulator: KmsSimulator;
let files = 0;
const newFile = () => join(directory, `keys-${files++}.json`);
const kms = (change: { keyId?: string; accessKeySecret?: string; endpoint?: string } = {}): Kms =>
  createAlibabaKms(
    { keyId: simulator.env.KMS_KEY_ID!, region: 'cn-hangzhou', accessKeyId: simulator.env.KMS_ACCESS_KEY_ID!, accessKeySecret: simulator.env.KMS_ACCESS_KEY_SECRET!, endpoint: simulator.url, ...change },
    { timeoutMs: 400 },
  );

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'keys-'));
  simulator = await startKms({ directory, port: 0 });
});
afterAll(async () => {
  await simulator.close();
  rmSync(directory, { recursive: true });
});

describe('密钥环', () => {
  it('opens what it sealed in its own place, and nothing that was moved, changed or sealed by another ring', async () => {
    const [ring, other] = [await openKeyFile(newFile(), { create: true }), await openKeyFile(newFile(), { create: true })];
    const sealed = ring.seal('样板贸易有限公司', 'parties|name|1');
    expect(ring.open(sealed, 'parties|name|1')).toBe('样板贸易有限公司');
    expect(() => ring.open(sealed, 'parties|name|2')).toThrow();
    expect(() => ring.open(`${sealed.slice(0, -6)}AAAAA=`, 'parties|name|1')).toThrow();
    expect(() => other.open(sealed, 'parties|name|1')).toThrow();
    expect(ring.seal('样板贸易有限公司', 'parties|name|1')).not.toBe(sealed);
  });
  it('seals bytes as it seals texts', async () => {
    const ring = await openKeyFile(newFile(), { create: true });
    const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    const sealed = ring.sealBytes(picture, 'image|1');
    expect(sealed.includes(picture.subarray(0, 4))).toBe(false);
    expect(ring.openBytes(sealed, 'image|1')).toEqual(picture);
    expect(() => ring.openBytes(sealed, 'image|2')).toThrow();
    expect(() => ring.openBytes(Buffer.alloc(5), 'image|1')).toThrow('unknown version');
  });
  it('wraps a person’s key so that it passes for that person alone, and the wrapping is no sealing', async () => {
    const ring = await openKeyFile(newFile(), { create: true });
    const key = ring.newDataKey();
    const wrapped = ring.wrap(key, 'person-1');
    expect(ring.unwrap(wrapped, 'person-1')).toEqual(key);
    expect(() => ring.unwrap(wrapped, 'person-2')).toThrow();
    expect(() => ring.openBytes(Buffer.from(wrapped, 'base64'), 'data_key|person-1')).toThrow();
  });
});

describe('本机密钥文件', () => {
  it('is made once, for its owner alone, and read again', async () => {
    const file = newFile();
    const sealed = (await openKeyFile(file, { create: true })).seal('甄示范', 'a');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await openKeyFile(file, { create: false })).open(sealed, 'a')).toBe('甄示范');
  });
  it('missing or damaged, stops the start and says what to do', async () => {
    const file = newFile();
    await expect(openKeyFile(file, { create: false })).rejects.toThrow('不存在。请从备份恢复');
    for (const content of ['', '{', '{"sealing":"x"}', 'null']) {
      writeFileSync(file, content);
      await expect(openKeyFile(file, { create: true })).rejects.toThrow('已损坏，请从备份恢复。');
    }
  });
});

describe('阿里云 KMS', () => {
  it('signs as the published example does', () => {
    const { authorization } = acsHeaders(
      {
        host: 'ecs.cn-shanghai.aliyuncs.com',
        action: 'RunInstances',
        version: '2014-05-26',
        query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
        date: '2023-10-26T10:22:32Z',
        nonce: '3156853299f313e23d1673dc12e1703d',
      },
      { accessKeyId: 'YourAccessKeyId', accessKeySecret: 'YourAccessKeySecret' },
    );
    expect(authorization).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });
  it('keeps no key readable in the file, and is asked at the start only', async () => {
    const file = newFile();
    const sealed = (await openKeyFile(file, { create: true, kms: kms() })).seal('甄示范', 'a');
    expect(readFileSync(file, 'utf8')).not.toMatch(/sealing|signing|PRIVATE/);
    const before = simulator.calls.length;
    const ring = await openKeyFile(file, { create: false, kms: kms() });
    expect(simulator.calls.slice(before).map(({ operation }) => operation)).toEqual(['Decrypt']);
    expect(ring.open(sealed, 'a')).toBe('甄示范');
    expect(ring.unwrap(ring.wrap(ring.newDataKey(), 'p'), 'p')).toHaveLength(32);
    expect(simulator.calls).toHaveLength(before + 1);
  });
  it('takes over a plain file, which is then plain no more', async () => {
    const file = newFile();
    const sealed = (await openKeyFile(file, { create: true })).seal('甄示范', 'a');
    expect((await openKeyFile(file, { create: false, kms: kms() })).open(sealed, 'a')).toBe('甄示范');
    expect(readFileSync(file, 'utf8')).not.toContain('PRIVATE');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(openKeyFile(file, { create: false })).rejects.toThrow('由阿里云 KMS 密钥 key-hzz0000000000000000001 加密。请设置 KMS_KEY_ID');
  });
  it('leaves the plain file as it is where the KMS refuses, and says why', async () => {
    const file = newFile();
    await openKeyFile(file, { create: true });
    const before = readFileSync(file, 'utf8');
    for (const keyId of ['key-nobody', simulator.disabledKeyId]) await expect(openKeyFile(file, { create: false, kms: kms({ keyId }) })).rejects.toThrow('阿里云 KMS 拒绝了');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
  it('stops the start by one sentence: another key, a wrong secret, a damaged file, no answer', async () => {
    const file = newFile();
    await openKeyFile(file, { create: true, kms: kms() });
    const start = (with_: Kms) => openKeyFile(file, { create: false, kms: with_ });
    await expect(start(kms({ keyId: simulator.otherKeyId }))).rejects.toThrow('而 KMS_KEY_ID 是 key-hzz0000000000000000002');
    await expect(start(kms({ accessKeySecret: 'wrong' }))).rejects.toThrow('阿里云 KMS 拒绝了密钥文件的加密或解密（SignatureDoesNotMatch）');
    for (const fault of ['hang', 'reset', 'html_502', 'truncated', 'lost_answer', 'rate_limited', 'tampered'] as const) {
      simulator.failNext(fault, 'Decrypt');
      await expect(start(kms())).rejects.toThrow('阿里云 KMS 没有正常回应');
    }
    simulator.failNext('refuse', 'Decrypt');
    await expect(start(kms())).rejects.toThrow('（Forbidden.NoPermission）');
    const content = JSON.parse(readFileSync(file, 'utf8')) as { kms: { dataKey: string }; sealed: string };
    writeFileSync(file, JSON.stringify({ ...content, sealed: `${content.sealed.slice(0, -8)}AAAAAAA=` }));
    await expect(start(kms())).rejects.toThrow('已损坏，请从备份恢复。');
    writeFileSync(file, JSON.stringify({ ...content, kms: { ...content.kms, dataKey: 'AAAA' } }));
    await expect(start(kms())).rejects.toThrow('（InvalidParameter）');
  });
  it('is checked by the simulator as the service does: a request changed on its way, or sent twice, is refused', async () => {
    const query = { KeyId: simulator.env.KMS_KEY_ID!, KeySpec: 'AES_256' };
    const credentials = { accessKeyId: simulator.env.KMS_ACCESS_KEY_ID!, accessKeySecret: simulator.env.KMS_ACCESS_KEY_SECRET! };
    const headers = acsHeaders({ host: new URL(simulator.url).host, action: 'GenerateDataKey', version: '2016-01-20', query, date: new Date().toISOString().replace(/\.\d+Z/, 'Z'), nonce: 'one' }, credentials);
    const send = (keyId: string) => fetch(`${simulator.url}/?KeyId=${keyId}&KeySpec=AES_256`, { method: 'POST', headers });
    expect(await (await send(simulator.otherKeyId)).json()).toMatchObject({ Code: 'SignatureDoesNotMatch' });
    expect((await send(query.KeyId)).status).toBe(200);
    expect(await (await send(query.KeyId)).json()).toMatchObject({ Code: 'SignatureNonceUsed' });
  });
});
