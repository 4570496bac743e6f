import { randomUUID } from 'node:crypto';
import { Agent, request as ask } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerOf, EndpointKey, RequestOf } from '@yongche/contract';
import { partyNotices } from '@yongche/contract/standards/party-notice';
import { buyer, seller } from '../local/demo-parties';
import { carOf, unlikePicture } from './unlike-pictures';
import type { LoadOrder, LoadResult } from './load-plan';

/** Phones and counters in a process of their own: deals arrive at their rate, whether earlier ones have been served or not. Gets its order from its parent, and answers with what it saw. */
const lines = new Agent({ keepAlive: true, maxSockets: 2000 });

interface Answer<T> {
  status: number;
  body: T;
}

function send<T>(url: string, method: string, headers: Record<string, string>, body: Buffer | undefined): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    const sent = ask(url, { method, agent: lines, headers: { ...headers, ...(body ? { 'content-length': body.length } : {}) }, timeout: 60_000 }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode!, body: (text.startsWith('{') ? JSON.parse(text) : undefined) as T });
      });
    });
    // A kept line that the other side has just given up: whoever sends takes another one, as browsers do.
    sent.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' && sent.reusedSocket ? resolve(send<T>(url, method, headers, body)) : reject(error)));
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.end(body);
  });
}

function crowd({ url, agents, operators, marketId, submits }: LoadOrder, result: LoadResult) {
  const noted = async <T>(kind: string, work: () => Promise<Answer<T>>): Promise<T> => {
    const at = performance.now();
    const seen = (result.kinds[kind] ??= { milliseconds: [], failed: 0 });
    const reply = await work().catch((error: unknown) => ({ status: 0, body: undefined as T, error }));
    seen.milliseconds.push(Math.round((performance.now() - at) * 10) / 10);
    if (reply.status >= 200 && reply.status < 300) return reply.body;
    seen.failed++;
    throw new Error(`${kind}: ${reply.status}`);
  };
  const call = <K extends EndpointKey>(kind: string, headers: Record<string, string>, endpoint: K, { params = {}, body }: { params?: Record<string, string>; body?: RequestOf<K>['body'] }): Promise<AnswerOf<K>> => {
    const [method, template] = endpoint.split(' ') as [string, string];
    const path = template.replace(/:(\w+)/g, (_, name: string) => params[name]!);
    const written = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return noted(kind, () => send(`${url}/api${path}`, method, { ...headers, ...(written ? { 'content-type': 'application/json' } : {}), ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }) }, written));
  };

  return async (number: number): Promise<void> => {
    const agent = { authorization: `Bearer ${agents[number % agents.length]!}` };
    const counter = { cookie: operators[number % operators.length]!, origin: url };
    try {
      const deal = await call('new deal', agent, 'POST /transactions', { body: { business: 'city_transfer', marketId, ...carOf(number), mortgaged: false, parties: [seller, buyer] } as never });
      const params = { id: deal.id };
      for (const { id: partyId } of deal.parties) await call('notice to a party', agent, 'POST /transactions/:id/party-notices', { params, body: { partyId, version: partyNotices.mobile.version } });
      const taken = deal.slots.filter(({ required }) => required).map(({ code }) => ({ slot: code, ...unlikePicture(code, `${deal.id} ${code}`) }));
      const images = taken.map(({ slot, bytes, sha256 }) => ({ slot, sha256, contentType: 'image/jpeg' as const, bytes: bytes.length, capturedAt: new Date().toISOString() }));
      const { permits } = await call('upload permits', agent, 'POST /transactions/:id/images', { params, body: { images } as never });
      const waiting = permits.map(({ image, ...permit }, at) => ({ imageId: image.id, permit, bytes: taken[at]!.bytes }));
      const lane = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await bring(agent, next);
      };
      // So many at a time, as a phone does it.
      await Promise.all([lane(), lane(), lane()]);
      if (submits) {
        const submitted = await call('submission', agent, 'POST /transactions/:id/submission', { params });
        const checkedImageIds = submitted.slots.flatMap((slot) => slot.images).map(({ id }) => id);
        await call('completion', counter, 'POST /transactions/:id/completion', { params, body: { checkedImageIds } });
      }
      result.deals++;
    } catch (error) {
      result.failures[String((error as Error).message)] = (result.failures[String((error as Error).message)] ?? 0) + 1;
    }
  };

  async function bring(agent: Record<string, string>, { imageId, permit, bytes }: { imageId: string; permit: { url: string; fields: Record<string, string> }; bytes: Buffer }): Promise<void> {
    const form = new FormData();
    for (const [name, value] of Object.entries(permit.fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg');
    const whole = new Response(form);
    const [type, body] = [whole.headers.get('content-type')!, Buffer.from(await whole.arrayBuffer())];
    const stored = await noted('picture: upload until the server has it', () => send<{ image?: { state: string } }>(permit.url, 'POST', { 'content-type': type }, body));
    // 203: the storage did not hear from our server in time; the phone asks itself.
    const state = stored?.image?.state ?? (await call('picture: asked for again', agent, 'POST /images/:id/arrival', { params: { id: imageId } })).image.state;
    if (state !== 'accepted') throw new Error(`a picture is ${state}`);
    result.pictures++;
  }
}

process.once('message', (order: LoadOrder) => void work(order));

async function work(order: LoadOrder): Promise<void> {
  const result: LoadResult = { kinds: {}, deals: 0, pictures: 0, failures: {}, waitingAtEnd: 0 };
  const begun = performance.now();
  const deal = crowd(order, result);
  const open = new Set<Promise<void>>();
  const total = Math.round(order.dealsPerSecond * order.seconds);
  for (let number = 0; number < total; number++) {
    const due = begun + (number / order.dealsPerSecond) * 1000;
    await pause(Math.max(0, due - performance.now()));
    if (open.size > order.mostWaiting) {
      result.brokeOffAfter = (performance.now() - begun) / 1000;
      break;
    }
    const one: Promise<void> = deal(order.firstNumber + number).finally(() => open.delete(one));
    open.add(one);
  }
  result.waitingAtEnd = open.size;
  await Promise.race([Promise.all(open), pause(order.lastSeconds * 1000)]);
  if (open.size > 0) result.failures[`not done ${order.lastSeconds} s after the last one had begun`] = open.size;
  process.send!(result, () => process.exit(0));
}
