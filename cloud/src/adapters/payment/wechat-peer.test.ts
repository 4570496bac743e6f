import { createVerify } from 'node:crypto';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { type NoticeDoor, openNoticeDoor } from '../../../test/notice-door';

/**
 * `wechatpay-axios-plugin`, a client that others wrote and keep up, against our simulator: what it sends is taken and what it gets
 * it believes. So simulator and adapter cannot both be wrong in the same way.
 */
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

function client(certs?: Record<string, string>) {
  const { dues } = city.simulators.wechatPay.merchants;
  const [platform] = city.simulators.wechatPay.platformCertificates();
  const options = { mchid: dues.mchid, serial: dues.certificate.serial, privateKey: dues.certificate.keys.privateKey, certs: certs ?? { [platform!.serial]: platform!.pem } };
  return new Wechatpay({ ...options, baseURL: `${city.simulators.wechatPay.url}/` }).v3!;
}
const order = (number: string) => ({
  appid: city.simulators.wechat.appId,
  mchid: city.simulators.wechatPay.merchants.dues.mchid,
  description: '2026年度会费',
  out_trade_no: number,
  time_expire: '2044-01-01T00:00:00+08:00',
  notify_url: door.url,
  amount: { total: 600_000, currency: 'CNY' },
  payer: { openid: city.simulators.wechat.openIdOf('jia') },
});

it('opens an order, asks for it, gives it back, and believes each answer', async () => {
  const mchid = city.simulators.wechatPay.merchants.dues.mchid;
  const opened = await client().pay!.transactions!.jsapi!.post<object, { status: number; data: { prepay_id: string } }>(order('PEER20260001'));
  expect(opened.data.prepay_id).toMatch(/^wx/);
  await city.simulators.wechatPay.pay('PEER20260001');
  const asked = await client().pay!.transactions!.outTradeNo!.$number$!.get({ number: 'PEER20260001', params: { mchid } });
  expect(asked.data).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 600_000, payer_total: 600_000 } });
  const back = await client().refund!.domestic!.refunds!.post({ out_trade_no: 'PEER20260001', out_refund_no: 'PEER-R1', notify_url: door.url, amount: { refund: 1, total: 600_000, currency: 'CNY' } });
  expect(back.data).toMatchObject({ status: 'PROCESSING', out_refund_no: 'PEER-R1' });
});

it('reads the notice of our simulator as our adapter does', async () => {
  await client().pay!.transactions!.jsapi!.post<object, { status: number; data: { prepay_id: string } }>(order('PEER20260002'));
  await city.simulators.wechatPay.pay('PEER20260002');
  const { headers, body } = door.raw.at(-1)!;
  const [platform] = city.simulators.wechatPay.platformCertificates();
  expect(headers['wechatpay-serial']).toBe(platform!.serial);
  const text = Formatter.response(headers['wechatpay-timestamp']!, headers['wechatpay-nonce']!, body.toString());
  expect(Rsa.verify(text, headers['wechatpay-signature']!, platform!.pem)).toBe(true);
  const { resource } = JSON.parse(body.toString()) as { resource: Record<'ciphertext' | 'nonce' | 'associated_data', string> };
  const content = JSON.parse(Aes.AesGcm.decrypt(resource.ciphertext, city.simulators.wechatPay.merchants.dues.apiV3Key, resource.nonce, resource.associated_data)) as { out_trade_no: string; amount: { total: number } };
  expect(door.taken.at(-1)).toMatchObject({ report: { number: content.out_trade_no, paidFen: content.amount.total } });
});

it('refuses what our simulator makes wrong on purpose', async () => {
  await client().pay!.transactions!.jsapi!.post<object, { status: number; data: { prepay_id: string } }>(order('PEER20260003'));
  for (const fault of ['tampered', 'bad_signature', 'unsigned', 'stale', 'unknown_serial'] as const) {
    city.simulators.wechatPay.failNext(fault, 'query');
    await expect(client().pay!.transactions!.outTradeNo!.$number$!.get({ number: 'PEER20260003', params: { mchid: order('').mchid } })).rejects.toMatchObject({ code: expect.stringMatching(/^EV3_RES_/) as string });
  }
});

it('asks by the public key of newer merchants, too', async () => {
  const env = city.simulators.wechatPay.publicKeyEnv();
  city.simulators.wechatPay.keyMode = 'public_key';
  const opened = await client({ [env.WECHAT_PAY_PUBLIC_KEY_ID!]: env.WECHAT_PAY_PUBLIC_KEY! }).pay!.transactions!.jsapi!.post<object, { status: number; data: { prepay_id: string } }>(order('PEER20260004'));
  expect(opened.status).toBe(200);
  city.simulators.wechatPay.keyMode = 'certificate';
});

it('signs the launch of the phone as our adapter does', () => {
  const launch = city.adapters.payments.dues.wechat!.launch('wx20260310');
  if (launch.provider !== 'wechat') throw new Error('not a launch for WeChat');
  const text = Formatter.joinedByLineFeed(city.simulators.wechat.appId, launch.timeStamp, launch.nonceStr, launch.package);
  const { certificate } = city.simulators.wechatPay.merchants.dues;
  expect(Rsa.verify(text, launch.paySign, certificate.pem)).toBe(true);
  expect(createVerify('RSA-SHA256').update(text).verify(certificate.pem, launch.paySign, 'base64')).toBe(true);
});
