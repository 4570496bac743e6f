import { createPrivateKey } from 'node:crypto';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { type NoticeDoor, openNoticeDoor } from '../../../test/notice-door';
import { createAdapters } from '../index';
import { type AlipayTradeConfig, createAlipayTrade } from './alipay-trade';

let city: SimulatedAdapters;
let door: NoticeDoor;
beforeAll(async () => {
  city = await startSimulatedAdapters(1500);
  door = await openNoticeDoor(certified());
});
afterAll(async () => {
  await door.close();
  await city.close();
});

const dues = () => city.env.payments!.dues!.alipay!;
const trade = (app: Partial<AlipayTradeConfig['app']>) => createAlipayTrade({ ...dues(), app: { ...dues().app, ...app } }, { timeoutMs: 1500 });
const certificates = () => {
  const env = city.simulators.alipay.certificateEnv();
  return { application: env.ALIPAY_APP_CERTIFICATE!, platform: env.ALIPAY_PLATFORM_CERTIFICATE!, root: env.ALIPAY_ROOT_CERTIFICATE! };
};
const certifiedApp = () => {
  const { publicKey: _publicKey, ...app } = dues().app;
  return { ...app, certificates: certificates() };
};
const certified = () => createAlipayTrade({ ...dues(), app: certifiedApp() }, { timeoutMs: 1500 });
let orders = 0;
const particulars = () => ({ number: `C2026${++orders}`, subject: '会费', fen: 600_000, payerOpenId: city.simulators.alipay.openIdOf('jia'), expiresAt: new Date(Date.now() + 1800_000), notifyUrl: door.url });

describe('the private key may be written', () => {
  const pkcs8 = () => dues().app.privateKey;
  it.each<[string, () => string]>([
    ['as PKCS#8, as openssl and Alipay’s tool make it', pkcs8],
    ['as PKCS#1', () => createPrivateKey(pkcs8()).export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['as the bare letters of Alipay’s tool', () => pkcs8().replace(/-----[^-]+-----|\n/g, '')],
    ['with empty lines around it', () => `\n${pkcs8()}\n\n`],
  ])('%s', async (_how, key) => {
    await expect(trade({ privateKey: key() }).createOrder(particulars())).resolves.toHaveProperty('prepayId');
  });
});

it('the public key may be written as the bare letters of Alipay’s page', async () => {
  const bare = dues().app.publicKey!.replace(/-----[^-]+-----|\n/g, '');
  await expect(trade({ publicKey: bare }).createOrder(particulars())).resolves.toHaveProperty('prepayId');
});

describe('the certificate mode', () => {
  it('pays, logs in and reads notices as the public key mode does', async () => {
    const order = particulars();
    await certified().createOrder(order);
    expect(city.simulators.alipay.calls.at(-1)!.details.certified).toBe(true);
    await city.simulators.alipay.pay(order.number);
    expect(door.taken.at(-1)).toMatchObject({ report: { number: order.number, paidFen: 600_000 } });
    expect(await certified().queryOrder(order.number)).toMatchObject({ state: 'paid' });
    const { login } = createAdapters({ ...city.env, alipay: certifiedApp() });
    await expect(login.alipay.openIdOf(city.simulators.alipay.issueCode('jia'))).resolves.toBe(city.simulators.alipay.openIdOf('jia'));
  });

  it('is refused by Alipay for another application’s certificate', async () => {
    const wrong = createAlipayTrade({ ...dues(), app: { ...certifiedApp(), certificates: { ...certificates(), application: certificates().platform } } }, { timeoutMs: 1500 });
    await expect(wrong.createOrder(particulars())).rejects.toMatchObject({ kind: 'rejected', providerCode: 'invalid-app-cert-sn' });
  });

  it('says that Alipay has changed its certificate, and believes nothing until the new one is configured', async () => {
    const order = particulars();
    const old = certified();
    await old.createOrder(order);
    city.simulators.alipay.rotateCertificate();
    await expect(old.queryOrder(order.number)).rejects.toMatchObject({ kind: 'untrusted_answer', providerCode: 'response-alipay-sn-verify-error' });
    await city.simulators.alipay.pay(order.number);
    expect(door.refused.at(-1)).toBe('wrong-signature');
    expect(await certified().queryOrder(order.number)).toMatchObject({ state: 'paid' });
    expect(await certified().readNotice(door.raw.at(-1)!)).toMatchObject({ report: { number: order.number } });
  });
});
