import { randomUUID } from 'node:crypto';
import type { AnswerOf, EndpointKey, RequestOf } from '@yongche/contract';
import { buyer, caller, imagesOf, noticeVersion, seller, upload } from '../test/people';
import { type Host, paymentService } from '../test/payments';
import type { City } from './faults-city';
import { carOf, unlikePicture } from './unlike-pictures';

/** What somebody was told that is done: what must be there at the end, once. */
export interface Told {
  deals: Map<string, { plate: string; state: 'capturing' | 'awaiting_check' | 'completed' }>;
  /** Pictures that were answered as accepted, by id. */
  pictures: Map<string, { dealId: string; sha256: string }>;
  /** Subjects whose order was opened, and whose money moved at the provider. */
  orders: Map<string, { subjectId: string; paid: boolean }>;
  /** Answers to writes. */
  answers: number;
  /** Requests that were sent again because nobody had answered, and planned refusals among them. */
  repeats: number;
  refusals: Map<string, number>;
  /** The longest that anybody waited for one answer or refusal, in milliseconds. */
  longestMs: number;
  /** What that was. */
  longestOf: string;
  /** What nobody had planned: an answer that is neither good, nor a refusal that says to come again. */
  strange: string[];
}

export const nothingTold = (): Told => ({ deals: new Map(), pictures: new Map(), orders: new Map(), answers: 0, repeats: 0, refusals: new Map(), longestMs: 0, longestOf: '', strange: [] });

type Sent<K extends EndpointKey> = Partial<RequestOf<K>>;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** A phone gives up a request after so long; nobody should need that. */
const patienceMs = 60_000;

/** At the end of a bench: long enough for what a phone had sent into the silence of the storage just before. */
const lastSeconds = 180;

/** People who do not let go: each request is sent with the same Idempotency-Key until somebody has answered it. */
export function crowdOf(city: City, url: string, told: Told) {
  let working = true;
  let lastMoment = Number.POSITIVE_INFINITY;
  const goHomeWhereLate = (what: string) => {
    if (performance.now() > lastMoment) throw new Error(`not done ${lastSeconds} s after the end of the disturbances, at ${what}`);
  };
  let cars = 0;
  let random = 1;
  const drawn = () => (random = (random * 48271) % 2147483647) / 2147483647;

  async function persist<K extends EndpointKey>(headers: Record<string, string>, endpoint: K, request: Sent<K> = {}): Promise<AnswerOf<K>> {
    const key = randomUUID();
    for (;;) {
      const begun = performance.now();
      const reply = await Promise.race([caller(url, headers).send(endpoint, { ...request, key } as never).catch(() => undefined), pause(patienceMs).then(() => undefined)]);
      const took = performance.now() - begun;
      if (took > told.longestMs) Object.assign(told, { longestMs: took, longestOf: `${endpoint}, ${reply?.status ?? 'no answer'}` });
      if (reply && reply.status < 300) {
        if (!endpoint.startsWith('GET')) told.answers++;
        return reply.body;
      }
      const code = reply ? (reply.error?.code ?? `http-${reply.status}`) : 'no answer';
      told.refusals.set(code, (told.refusals.get(code) ?? 0) + 1);
      if (reply && !passing.has(code)) {
        told.strange.push(`${endpoint}: ${reply.status} ${code} ${JSON.stringify(reply.error?.details ?? reply.error?.fields ?? '')}`);
        throw new Error(`${endpoint}: ${code}`);
      }
      told.repeats++;
      goHomeWhereLate(`${endpoint} (${code})`);
      await pause(50 + drawn() * 150);
    }
  }

  /** One deal from its beginning to the counter's completion. */
  async function deal(token: string, cookie: string): Promise<void> {
    const agent = { authorization: `Bearer ${token}` };
    const counter = { cookie, origin: url };
    const car = carOf(cars++);
    const { markets } = await persist(agent, 'GET /markets');
    const begun = await persist(agent, 'POST /transactions', { body: { business: 'city_transfer', marketId: markets[0]!.id, ...car, mortgaged: false, parties: [seller, buyer] } });
    const { id } = begun;
    told.deals.set(id, { plate: car.plate, state: 'capturing' });
    for (const { id: partyId } of begun.parties) await persist(agent, 'POST /transactions/:id/party-notices', { params: { id }, body: { partyId, version: noticeVersion } });
    const taken = begun.slots.filter(({ required }) => required).map(({ code }) => ({ slot: code, ...unlikePicture(code, `${id} ${code}`) }));
    const images = taken.map(({ slot, bytes, sha256 }) => ({ slot, sha256, contentType: 'image/jpeg' as const, bytes: bytes.length, capturedAt: new Date().toISOString() }));
    const { permits } = await persist(agent, 'POST /transactions/:id/images', { params: { id }, body: { images } });
    await Promise.all(permits.map((permit, at) => bring(agent, { dealId: id, permit, ...taken[at]! })));
    await persist(agent, 'POST /transactions/:id/submission', { params: { id } });
    told.deals.get(id)!.state = 'awaiting_check';
    const submitted = await persist(counter, 'GET /transactions/:id', { params: { id } });
    await persist(counter, 'POST /transactions/:id/completion', { params: { id }, body: { checkedImageIds: imagesOf(submitted).map((image) => image.id) } });
    told.deals.get(id)!.state = 'completed';
  }

  /** A picture goes to the storage, and is told of until the server says what became of it. */
  async function bring(agent: Record<string, string>, { dealId, permit, bytes, sha256 }: { dealId: string; permit: AnswerOf<'POST /transactions/:id/images'>['permits'][number]; bytes: Buffer; sha256: string }): Promise<void> {
    for (;;) {
      const sent = await upload(permit, bytes).catch(() => undefined);
      // 203: it lies there, and our server could not be told. 409: it lay there already.
      if (sent && (sent.status < 300 || sent.status === 409)) break;
      goHomeWhereLate(`the upload of a picture (${sent?.status ?? 'no answer'})`);
      await pause(100 + drawn() * 200);
    }
    const { image } = await persist(agent, 'POST /images/:id/arrival', { params: { id: permit.image.id } });
    if (image.state !== 'accepted') throw new Error(`a picture is ${image.state}`);
    told.pictures.set(image.id, { dealId, sha256 });
  }

  /** A due is paid: opened here, paid at the provider. */
  async function pay(token: string, host: Host, owed: City['payers'][number]['dues'][number]): Promise<void> {
    const { order } = await persist({ authorization: `Bearer ${token}` }, 'POST /payment-orders', { body: owed });
    told.orders.set(order.id, { subjectId: owed.subjectId, paid: false });
    // Its news is the provider's own to bring, as often as it takes.
    void paymentService(city.product, host).pay(order.number);
    told.orders.get(order.id)!.paid = true;
  }

  const goOn = (what: string) => (error: unknown) => void told.strange.push(`${what}: ${String(error)}`);
  const loops = [
    ...city.agents.map(async (token, at) => {
      while (working) await deal(token, city.operators[at % city.operators.length]!).catch(goOn('a deal'));
    }),
    ...city.payers.map(async ({ token, dues }, at) => {
      for (const due of dues) {
        if (!working) break;
        await pay(token, at % 2 ? 'wechat' : 'alipay', due).catch(goOn('a payment'));
        await pause(400 + drawn() * 400);
      }
    }),
  ];
  return {
    /** Begins nothing new, and ends what is begun, or says what could not be ended in three minutes and the patience of one request. */
    async end() {
      working = false;
      lastMoment = performance.now() + lastSeconds * 1000;
      await Promise.all(loops);
    },
  };
}

/** Refusals that say: come again. */
const passing = new Set(['server.unavailable', 'server.storage_unavailable', 'server.disk_full', 'request.idempotency_running', 'image.not_arrived', 'provider.unavailable', 'provider.timeout']);
