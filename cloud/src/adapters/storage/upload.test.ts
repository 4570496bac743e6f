import { request } from 'node:http';
import { createAdapters } from '../index';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import type { UploadPermit, UploadPermitInput } from './storage';

let city: SimulatedAdapters;
beforeAll(async () => {
  city = await startSimulatedAdapters();
});
afterAll(() => city.close());

let count = 0;
const picture = Buffer.from('这不是照片，但存储不看内容。');
const permit = (changes: Partial<UploadPermitInput> = {}) =>
  city.adapters.storage.permitUpload({
    key: `images/${(count += 1)}.jpg`,
    contentType: 'image/jpeg',
    maxBytes: 1000,
    expiresInSeconds: 600,
    ...changes,
  });

/** As `wx.uploadFile` does it: the fields, then the file. */
async function upload(
  { url, fields }: UploadPermit,
  changes: Record<string, string | undefined> = {},
  file: Buffer = picture,
) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes }))
    if (value !== undefined) form.append(name, value);
  form.append('file', new Blob([file], { type: 'image/png' }), '行驶证 正面.jpg');
  const response = await fetch(url, { method: 'POST', body: form });
  return { status: response.status, text: await response.text() };
}

describe('a phone with a permit', () => {
  it('stores the picture under the key and type of the permit, whatever type it gives the file', async () => {
    const given = await permit();
    expect(await upload(given)).toMatchObject({ status: 200 });
    expect(await city.adapters.storage.stat(given.fields.key ?? '')).toEqual({
      bytes: picture.length,
      contentType: 'image/jpeg',
    });
    expect(await city.adapters.storage.read(given.fields.key ?? '', 1000)).toEqual(picture);
  });

  it.each([
    ['another key', { key: 'images/someone-else.jpg' }],
    ['another type', { 'x-oss-content-type': 'text/html' }],
    ['no type', { 'x-oss-content-type': undefined }],
    ['leave to overwrite', { 'x-oss-forbid-overwrite': 'false' }],
    ['another day', { 'x-oss-date': '20200101T000000Z' }],
    [
      'a policy of its own',
      { policy: Buffer.from('{"expiration":"2099-01-01T00:00:00Z","conditions":[]}').toString('base64') },
    ],
    ['no policy', { policy: undefined }],
    ['another signature', { 'x-oss-signature': '0'.repeat(64) }],
    ['a V1 signature', { OSSAccessKeyId: 'LTAI', Signature: 'AAAA' }],
  ])('cannot give itself %s', async (_what, changes) => {
    const before = city.simulators.oss.objects().length;
    const { status, text } = await upload(await permit(), changes);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(text).toMatch(/<Code>\w+<\/Code>/);
    expect(city.simulators.oss.objects()).toHaveLength(before);
  });

  it('cannot send more, or less, than was permitted', async () => {
    expect((await upload(await permit(), {}, Buffer.alloc(1001))).text).toContain('EntityTooLarge');
    expect((await upload(await permit(), {}, Buffer.alloc(300_000))).text).toContain('EntityTooLarge');
    expect((await upload(await permit(), {}, Buffer.alloc(0))).text).toContain('EntityTooSmall');
    expect(await upload(await permit(), {}, Buffer.alloc(1000))).toMatchObject({ status: 200 });
  });

  it('comes too late after the permit has expired', async () => {
    const { storage } = createAdapters(city.env, { now: () => new Date(Date.now() - 601_000) });
    const late = await storage.permitUpload({
      key: 'late.jpg',
      contentType: 'image/jpeg',
      maxBytes: 10,
      expiresInSeconds: 600,
    });
    expect((await upload(late)).text).toContain('Policy expired');
  });

  it('cannot replace a picture that is there', async () => {
    const given = await permit();
    await upload(given);
    const again = await upload(given, {}, Buffer.from('a later picture'));
    expect(again.status).toBe(409);
    expect(again.text).toContain('FileAlreadyExists');
    expect(await city.adapters.storage.read(given.fields.key ?? '', 1000)).toEqual(picture);
  });

  it('that loses its connection half way leaves nothing behind', async () => {
    const given = await permit({ maxBytes: 100_000 });
    const form = new FormData();
    for (const [name, value] of Object.entries(given.fields)) form.append(name, value);
    form.append('file', new Blob([Buffer.alloc(90_000)]), 'p.jpg');
    const whole = new Response(form);
    const body = Buffer.from(await whole.arrayBuffer());
    const headers = { 'content-type': whole.headers.get('content-type') ?? '', 'content-length': String(body.length) };
    const sending = request(given.url, { method: 'POST', headers });
    sending.on('error', () => undefined);
    sending.write(body.subarray(0, 50_000));
    await new Promise((resolve) => setTimeout(resolve, 100));
    sending.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await city.adapters.storage.stat(given.fields.key ?? '')).toBeUndefined();
    expect(await upload(given, {}, Buffer.alloc(90_000))).toMatchObject({ status: 200 });
  });

  it('may be a page in a browser', async () => {
    const response = await fetch((await permit()).url, { method: 'OPTIONS' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('the form itself', () => {
  it('must have its file, named file, and last', async () => {
    const { url, fields } = await permit();
    const form = new FormData();
    form.append('file', new Blob([picture]), 'early.jpg');
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(403);
    const empty = new FormData();
    for (const [name, value] of Object.entries(fields)) empty.append(name, value);
    expect(await (await fetch(url, { method: 'POST', body: empty })).text()).toContain(
      'IncorrectNumberOfFilesInPOSTRequest',
    );
    expect(await (await fetch(url, { method: 'POST', body: 'no form' })).text()).toContain('MalformedPOSTRequest');
  });

  it('carries only names that a callback can hand back', async () => {
    const callback = { url: 'https://example.invalid/', variables: { imageId: '1' } };
    await expect(permit({ callback })).rejects.toThrow(RangeError);
  });
});
