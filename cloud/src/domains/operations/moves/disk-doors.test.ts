import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '../../../../test/database';
import { until } from '../../../../test/payments';
import { type Product, startProduct } from '../../../../test/product';
import type { UploadPermitInput } from '../../../adapters/storage/storage';

const folder = mkdtempSync(join(tmpdir(), 'doors-'));
let product: Product;
beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { background: false, moreEnv: { OTHER_STORE: `disk:${folder}/pictures` } });
});
afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true });
});

const disk = () => product.server.deps.stores.disk!;
const bytes = Buffer.from('一张行驶证的照片');
let count = 0;
const permit = (change: Partial<UploadPermitInput> = {}) => disk().permitUpload({ key: `incoming/${(count += 1)}.jpg`, contentType: 'image/jpeg', maxBytes: 1000, expiresInSeconds: 600, ...change });

async function post({ url, fields }: { url: string; fields: Record<string, string> }, file = bytes, change: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(file)], { type: 'image/png' }), '行驶证.jpg');
  const response = await fetch(url, { method: 'POST', body: form });
  return { status: response.status, text: await response.text() };
}

const unfinished = () => readdirSync(join(folder, 'pictures/~unfinished'));

describe('a form of the disk store', () => {
  it('stores one file under its key and type, once', async () => {
    const given = await permit();
    expect(await post(given)).toMatchObject({ status: 200 });
    expect(await disk().stat(given.fields.key!)).toEqual({ bytes: bytes.length, contentType: 'image/jpeg' });
    const again = await post(given, Buffer.from('another'));
    expect(again.status).toBe(409);
    expect(again.text).toContain('storage.object_exists');
    expect(await disk().read(given.fields.key!, 1000)).toEqual(bytes);
  });

  it('does nothing that was not signed', async () => {
    const other = await permit();
    const address = new URL(await disk().downloadAddress('x', { name: 'x', expiresInSeconds: 60 })).searchParams.get('signature')!;
    const changes: Record<string, string>[] = [{ key: 'incoming/foreign.jpg' }, { policy: other.fields.policy! }, { policy: Buffer.from('{}').toString('base64url') }, { signature: '' }, { signature: '0'.repeat(32) }, { signature: address }];
    for (const change of changes) {
      const given = await permit();
      expect((await post(given, bytes, change)).status).toBe(403);
      expect(await disk().stat(given.fields.key!)).toBeUndefined();
    }
    const late = await permit();
    product.clock.advance(601);
    expect((await post(late)).status).toBe(403);
    expect((await fetch(late.url, { method: 'POST', body: 'no form' })).status).toBe(403);
  });

  it('takes no more and no less than was permitted, and nothing of a file that broke off', async () => {
    const given = await permit({ minBytes: 10, maxBytes: 100_000 });
    expect((await post(given, Buffer.alloc(100_001))).status).toBe(413);
    expect((await post(given, Buffer.alloc(9))).status).toBe(403);
    const form = new FormData();
    for (const [name, value] of Object.entries(given.fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(90_000)]), 'p.jpg');
    const whole = new Response(form);
    const body = Buffer.from(await whole.arrayBuffer());
    const sending = request(given.url, { method: 'POST', headers: { 'content-type': whole.headers.get('content-type')!, 'content-length': String(body.length) } });
    sending.on('error', () => undefined).write(body.subarray(0, 50_000));
    // It is being written, then the sender hangs up, then the server is through with it.
    await until('the file is being written', () => Promise.resolve(unfinished().length === 1));
    sending.destroy();
    await until('the server is through with it', () => Promise.resolve(unfinished().length === 0));
    expect(await disk().stat(given.fields.key!)).toBeUndefined();
    expect((await post(given, Buffer.alloc(90_000))).status).toBe(200);
  });
});

describe('an address of the disk store', () => {
  it('gives one file by its name, whole or from where a download broke off, until it expires', async () => {
    await disk().write('backups/x.zip.age', Buffer.from('0123456789'), 'application/octet-stream');
    const address = await disk().downloadAddress('backups/x.zip.age', { name: '甬车备份.zip.age', expiresInSeconds: 60 });
    const whole = await fetch(address);
    expect([whole.status, await whole.text(), whole.headers.get('content-length')]).toEqual([200, '0123456789', '10']);
    expect(decodeURIComponent(whole.headers.get('content-disposition')!)).toContain('甬车备份.zip.age');
    const part = await fetch(address, { headers: { range: 'bytes=4-6' } });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '456', 'bytes 4-6/10']);
    const rest = await fetch(address, { headers: { range: 'bytes=7-' } });
    expect([rest.status, await rest.text()]).toEqual([206, '789']);
    for (const changed of [address.replace('x.zip', 'y.zip'), address.replace(/expires=\d{4}/, 'expires=2099'), address.replace(/signature=./, 'signature=x'), address.split('&signature')[0]!]) expect((await fetch(changed)).status).toBe(403);
    product.clock.advance(61);
    expect((await fetch(address)).status).toBe(403);
  });
});
