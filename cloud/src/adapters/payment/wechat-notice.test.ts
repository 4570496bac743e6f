import { createCipheriv, createSign, randomBytes } from 'node:crypto';
import { rsaKeys } from '../../../simulators/keys';
import { keysOfTests, type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { type NoticeDoor, openNoticeDoor } from '../../../test/notice-door';
import type { RawNotice } from './payment';
import { createWechatPay } from './wechat-pay';

let city: SimulatedAdapters;
let door: NoticeDoor;
/** A platform of the test's own, by the public key mode, so that it can sign what no platform would. */
const platform = rsaKeys(keysOfTests, 'made-up-platform');
const serial = 'PUB_KEY_ID_0000000000000000000000000001';

beforeAll(async () => {
  city = await startSimulatedAdapters(1500);
  door = await openNoticeDoor(city.adapters.payments.dues.wechat!);
});
afterAll(async () => {
  await door.close();
  await city.close();
});

const config = () => ({ ...city.env.payments!.dues!.wechat!, publicKey: { id: serial, pem: platform.publicKey } });
const read = (notice: RawNotice) => createWechatPay(config(), { timeoutMs: 1500, now: () => new Date() }).readNotice(notice);

const transaction = () => ({
  appid: config().appId,
  mchid: config().mchId,
  out_trade_no: 'D20260001',
  transaction_id: '4200000000000000000000000001',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  success_time: '2026-03-01T10:00:00+08:00',
  payer: { openid: 'oPayer' },
  amount: { total: 600_000, payer_total: 590_000, currency: 'CNY', payer_currency: 'CNY' },
});

interface Making {
  key?: string;
  associated?: string;
  kind?: 'transaction' | 'refund';
  secondsAgo?: number;
  /** Of the ciphertext with its tag. */
  spoil?: (sealed: Buffer) => Buffer;
  /** Of the body, before it is signed. */
  rewrite?: (body: Record<string, unknown>) => Record<string, unknown>;
}

function made(content: object, { key = config().apiV3Key, associated, kind = 'transaction', secondsAgo = 0, spoil = (sealed) => sealed, rewrite = (body) => body }: Making = {}): RawNotice {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(kind));
  const ciphertext = spoil(Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final(), cipher.getAuthTag()]));
  const resource = { original_type: kind, algorithm: 'AEAD_AES_256_GCM', ciphertext: ciphertext.toString('base64'), associated_data: associated ?? kind, nonce };
  const body = Buffer.from(JSON.stringify(rewrite({ id: 'EV-1', create_time: '2026-03-01T10:00:00+08:00', resource_type: 'encrypt-resource', event_type: 'TRANSACTION.SUCCESS', summary: '支付成功', resource })));
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const signature = createSign('RSA-SHA256').update(`${timestamp}\nabc\n`).update(body).update('\n').sign(platform.privateKey, 'base64');
  return { headers: { 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': 'abc', 'wechatpay-serial': serial, 'wechatpay-signature': signature }, body };
}

it('is read as signed: the amount of the order, not what a coupon left of it', async () => {
  expect(await read(made(transaction()))).toEqual({
    id: 'EV-1',
    kind: 'order',
    report: { number: 'D20260001', state: 'paid', providerId: '4200000000000000000000000001', paidFen: 600_000, paidAt: new Date('2026-03-01T02:00:00Z'), payerOpenId: 'oPayer' },
  });
});

it.each([
  ['SUCCESS', 'succeeded'],
  ['ABNORMAL', 'failed'],
  ['CLOSED', 'failed'],
] as const)('tells of a refund that it is %s', async (status, state) => {
  const said = { mchid: config().mchId, transaction_id: '42', out_trade_no: 'D20260001', refund_id: '50', out_refund_no: 'R1', refund_status: status, success_time: '2026-03-02T10:00:00+08:00', user_received_account: '零钱', amount: { total: 600_000, refund: 100_000, payer_total: 600_000, payer_refund: 100_000 } };
  expect(await read(made(said, { kind: 'refund' }))).toMatchObject({ kind: 'refund', report: { refundNumber: 'R1', orderNumber: 'D20260001', state, fen: 100_000 } });
});

it.each<[string, Making, string]>([
  ['whose tag was spoilt', { spoil: (sealed) => flipped(sealed, sealed.length - 1) }, 'broken-seal'],
  ['whose ciphertext was changed under its tag', { spoil: (sealed) => flipped(sealed, 20) }, 'broken-seal'],
  ['whose tag was cut off', { spoil: (sealed) => sealed.subarray(0, -16) }, 'broken-seal'],
  ['of nothing', { spoil: () => Buffer.alloc(0) }, 'broken-seal'],
  ['with other associated data', { associated: 'certificate' }, 'broken-seal'],
  ['that another key sealed', { key: 'k'.repeat(32) }, 'broken-seal'],
  ['that was signed six minutes ago', { secondsAgo: 360 }, 'stale'],
  ['that will be signed in six minutes', { secondsAgo: -360 }, 'stale'],
  ['with another cipher', { rewrite: (body) => ({ ...body, resource: { ...(body.resource as object), algorithm: 'AEAD_AES_128_GCM' } }) }, 'unexpected-shape'],
  ['without an id', { rewrite: ({ id: _id, ...body }) => body }, 'unexpected-shape'],
  ['of something else', { rewrite: (body) => ({ ...body, resource: { ...(body.resource as object), original_type: 'coupon' } }) }, 'unexpected-shape'],
])('does not believe a notice %s', async (_what, making, code) => {
  await expect(read(made(transaction(), making))).rejects.toMatchObject({ kind: 'untrusted_answer', provider: 'wechat-pay', providerCode: code });
});

it.each<[string, object, string]>([
  ['another merchant', { mchid: '1999999999' }, 'another-merchant'],
  ['another mini-program', { appid: 'wx9999999999999999' }, 'another-merchant'],
  ['another currency', { amount: { total: 600_000, currency: 'USD' } }, 'another-merchant'],
  ['half a fen', { amount: { total: 0.5, currency: 'CNY' } }, 'unexpected-shape'],
  ['less than nothing', { amount: { total: -600_000, currency: 'CNY' } }, 'unexpected-shape'],
  ['nothing', { amount: { total: 0, currency: 'CNY' } }, 'unexpected-shape'],
  ['a payment without a number of its own', { transaction_id: undefined }, 'unexpected-shape'],
  ['a payment of no moment', { success_time: undefined }, 'unexpected-shape'],
  ['a state that nobody knows', { trade_state: 'PAID' }, 'unexpected-shape'],
])('does not believe a well signed notice of %s', async (_what, change, code) => {
  await expect(read(made({ ...transaction(), ...change }))).rejects.toMatchObject({ kind: 'untrusted_answer', providerCode: code });
});

it('does not believe a refund of another merchant', async () => {
  const said = { mchid: '1999999999', out_trade_no: 'D1', refund_id: '50', out_refund_no: 'R1', refund_status: 'SUCCESS', success_time: '2026-03-02T10:00:00+08:00', amount: { total: 1, refund: 1 } };
  await expect(read(made(said, { kind: 'refund' }))).rejects.toMatchObject({ providerCode: 'another-merchant' });
});

it('checks the very bytes: the same JSON written in another way is not what was signed', async () => {
  const notice = made(transaction());
  const rewritten = { ...notice, body: Buffer.from(JSON.stringify(JSON.parse(notice.body.toString()), null, 1)) };
  await expect(read(rewritten)).rejects.toMatchObject({ providerCode: 'wrong-signature' });
});

it.each(['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-serial', 'wechatpay-signature'])('wants the header %s', async (header) => {
  const notice = made(transaction());
  await expect(read({ ...notice, headers: { ...notice.headers, [header]: undefined } })).rejects.toMatchObject({ providerCode: 'unsigned' });
});

it.each(['', 'not base64 at all', 'AAAA'])('reads “%s” as a wrong signature, and does not stumble over it', async (signature) => {
  const notice = made(transaction());
  await expect(read({ ...notice, headers: { ...notice.headers, 'wechatpay-signature': signature } })).rejects.toMatchObject({ kind: 'untrusted_answer' });
});

it('refuses the test notices by which WeChat looks whether signatures are checked', async () => {
  const order = { number: 'D20260002', subject: '会费', fen: 1, payerOpenId: city.simulators.wechat.openIdOf('jia'), expiresAt: new Date(Date.now() + 1800_000), notifyUrl: door.url };
  await city.adapters.payments.dues.wechat!.createOrder(order);
  expect(await city.simulators.wechatPay.probe(order.number)).toBe(400);
  expect(door.refused).toEqual(['probe']);
});

it('says to WeChat in its words what was taken and what not', () => {
  const { acknowledgement } = city.adapters.payments.dues.wechat!;
  expect(acknowledgement(true)).toEqual({ status: 204, type: '', body: '' });
  expect(acknowledgement(false).status).toBe(400);
  expect(JSON.parse(acknowledgement(false).body)).toMatchObject({ code: 'FAIL' });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1;
  return copy;
}
