import { randomUUID } from 'node:crypto';
import type { AnswerOf, EndpointKey, ErrorBody, RequestOf } from '@yongche/contract';
import { totpAt } from '../src/domains/identity/totp';
import { buyer, picture, pictureFor, seller, sellingUnit } from '../local/demo-parties';
import { employee, persona, type Product } from './product';

export { buyer, picture, pictureFor, seller, sellingUnit };

/** What came back: the answer as the contract types it, or the error body. */
export interface Reply<K extends EndpointKey> {
  status: number;
  headers: Headers;
  body: AnswerOf<K>;
  error: ErrorBody['error'];
}
type Sent<K extends EndpointKey> = Partial<RequestOf<K>> & { key?: string; headers?: Record<string, string>; file?: { name: string; bytes: Buffer } };

/** Somebody who talks to the API over HTTP; `expectOk` gives the answer or fails with what the server said. */
export interface Caller {
  send<K extends EndpointKey>(key: K, request?: Sent<K>): Promise<Reply<K>>;
  call<K extends EndpointKey>(key: K, request?: Sent<K>): Promise<AnswerOf<K>>;
}

/** What a terminal's PC adds to its requests and takes from the answers. */
export interface Signing {
  headersFor(method: string, address: string, body: Uint8Array | string): Promise<Record<string, string>>;
  read(headers: Headers): void;
}

export function caller(url: string, credentials: Record<string, string> = {}, pc?: Signing): Caller {
  async function send<K extends EndpointKey>(key: K, request: Sent<K> = {}): Promise<Reply<K>> {
    const [method, template] = key.split(' ') as [string, string];
    const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String((request.params as Record<string, unknown>)[name])));
    const asked = { ...(request.query as Record<string, string> | undefined), ...(request.file ? { name: request.file.name } : {}) };
    const query = Object.keys(asked).length > 0 ? `?${new URLSearchParams(asked)}` : '';
    const body = request.file ? new Uint8Array(request.file.bytes) : request.body === undefined ? undefined : JSON.stringify(request.body);
    const response = await fetch(`${url}/api${path}${query}`, {
      method,
      headers: {
        ...credentials,
        ...(request.file ? { 'content-type': 'application/octet-stream' } : request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': request.key ?? randomUUID() }),
        ...(await pc?.headersFor(method, `/api${path}${query}`, body ?? '')),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    pc?.read(response.headers);
    const json = response.headers.get('content-type')?.includes('json') ? ((await response.json()) as never) : undefined;
    return { status: response.status, headers: response.headers, body: json as AnswerOf<K>, error: (json as unknown as ErrorBody | undefined)?.error as ErrorBody['error'] };
  }
  return {
    send,
    async call(key, request) {
      const reply = await send(key, request);
      if (reply.status >= 400) throw new Error(`${key}: ${reply.status} ${JSON.stringify(reply.error)}`);
      return reply.body;
    },
  };
}

/** Notice versions in force. */
export const noticeVersion = '2026-1';

/** An agent's phone that has just logged in with WeChat or Alipay. */
export async function phoneOf(product: Product, user: string, host: 'wechat' | 'alipay' = 'alipay'): Promise<Caller & { token: string }> {
  const code = product.simulators[host].issueCode(user);
  const { token } = await caller(product.url).call('POST /sessions', { body: { host, code, serviceNoticeVersion: noticeVersion } });
  return { ...caller(product.url, { authorization: `Bearer ${token}` }), token };
}

/** An agent of the demo city, verified by Alipay's face check. */
export async function verifiedAgent(product: Product, name = '甄示范'): Promise<Caller & { token: string }> {
  const { user, idNumber } = persona(name);
  const phone = await phoneOf(product, user);
  if ((await phone.call('GET /account')).nextStep === 'ready') return phone;
  for (const purpose of ['identity_documents', 'face'] as const) await phone.call('POST /consents', { body: { purpose, version: noticeVersion } });
  const { certificate, nextStep } = await phone.call('POST /identity-claims', { body: { name, idNumber } });
  if (nextStep === 'acceptance') await phone.call('POST /certificate/acceptance', { body: { certificateId: certificate!.id } });
  const verification = await phone.call('POST /verifications', { body: { method: 'alipay_face' } });
  product.simulators.alipay.decide(verification.certifyId!, 'pass');
  await phone.call('POST /verifications/:id/check', { params: { id: verification.id }, body: {} });
  return phone;
}

let step = 0;
/** An employee of the demo city, logged in with password and one-time code. */
export async function employeeAt(product: Product, username: string): Promise<Caller & { cookie: string }> {
  product.clock.advance(step++ === 0 ? 0 : 31);
  return loggedIn(product, { username, password: employee(username).password, totp: codeOf(product, username) });
}

/** The six digits that the employee's authenticator shows now. */
export const codeOf = (product: Product, username: string) => totpAt(employee(username).totpSecret, Math.floor(product.clock.now().getTime() / 30_000));

/** An employee whose account has no second factor yet. */
export const firstLogin = (product: Product, username: string, password: string) => loggedIn(product, { username, password });

async function loggedIn(product: Product, body: NonNullable<RequestOf<'POST /staff-sessions'>['body']>): Promise<Caller & { cookie: string }> {
  const reply = await caller(product.url).send('POST /staff-sessions', { body });
  if (reply.status !== 201) throw new Error(`log-in of ${body.username}: ${reply.status} ${JSON.stringify(reply.error)}`);
  return withCookieOf(product, reply);
}

/** The employee's browser after an answer that carried a new cookie. */
export function withCookieOf(product: Product, { headers }: { headers: Headers }, pc?: Signing): Caller & { cookie: string } {
  const cookie = headers.getSetCookie().find((one) => one.includes('session='))!.split(';')[0]!;
  return { ...caller(product.url, { cookie, origin: product.url }, pc), cookie };
}

type DealBody = NonNullable<RequestOf<'POST /transactions'>['body']>;

/** A deal in the first market between a seller and a buyer who are both present. */
export async function newDeal(agent: Caller, change: Partial<DealBody> = {}): Promise<AnswerOf<'POST /transactions'>> {
  const { markets } = await agent.call('GET /markets');
  const body: DealBody = { business: 'city_transfer', marketId: markets[0]!.id, vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties: [seller, buyer], ...change };
  return agent.call('POST /transactions', { body });
}

type Permit = AnswerOf<'POST /transactions/:id/images'>['permits'][number];

/** Asks for permission to upload one picture. */
export async function permitFor(agent: Caller, dealId: string, slot: string, bytes: Buffer): Promise<Permit> {
  const images = [{ slot, contentType: 'image/jpeg' as const, bytes: bytes.length, capturedAt: new Date().toISOString() }];
  const { permits } = await agent.call('POST /transactions/:id/images', { params: { id: dealId }, body: { images } });
  return permits[0]!;
}

/** Sends the bytes straight to the storage, as the phone does, which gives up after a minute; gives what the storage answers. */
export async function upload(permit: Permit, bytes: Buffer, type = 'image/jpeg'): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(permit.fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), 'photo.jpg');
  return fetch(permit.url, { method: 'POST', body: form, signal: AbortSignal.timeout(60_000) });
}

/** Takes one picture into a slot: permission, direct upload, and the verdict that comes back through the storage. */
export async function capture(agent: Caller, dealId: string, slot: string, bytes = pictureFor(slot)): Promise<AnswerOf<'POST /images/:id/arrival'>['image']> {
  const response = await upload(await permitFor(agent, dealId, slot, bytes), bytes);
  if (response.status !== 200) throw new Error(`upload of ${slot}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as AnswerOf<'POST /images/:id/arrival'>).image;
}

/** A deal with every notice given and every required picture taken. */
export async function capturedDeal(agent: Caller, change: Partial<DealBody> = {}): Promise<AnswerOf<'GET /transactions/:id'>> {
  const { id, parties, slots } = await newDeal(agent, change);
  for (const party of parties) await agent.call('POST /transactions/:id/party-notices', { params: { id }, body: { partyId: party.id, version: noticeVersion } });
  for (const slot of slots.filter(({ required }) => required)) await capture(agent, id, slot.code);
  return agent.call('GET /transactions/:id', { params: { id } });
}

/** A deal that waits in its market's queue. */
export async function submittedDeal(agent: Caller, change: Partial<DealBody> = {}): Promise<AnswerOf<'GET /transactions/:id'>> {
  const { id } = await capturedDeal(agent, change);
  return agent.call('POST /transactions/:id/submission', { params: { id } });
}

/** A deal that the counter of its market has compared with the originals and completed. */
export async function completedDeal(product: Product, agent: Caller, change: Partial<DealBody> = {}): Promise<AnswerOf<'GET /transactions/:id'>> {
  const submitted = await submittedDeal(agent, change);
  const operator = await employeeAt(product, 'operator1');
  return operator.call('POST /transactions/:id/completion', { params: { id: submitted.id }, body: { checkedImageIds: imagesOf(submitted).map((image) => image.id) } });
}

/** Every picture in force of a deal. */
export const imagesOf = (deal: AnswerOf<'GET /transactions/:id'>) => deal.slots.flatMap((slot) => slot.images);
