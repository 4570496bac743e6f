import { get } from 'node:http';
import { type IdReaderSimulator, startIdReader } from './id-reader';

const page = 'http://127.0.0.1:7800';
const person = { name: '卖方甲', idNumber: '330203199001010014', validUntil: '2036-05-01' };
let reader: IdReaderSimulator;
beforeEach(async () => (reader = await startIdReader({ port: 0, origins: [page] })));
afterEach(() => reader.close());

const ask = (path: string, headers: Record<string, string> = { origin: page }, method = 'GET') => fetch(`${reader.url}${path}`, { method, headers });

/** Reads events as they come; `next()` gives one, or undefined once the line was dropped. */
async function openLine() {
  const response = await ask('/v1/cards');
  const stream = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  return async function next(): Promise<{ event: string; data: Record<string, unknown> } | undefined> {
    while (!rest.includes('\n\n')) {
      const { value, done } = await stream.read().catch(() => ({ value: undefined, done: true }));
      if (done) return undefined;
      rest += value;
    }
    const [first, ...others] = rest.split('\n\n');
    rest = others.join('\n\n');
    const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(first!)!;
    return { event: event!, data: JSON.parse(data!) as Record<string, unknown> };
  };
}

describe('the bridge of an ID-card reader', () => {
  it('tells a page of the product which reader it is, and what lies on it', async () => {
    expect(await (await ask('/v1/reader')).json()).toEqual({ protocol: '1.0', model: 'YB-100 模拟读卡器', serial: 'SIM-0001' });
    const next = await openLine();
    expect((await next())!.event).toBe('gone');
    reader.lay(person);
    const laid = (await next())!;
    expect(laid).toEqual({ event: 'card', data: { ...person, id: expect.any(String), readAt: expect.any(String) } });
    reader.fail('card_moved');
    expect((await next())!.data.code).toBe('card_moved');
    reader.takeAway();
    expect((await next())!.event).toBe('gone');
  });

  it('tells a new line the card that lies there, under the same id', async () => {
    const before = await openLine();
    await before();
    reader.lay(person);
    const { id } = (await before())!.data;
    reader.dropLines();
    expect(await before()).toBeUndefined();
    expect((await (await openLine())())!.data.id).toBe(id);
  });

  it('refuses every other page, and says nothing to it', async () => {
    for (const origin of ['https://example.com', 'null', `${page}.example.com`]) {
      const refused = await ask('/v1/reader', { origin });
      expect([refused.status, refused.headers.get('access-control-allow-origin'), await refused.json()]).toEqual([403, null, { error: 'origin_refused' }]);
    }
    expect((await ask('/v1/cards', {})).status).toBe(403);
    // A name of the internet that leads to this computer (DNS rebinding) is told by its Host.
    const rebound = await new Promise<number>((resolve) => get(`${reader.url}/v1/reader`, { headers: { origin: page, host: 'cards.example.com' } }, (response) => resolve(response.resume().statusCode!)));
    expect(rebound).toBe(403);
    expect(reader.calls).toEqual([]);
  });

  it('lets the browser ask first whether a page of the internet may speak to this computer', async () => {
    const asked = { origin: page, 'access-control-request-method': 'GET', 'access-control-request-private-network': 'true' };
    const { status, headers } = await ask('/v1/reader', asked, 'OPTIONS');
    expect([status, headers.get('access-control-allow-private-network'), headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([204, 'true', page, 'Origin']);
    expect((await ask('/v1/reader', { ...asked, origin: 'https://example.com' }, 'OPTIONS')).headers.get('access-control-allow-private-network')).toBeNull();
    expect([(await ask('/v1/reader', { origin: page }, 'POST')).status, (await ask('/v1/photos')).status]).toEqual([405, 404]);
  });

  it('of a later minor version adds fields and events; of another major one it serves /v1 no more', async () => {
    reader.speak('1.7');
    const next = await openLine();
    await next();
    reader.lay(person);
    expect([(await next())!.event, (await next())!.event]).toEqual(['lamp', 'card']);
    reader.speak('2.0');
    const gone = await ask('/v1/reader');
    expect([gone.status, await gone.json()]).toEqual([410, { error: 'version_gone' }]);
  });
});
