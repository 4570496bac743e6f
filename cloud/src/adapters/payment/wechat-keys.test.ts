import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { type NoticeDoor, openNoticeDoor } from '../../../test/notice-door';
import type { PaymentChannel, RawNotice } from './payment';
import { createWechatPay } from './wechat-pay';
import type { WechatPayConfig } from './wechat-signer';

let city: SimulatedAdapters;
let door: NoticeDoor;
beforeAll(async () => {
  city = await startSimulatedAdapters(1500);
  door = await openNoticeDoor(city.adapters.payments.dues.wechat!);
});
afterAll(async () => {
  await door.close();
  await city.close();
});

const wechatPay = () => city.simulators.wechatPay;
/** A channel of a process that has just started, and knows no certificate yet. */
function fresh(more: Partial<WechatPayConfig> = {}, now = () => new Date()): PaymentChannel {
  return createWechatPay({ ...city.env.payments!.dues!.wechat!, ...more }, { timeoutMs: 1500, now });
}
const withPublicKey = () => {
  const env = wechatPay().publicKeyEnv();
  return { publicKey: { id: env.WECHAT_PAY_PUBLIC_KEY_ID!, pem: env.WECHAT_PAY_PUBLIC_KEY! } };
};
const timesAsked = (from = 0) => wechatPay().calls.slice(from).filter(({ operation }) => operation === 'certificates').length;

let orders = 0;
/** By a channel of its own, for a rotated certificate is unknown to an old one for a minute. */
async function paid(): Promise<string> {
  const order = { number: `K2026${++orders}`, subject: '会费', fen: 1, payerOpenId: city.simulators.wechat.openIdOf('jia'), expiresAt: new Date(Date.now() + 1800_000), notifyUrl: door.url };
  await fresh().createOrder(order);
  await wechatPay().pay(order.number);
  return order.number;
}
async function notice(): Promise<RawNotice> {
  await paid();
  return door.raw.at(-1)!;
}

describe('an answer', () => {
  const channel = () => city.adapters.payments.dues.wechat!;
  it.each([
    ['stale', 'stale'],
    ['unknown_serial', 'unknown-serial'],
    ['unsigned', 'unsigned'],
    ['bad_signature', 'wrong-signature'],
    ['tampered', 'wrong-signature'],
  ] as const)('of success is thrown away when it is %s', async (fault, code) => {
    const number = await paid();
    wechatPay().failNext(fault, 'query');
    await expect(channel().queryOrder(number)).rejects.toMatchObject({ kind: 'untrusted_answer', provider: 'wechat-pay', providerCode: code });
  });

  it('that says that there is no such order is believed by its signature, or without one; not by a wrong one', async () => {
    wechatPay().failNext('unsigned', 'query');
    expect(await channel().queryOrder('K2026none')).toMatchObject({ state: 'absent' });
    wechatPay().failNext('bad_signature', 'query');
    await expect(channel().queryOrder('K2026none')).rejects.toMatchObject({ kind: 'untrusted_answer', providerCode: 'wrong-signature' });
  });

  it('to a close has no content, and is proven all the same', async () => {
    const number = `K2026C${++orders}`;
    await channel().createOrder({ number, subject: '会费', fen: 1, payerOpenId: city.simulators.wechat.openIdOf('jia'), expiresAt: new Date(Date.now() + 1800_000), notifyUrl: door.url });
    wechatPay().failNext('bad_signature', 'close');
    await expect(channel().closeOrder(number)).rejects.toMatchObject({ kind: 'untrusted_answer' });
    // It was closed nevertheless, which is well.
    expect(await channel().closeOrder(number)).toBe('closed');
  });
});

describe('platform certificates', () => {
  it('are asked for once, whoever waits for them, and kept', async () => {
    const number = await paid();
    const channel = fresh();
    const before = wechatPay().calls.length;
    await Promise.all([1, 2, 3].map(() => channel.queryOrder(number)));
    await channel.queryOrder(number);
    expect(timesAsked(before)).toBe(1);
  });

  it('of WeChat’s are the only ones: a list that another key sealed or signed is thrown away', async () => {
    const number = await paid();
    for (const fault of ['bad_signature', 'unsigned', 'unknown_serial', 'tampered'] as const) {
      wechatPay().failNext(fault, 'certificates');
      await expect(fresh().queryOrder(number)).rejects.toMatchObject({ kind: 'untrusted_answer' });
    }
    const foreignKey = { apiV3Key: 'x'.repeat(32) };
    await expect(fresh(foreignKey).queryOrder(number)).rejects.toMatchObject({ kind: 'untrusted_answer', providerCode: 'unreadable-certificate' });
  });

  it('that cannot be had are no reason to distrust: the call fails as the network does, and works a little later', async () => {
    const number = await paid();
    let ahead = 0;
    const channel = fresh({}, () => new Date(Date.now() + ahead));
    wechatPay().failNext('html_502', 'certificates');
    await expect(channel.queryOrder(number)).rejects.toMatchObject({ kind: 'unavailable', providerCode: 'http-502' });
    await expect(channel.queryOrder(number)).rejects.toMatchObject({ kind: 'unavailable' });
    ahead = 6_000;
    expect(await channel.queryOrder(number)).toMatchObject({ state: 'paid' });
  });

  it('are not asked for by whoever makes up serial numbers, more than once a minute', async () => {
    const raw = await notice();
    const channel = fresh();
    await channel.readNotice(raw);
    const before = wechatPay().calls.length;
    for (let made = 0; made < 50; made++) {
      const forged = { ...raw, headers: { ...raw.headers, 'wechatpay-serial': `${made}`.padStart(40, 'A') } };
      await expect(channel.readNotice(forged)).rejects.toMatchObject({ kind: 'untrusted_answer', providerCode: 'unknown-serial' });
    }
    expect(timesAsked(before)).toBe(0);
    let ahead = 61_000;
    const later = fresh({}, () => new Date(Date.now() + ahead));
    const unknown = { ...raw, headers: { ...raw.headers, 'wechatpay-serial': 'B'.repeat(40) } };
    for (let time = 0; time < 3; time++, ahead += 30_000) await later.readNotice(unknown).catch(() => undefined);
    expect(timesAsked(before)).toBe(2);
  });

  it('change without a restart, and are looked at again twice a day', async () => {
    let ahead = 0;
    const channel = fresh({}, () => new Date(Date.now() + ahead));
    await channel.readNotice(await notice());
    wechatPay().rotateCertificate();
    const raw = await notice();
    // WeChat lists a new certificate a day before it signs by it; here it comes at once.
    expect(raw.headers['wechatpay-serial']).toBe(wechatPay().platformCertificates()[1]!.serial);
    await expect(channel.readNotice(raw)).rejects.toMatchObject({ providerCode: 'unknown-serial' });
    ahead = 61_000;
    expect(await channel.readNotice(raw)).toMatchObject({ kind: 'order' });
    const before = wechatPay().calls.length;
    ahead = 2 * 61_000;
    await channel.readNotice(raw);
    expect(timesAsked(before)).toBe(0);
  });

  it('are not used beyond their own end', async () => {
    const raw = await notice();
    const at = Date.parse('2046-01-01T00:00:00Z');
    const ahead = at - Date.now();
    const old = { ...raw, headers: { ...raw.headers, 'wechatpay-timestamp': String(Math.floor(at / 1000)) } };
    await expect(fresh({}, () => new Date(Date.now() + ahead)).readNotice(old)).rejects.toMatchObject({ name: 'ProviderError' });
  });
});

describe('the public key of newer merchants', () => {
  beforeAll(() => {
    wechatPay().keyMode = 'public_key';
  });
  afterAll(() => {
    wechatPay().keyMode = 'certificate';
  });

  it('proves answers and notices, is asked for by its id, and needs no certificate', async () => {
    const channel = fresh(withPublicKey());
    const order = { number: `P2026${++orders}`, subject: '会费', fen: 600_000, payerOpenId: city.simulators.wechat.openIdOf('jia'), expiresAt: new Date(Date.now() + 1800_000), notifyUrl: door.url };
    const [before, noticesBefore] = [wechatPay().calls.length, door.raw.length];
    await channel.createOrder(order);
    await wechatPay().pay(order.number);
    expect(await channel.queryOrder(order.number)).toMatchObject({ state: 'paid' });
    // One of an earlier order, sent again, may come with it.
    const notices = await Promise.allSettled(door.raw.slice(noticesBefore).map((raw) => channel.readNotice(raw)));
    expect(notices).toContainEqual(expect.objectContaining({ value: expect.objectContaining({ report: expect.objectContaining({ number: order.number, paidFen: 600_000 }) }) }));
    expect(timesAsked(before)).toBe(0);
    const [asked] = wechatPay().calls.slice(before);
    expect(asked!.details.signerWanted).toBe(withPublicKey().publicKey.id);
  });

  it('of another id is nobody’s', async () => {
    const raw = door.raw.at(-1)!;
    const other = { ...raw, headers: { ...raw.headers, 'wechatpay-serial': 'PUB_KEY_ID_0000000000000000000000000000' } };
    await expect(fresh(withPublicKey()).readNotice(other)).rejects.toMatchObject({ providerCode: 'unknown-serial' });
  });

  it('does not know a merchant that still waits for certificates: there are none', async () => {
    await expect(fresh().queryOrder('K20261')).rejects.toMatchObject({ kind: 'untrusted_answer', providerCode: 'unknown-serial' });
  });
});

it('both are believed while a merchant changes from the one to the other', async () => {
  const raw = await notice();
  expect(raw.headers['wechatpay-serial']).not.toMatch(/^PUB_KEY_ID_/);
  expect(await fresh(withPublicKey()).readNotice(raw)).toMatchObject({ kind: 'order' });
});
