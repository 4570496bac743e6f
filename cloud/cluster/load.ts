import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerOf, EndpointKey, RequestOf } from '@yongche/contract';
import { unlikePicture } from '../bench/unlike-pictures';
import { buyer, type Caller, caller, imagesOf, noticeVersion, seller, upload } from '../test/people';
import { type Host, type Owed, type Payer, paymentService } from '../test/payments';
import type { Product } from '../test/product';
import type { Measure } from './measure';

/** What the product has acknowledged; nothing of it may be lost or be there twice. */
export interface Acknowledged {
  /** Deals by id, with the plate that no other has. */
  deals: Map<string, { plate: string; isCompleted: boolean }>;
  /** Pictures by id, with the SHA-256 of what was sent. */
  pictures: Map<string, { dealId: string; sha256: string }>;
  /** Payment orders by id that were said to be paid. */
  payments: Map<string, Owed>;
  /** Orders that the pay service took money for. */
  paidThere: { host: Host; number: string }[];
}

export interface Load {
  product: Product;
  /** Where phones and counters send to. */
  url: string;
  agents: { token: string }[];
  operators: { cookie: string }[];
  debts: { payer: Payer; owed: Owed }[];
  measure: Measure;
  acknowledged: Acknowledged;
  ended: AbortSignal;
}

/** A phone or page that keeps its Idempotency-Key and comes again until somebody has answered. */
function persistent({ url, measure }: Load, credentials: Record<string, string>) {
  const one: Caller = caller(url, { ...credentials, connection: 'close' });
  return async <K extends EndpointKey>(endpoint: K, request: Partial<RequestOf<K>> = {}): Promise<AnswerOf<K>> => {
    const key = randomUUID();
    for (;;) {
      const began = performance.now();
      const reply = await one.send(endpoint, { ...request, key } as never).catch(() => undefined);
      const isGood = reply !== undefined && reply.status < 300;
      measure.note(endpoint.startsWith('GET') ? 'read' : 'write', began, isGood ? undefined : (reply?.error?.code ?? (reply ? `HTTP ${reply.status}` : 'no answer')));
      if (isGood) return reply.body;
      if (reply && reply.status < 500 && !['request.idempotency_running', 'request.rate_limited'].includes(reply.error?.code)) throw new Error(`${endpoint}: ${reply.status} ${JSON.stringify(reply.error)}`);
      await pause(200 + Math.random() * 300);
    }
  };
}
type Persistent = ReturnType<typeof persistent>;

/** Everybody at once, until the load is ended; what was begun is brought to its end. */
export async function runLoad(load: Load): Promise<void> {
  const debts = [...load.debts];
  const pay = async () => {
    for (let debt = debts.shift(); debt && !load.ended.aborted; debt = debts.shift()) await payOne(load, debt);
  };
  const deal = async (agent: { token: string }, at: number) => {
    while (!load.ended.aborted) await dealOne(load, agent, load.operators[at % load.operators.length]!);
  };
  await Promise.all([...load.agents.map(deal), ...Array.from({ length: 3 }, pay)]);
}

let plates = 10_000;
/** A deal from its beginning to its completion at the counter. */
async function dealOne(load: Load, { token }: { token: string }, { cookie }: { cookie: string }): Promise<void> {
  const { deals } = load.acknowledged;
  const phone = persistent(load, { authorization: `Bearer ${token}` });
  const counter = persistent(load, { cookie, origin: load.url });
  const plate = `浙B${++plates}`;
  const { markets } = await phone('GET /markets');
  const { id, parties, slots } = await phone('POST /transactions', { body: { business: 'city_transfer', marketId: markets[0]!.id, vin: 'LSGPC52U6AF102554', plate, mortgaged: false, parties: [seller, buyer] } });
  deals.set(id, { plate, isCompleted: false });
  for (const party of parties) await phone('POST /transactions/:id/party-notices', { params: { id }, body: { partyId: party.id, version: noticeVersion } });
  for (const { code } of slots.filter(({ required }) => required)) await takePicture(load, phone, id, code);
  const submitted = await phone('POST /transactions/:id/submission', { params: { id } });
  await counter('POST /transactions/:id/completion', { params: { id }, body: { checkedImageIds: imagesOf(submitted).map((image) => image.id) } });
  deals.set(id, { plate, isCompleted: true });
}

/** One picture: permitted, sent to the storage, and asked after until it is accepted. */
async function takePicture(load: Load, phone: Persistent, dealId: string, slot: string): Promise<void> {
  const { bytes, sha256 } = unlikePicture(slot, randomUUID());
  const { permits } = await phone('POST /transactions/:id/images', { params: { id: dealId }, body: { images: [{ slot, contentType: 'image/jpeg', bytes: bytes.length, capturedAt: new Date().toISOString() }] } });
  const permit = permits[0]!;
  const began = performance.now();
  const sent = await upload(permit, bytes).catch(() => undefined);
  load.measure.note('write', began, sent?.status === 200 ? undefined : `upload ${sent?.status ?? 'broken'}`);
  const { image } = await phone('POST /images/:id/arrival', { params: { id: permit.image.id } });
  if (image.state !== 'accepted') throw new Error(`a picture was not accepted: ${JSON.stringify(image)}`);
  load.acknowledged.pictures.set(image.id, { dealId, sha256 });
}

/** A due is paid in a host; the money moves there, and is asked after here. */
async function payOne(load: Load, { payer, owed }: { payer: Payer; owed: Owed }): Promise<void> {
  const phone = persistent(load, { authorization: `Bearer ${payer.token}` });
  const { order } = await phone('POST /payment-orders', { body: owed });
  load.acknowledged.paidThere.push({ host: payer.host, number: order.number });
  await paymentService(load.product, payer.host).pay(order.number);
  for (let time = 0; time < 300; time++) {
    if ((await phone('GET /payment-orders/:id', { params: { id: order.id } })).state === 'paid') return void load.acknowledged.payments.set(order.id, owed);
    await pause(500);
  }
}
