import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { type CallbackRequest, CallbackUntrusted, type StoredNotice } from './storage';

/** The product's side of a callback: it keeps what came, verifies it and answers. */
let city: SimulatedAdapters;
let server: Server;
let url: string;
let received: { request: CallbackRequest; verdict: StoredNotice | Error }[] = [];
let answer: { status: number; body: string } = { status: 200, body: '' };

beforeAll(async () => {
  city = await startSimulatedAdapters();
  server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
    const [path = '', query = ''] = (incoming.url ?? '').split('?');
    const headers = incoming.headers as Record<string, string>;
    const request = { path, query, headers, rawBody: Buffer.concat(chunks) };
    const verdict = await city.adapters.storage.verifyCallback(request).catch((error: Error) => error);
    received.push({ request, verdict });
    response.writeHead(verdict instanceof Error ? 403 : answer.status).end(answer.body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/storage/通知?from=oss`;
});
afterAll(async () => {
  server.close();
  await city.close();
});
beforeEach(() => {
  received = [];
  answer = { status: 200, body: '{"image":{"state":"accepted"}}' };
});

let count = 0;
async function upload(signal?: AbortSignal) {
  const key = `影像/甲&乙=${(count += 1)}.jpg`;
  const { url: postUrl, fields } = await city.adapters.storage.permitUpload({
    key,
    contentType: 'image/jpeg',
    maxBytes: 1000,
    expiresInSeconds: 60,
    callback: { url: encodeURI(url), variables: { image_id: '0190-1', note: '正面 & 反面+1' } },
  });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['photo']), 'p.jpg');
  const response = await fetch(postUrl, { method: 'POST', body: form, signal: signal ?? null });
  return { key, status: response.status, text: await response.text() };
}
const isStored = (key: string) => city.simulators.oss.objects().some((object) => object.key === key);

it('tells the product of each picture, and hands its answer to the phone', async () => {
  const { key, status, text } = await upload();
  expect({ status, text }).toEqual({ status: 200, text: answer.body });
  expect(received[0]?.verdict).toEqual({
    bucket: 'yongche-local',
    object: key,
    bytes: 5,
    contentType: 'image/jpeg',
    etag: expect.stringMatching(/^[0-9A-F]{32}$/) as string,
    variables: { image_id: '0190-1', note: '正面 & 反面+1' },
  });
});

it.each(['bad_signature', 'tampered', 'foreign_key_url'] as const)('does not believe a %s callback', async (fault) => {
  city.simulators.oss.failNext(fault, 'callback');
  const { key, status, text } = await upload();
  expect(received[0]?.verdict).toBeInstanceOf(CallbackUntrusted);
  expect(status).toBe(203);
  expect(text).toContain('CallbackFailed');
  expect(isStored(key)).toBe(true);
});

describe('of a callback that was heard on the wire', () => {
  const verify = (changes: Partial<CallbackRequest>, headers: Record<string, string> = {}) => {
    const { request } = received[0] as { request: CallbackRequest };
    return city.adapters.storage.verifyCallback({
      ...request,
      ...changes,
      headers: { ...request.headers, ...headers },
    });
  };
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  it('nothing can be changed: path, query, body, signature', async () => {
    await upload();
    await expect(verify({})).resolves.toMatchObject({ bytes: 5 });
    await expect(verify({ query: '?from=oss' })).resolves.toMatchObject({ bytes: 5 });
    await expect(verify({ path: '/api/other' })).rejects.toThrow(CallbackUntrusted);
    await expect(verify({ path: '/%E0%A4%A' })).rejects.toThrow(CallbackUntrusted);
    await expect(verify({ query: '' })).rejects.toThrow(CallbackUntrusted);
    await expect(verify({ rawBody: Buffer.from('bucket=yongche-local&object=x&size=1') })).rejects.toThrow(
      CallbackUntrusted,
    );
    await expect(verify({}, { authorization: '' })).rejects.toThrow(CallbackUntrusted);
    await expect(verify({}, { authorization: base64('made up') })).rejects.toThrow(CallbackUntrusted);
  });

  it('no key of another site is fetched', async () => {
    await upload();
    const { port } = server.address() as AddressInfo;
    const heard = received.length;
    for (const address of [
      `http://127.0.0.1:${port}/key.pem`,
      'http://gosspublic.alicdn.com@127.0.0.1/',
      `${city.env.oss.callbackKeyUrl?.slice(0, -1)}.example.invalid/key.pem`,
      '',
    ]) {
      await expect(verify({}, { 'x-oss-pub-key-url': base64(address) })).rejects.toThrow(CallbackUntrusted);
    }
    expect(received).toHaveLength(heard);
  });

  it('a key that cannot be read is a fault of the provider, not a forgery', async () => {
    await upload();
    const missing = `${city.env.oss.callbackKeyUrl}no-such-key.pem`;
    await expect(verify({}, { 'x-oss-pub-key-url': base64(missing) })).rejects.toMatchObject({
      name: 'ProviderError',
      provider: 'oss',
    });
  });
});

describe('the picture is stored, but the phone hears 203, when the product', () => {
  it.each([
    ['fails', { status: 500, body: '{}' }],
    ['answers no JSON', { status: 200, body: '<html>' }],
  ])('%s', async (_what, given) => {
    answer = given;
    const { key, status } = await upload();
    expect(status).toBe(203);
    expect(isStored(key)).toBe(true);
  });

  it('is never called', async () => {
    city.simulators.oss.dropCallbacks = true;
    const { key, status } = await upload();
    city.simulators.oss.dropCallbacks = false;
    expect([status, received.length, isStored(key)]).toEqual([203, 0, true]);
  });
});

/** Until the simulator says that so many wait. */
async function held(count: number): Promise<void> {
  for (let time = 0; time < 2000 && city.simulators.oss.waitingCallbacks !== count; time++) await new Promise((resolve) => setTimeout(resolve, 5));
}

it('waits while callbacks are held, and calls for those who are still there', async () => {
  city.simulators.oss.holdCallbacks();
  const gone = new AbortController();
  const lost = upload(gone.signal).catch(() => 'gone');
  const waiting = upload();
  await held(2);
  gone.abort();
  expect(await lost).toBe('gone');
  await held(1);
  expect(received).toHaveLength(0);
  city.simulators.oss.releaseCallbacks();
  expect(await waiting).toMatchObject({ status: 200 });
  expect(received).toHaveLength(1);
});

it('may do all and lose the answer on the way to the phone', async () => {
  city.simulators.oss.failNext('lost_answer', 'post');
  await expect(upload()).rejects.toThrow();
  expect(received[0]?.verdict).toMatchObject({ bytes: 5 });
});
