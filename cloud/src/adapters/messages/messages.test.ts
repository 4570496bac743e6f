import sharp from 'sharp';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { createAdapters } from '../index';

let city: SimulatedAdapters;
beforeAll(async () => {
  city = await startSimulatedAdapters(1500);
});
afterAll(() => city.close());

const wechat = () => city.simulators.wechat;
const member = () => wechat().openIdOf('jia');
const reminder = (more: object = {}) => ({ host: 'wechat' as const, openId: member(), memberName: '甬城二手车经纪有限公司', fen: 600_000, dueOn: '2026-03-31', page: 'pages/dues/index', ...more });
/** As in a process that has just started, with no token yet; `now` moves its clock. */
const fresh = (now?: () => Date) => createAdapters(city.env, { timeoutMs: 1500, ...(now ? { now } : {}) });
const tokensAsked = (from: number) => wechat().calls.slice(from).filter(({ operation }) => operation === 'stable_token').length;

describe('the reminder of the dues', () => {
  it('reaches a member who agreed, once for each time that they agreed', async () => {
    const { subscriptions } = fresh();
    expect(await subscriptions.remindOfDues(reminder())).toBe('not_subscribed');
    wechat().acceptMessage(member());
    expect(await subscriptions.remindOfDues(reminder())).toBe('sent');
    expect(wechat().messages.at(-1)).toEqual({
      openId: member(),
      templateId: subscriptions.duesTemplateId,
      page: 'pages/dues/index',
      data: { thing1: '甬城二手车经纪有限公司', amount2: '6000.00元', date3: '2026年3月31日' },
    });
    expect(await subscriptions.remindOfDues(reminder())).toBe('not_subscribed');
  });

  it('is cut to what WeChat takes, and is not refused for a long name', async () => {
    wechat().acceptMessage(member());
    expect(await fresh().subscriptions.remindOfDues(reminder({ memberName: '宁波市鄞州区某某某某某某某二手车交易市场经营管理有限公司' }))).toBe('sent');
    const { thing1 } = wechat().messages.at(-1)!.data;
    expect([...thing1!]).toHaveLength(20);
    expect(thing1).toMatch(/…$/);
  });

  it('is not sent where there is no template: inside Alipay, and where none is configured', async () => {
    expect(await fresh().subscriptions.remindOfDues(reminder({ host: 'alipay' }))).toBe('not_configured');
    const { duesTemplate: _none, ...plain } = city.env.wechat;
    const { subscriptions } = createAdapters({ ...city.env, wechat: plain });
    expect(subscriptions.duesTemplateId).toBeNull();
    expect(await subscriptions.remindOfDues(reminder())).toBe('not_configured');
  });

  it('of a template that WeChat does not know is a refusal of the configuration, which somebody has to mend', async () => {
    const { subscriptions } = createAdapters({ ...city.env, wechat: { ...city.env.wechat, duesTemplate: { id: 'unknown', fields: ['thing1', 'amount2', 'date3'] } } });
    await expect(subscriptions.remindOfDues(reminder())).rejects.toMatchObject({ kind: 'rejected', provider: 'wechat', providerCode: '40037' });
  });

  it.each([
    ['hang', 'timeout'],
    ['html_502', 'unavailable'],
    ['reset', 'unavailable'],
    ['truncated', 'unavailable'],
    ['refuse', 'unavailable'],
    ['rate_limited', 'unavailable'],
    ['tampered', 'untrusted_answer'],
  ] as const)('comes to a ProviderError with %s, which tells neither person nor token', async (fault, kind) => {
    const { subscriptions } = fresh();
    wechat().failNext(fault, 'subscribe');
    const error = (await subscriptions.remindOfDues(reminder()).catch((thrown: Error) => thrown)) as Error;
    expect(error).toMatchObject({ name: 'ProviderError', kind, provider: 'wechat' });
    const told = JSON.stringify([error.message, error.cause, Object.values(error)]);
    for (const secret of [member(), '甬城', 'access_token', city.env.wechat.appSecret, 'http://']) expect(told).not.toContain(secret);
  });
});

describe('the access token', () => {
  it('is asked for once, whoever waits for it, and again five minutes before it ends', async () => {
    let ahead = 0;
    const { subscriptions } = fresh(() => new Date(Date.now() + ahead));
    const before = wechat().calls.length;
    await Promise.all([1, 2, 3].map(() => subscriptions.remindOfDues(reminder())));
    ahead = 6_800_000;
    await subscriptions.remindOfDues(reminder());
    expect(tokensAsked(before)).toBe(1);
    ahead = 6_901_000;
    await subscriptions.remindOfDues(reminder());
    expect(tokensAsked(before)).toBe(2);
  });

  it('is renewed once where WeChat says that it is void, and the message still goes out', async () => {
    const { subscriptions } = fresh();
    await subscriptions.remindOfDues(reminder());
    wechat().revokeTokens();
    wechat().acceptMessage(member());
    const before = wechat().calls.length;
    expect(await subscriptions.remindOfDues(reminder())).toBe('sent');
    expect(tokensAsked(before)).toBe(1);
  });

  it('cannot be had with a wrong secret: a refusal, and no endless asking', async () => {
    const { subscriptions } = createAdapters({ ...city.env, wechat: { ...city.env.wechat, appSecret: 'wrong' } });
    await expect(subscriptions.remindOfDues(reminder())).rejects.toMatchObject({ kind: 'rejected', providerCode: '40125' });
  });
});

describe('the shipping report', () => {
  let orders = 0;
  async function paid(): Promise<string> {
    const number = `S2026${++orders}`;
    await city.adapters.payments.dues.wechat!.createOrder({ number, subject: '会费', fen: 600_000, payerOpenId: member(), expiresAt: new Date(Date.now() + 1800_000), notifyUrl: 'http://127.0.0.1:9/' });
    city.simulators.wechatPay.notifyNext({ never: true });
    await city.simulators.wechatPay.pay(number);
    return number;
  }
  const report = (orderNumber: string) => ({ orderNumber, merchantId: city.adapters.payments.dues.wechat!.merchantId, payerOpenId: member(), description: '2026年度会费', at: new Date('2026-03-10T02:00:00Z') });

  it('is a service that was delivered at once, and is well twice', async () => {
    const number = await paid();
    await city.adapters.shipping.reportService(report(number));
    await city.adapters.shipping.reportService(report(number));
    expect(wechat().shipments).toEqual([{ mchid: report('').merchantId, orderNumber: number, openId: member(), description: '2026年度会费', uploadedAt: '2026-03-10T10:00:00.000+08:00' }]);
  });

  it('comes too early where WeChat has not heard of the payment: later it works', async () => {
    await expect(city.adapters.shipping.reportService(report('S2026999'))).rejects.toMatchObject({ kind: 'unavailable', providerCode: '10060001' });
  });

  it('fits WeChat, however long the description is', async () => {
    const number = await paid();
    await city.adapters.shipping.reportService({ ...report(number), description: '费'.repeat(300) });
    expect([...wechat().shipments.at(-1)!.description]).toHaveLength(120);
  });

  it('is asked for again when its answer was lost, and WeChat says that it is done', async () => {
    const number = await paid();
    wechat().failNext('lost_answer', 'shipping');
    await expect(city.adapters.shipping.reportService(report(number))).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(city.adapters.shipping.reportService(report(number))).resolves.toBeUndefined();
  });
});

describe('the code of a page', () => {
  const page = 'domains/statistics/bulletin/index';
  const scene = '019b2f6070007000800000000000000a';

  it('is a picture, asked for with all 32 signs that a scene may have', async () => {
    const before = wechat().codes.length;
    const { width, height, format } = await sharp(await fresh().miniProgramCodes.draw({ page, scene })).metadata();
    expect([width, height, format]).toEqual([860, 860, 'jpeg']);
    expect(wechat().codes.slice(before)).toEqual([{ page, scene, width: 860 }]);
  });

  it.each([
    ['a scene that is too long', { page, scene: `${scene}0` }, '40169'],
    ['a slash before the page', { page: `/${page}`, scene }, '41030'],
    ['a query behind the page', { page: `${page}?id=1`, scene }, '41030'],
    ['a page that is not published', { page: 'pages/none/index', scene }, '41030'],
  ])('is refused with %s', async (_, target, providerCode) => {
    await expect(fresh().miniProgramCodes.draw(target)).rejects.toMatchObject({ kind: 'rejected', provider: 'wechat', operation: 'wxa.getwxacodeunlimit', providerCode });
  });

  it('comes with a new token where the old one is void', async () => {
    const { miniProgramCodes } = fresh();
    await miniProgramCodes.draw({ page, scene });
    wechat().revokeTokens();
    expect((await miniProgramCodes.draw({ page, scene })).length).toBeGreaterThan(1000);
  });

  it.each([
    ['hang', 'timeout'],
    ['html_502', 'unavailable'],
    ['truncated', 'unavailable'],
    ['refuse', 'unavailable'],
    ['rate_limited', 'unavailable'],
    ['tampered', 'untrusted_answer'],
  ] as const)('comes to a ProviderError with %s', async (fault, kind) => {
    const { miniProgramCodes } = fresh();
    wechat().failNext(fault, 'code');
    await expect(miniProgramCodes.draw({ page, scene })).rejects.toMatchObject({ name: 'ProviderError', kind });
  });
});
