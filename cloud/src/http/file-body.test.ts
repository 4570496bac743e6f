import { createHash, randomUUID } from 'node:crypto';
import { request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { z } from 'zod';
import type { Endpoint } from '@yongche/contract';
import { employeeAt } from '../../test/people';
import { useProduct } from '../../test/use-product';
import { nameDownload } from './download';
import { errorHandler } from './error-handler';
import { apiRouter } from './router';
import type { AnyRequest, Route } from './route';

const product = useProduct();
let server: Server;
let cookie = '';
let runs = 0;

const endpoint: Endpoint = {
  summary: '收一个表格',
  access: 'staff',
  roles: { clerk: 'all' },
  query: z.strictObject({ year: z.string() }),
  file: { maxBytes: 1000, types: ['xlsx', 'csv'] },
  response: z.object({ name: z.string(), sha256: z.string(), run: z.int() }),
  idempotent: true,
};
const handle = ({ file, transact }: AnyRequest) =>
  transact(async () => ({ name: file!.name, sha256: createHash('sha256').update(file!.bytes).digest('hex'), run: ++runs }));
const download: Endpoint = { summary: '给一个表格', access: 'public', response: z.any(), produces: 'text/csv' };
const giveFile = async ({ koa }: AnyRequest) => {
  nameDownload(koa, '企业名册 2026.csv');
  return Buffer.from('甲');
};

beforeAll(async () => {
  const { deps } = product().server;
  const app = new Koa();
  app.use(errorHandler(deps));
  app.use(apiRouter(deps, [{ key: 'POST /tables', endpoint, handle }, { key: 'GET /tables.csv', endpoint: download, handle: giveFile }] as unknown as Route[]).routes());
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ({ cookie } = await employeeAt(product(), 'clerk'));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function send(body: Uint8Array, { name = '执照状态.xlsx', key = randomUUID(), headers = {} }: { name?: string; key?: string; headers?: Record<string, string> } = {}) {
  const response = await fetch(`${address()}/api/tables?year=2026&name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie, origin: address(), 'content-type': 'application/octet-stream', 'idempotency-key': key, ...headers },
    body: new Blob([new Uint8Array(body)]),
  });
  const answer = (await response.json()) as { name: string; sha256: string; run: number; error: { code: string } };
  return { status: response.status, ...answer };
}
const bytes = Buffer.from([0, 255, 1, 254]);

describe('an endpoint that takes a file', () => {
  it('hands its bytes and its name to the handler', async () => {
    expect(await send(bytes)).toMatchObject({ status: 200, name: '执照状态.xlsx', sha256: createHash('sha256').update(bytes).digest('hex') });
  });
  it('does the same intent once, and tells another file under the same key', async () => {
    const key = randomUUID();
    const first = await send(bytes, { key });
    expect(await send(bytes, { key })).toEqual(first);
    expect((await send(Buffer.from('other'), { key })).error.code).toBe('request.idempotency_mismatch');
    expect((await send(bytes, { key, name: '别的.xlsx' })).error.code).toBe('request.idempotency_mismatch');
  });
  it('is guarded as every other: session, role, own pages', async () => {
    const inspector = await employeeAt(product(), 'inspector1');
    expect((await send(bytes, { headers: { cookie: '' } })).error.code).toBe('request.unauthenticated');
    expect((await send(bytes, { headers: { cookie: inspector.cookie } })).error.code).toBe('request.forbidden');
    expect((await send(bytes, { headers: { origin: 'https://elsewhere.example' } })).error.code).toBe('request.foreign_origin');
    expect((await send(bytes, { headers: { 'content-type': 'text/plain' } })).error.code).toBe('request.not_binary');
    expect((await send(bytes, { headers: { 'idempotency-key': '' } })).error.code).toBe('request.idempotency_key_missing');
  });
  it('takes only the kinds that it names', async () => {
    expect((await send(bytes, { name: '旧表.xls' })).error.code).toBe('request.file_type');
    expect((await send(bytes, { name: '' })).error.code).toBe('request.invalid');
    expect((await send(bytes, { name: 'a\u0000.xlsx' })).error.code).toBe('request.invalid');
    expect((await send(bytes, { name: '../../etc/表.CSV' })).status).toBe(200);
  });
  it('refuses too much before it reads it: told by its length, or counted as it comes', async () => {
    expect((await send(Buffer.alloc(1001))).status).toBe(413);
    const before = process.memoryUsage().rss;
    const status = await new Promise((resolve, reject) => {
      const headers = { cookie, origin: address(), 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID(), 'transfer-encoding': 'chunked' };
      const sending = httpRequest(`${address()}/api/tables?year=2026&name=a.csv`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sending.on('error', reject);
      for (let chunk = 0; chunk < 200; chunk++) sending.write(Buffer.alloc(100_000));
      sending.end();
    });
    expect(status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});

it('a file that goes out has its Chinese name, and a plain one for old programs', async () => {
  const response = await fetch(`${address()}/api/tables.csv`);
  expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="download.csv"; filename*=UTF-8''${encodeURIComponent('企业名册 2026.csv')}`);
});
