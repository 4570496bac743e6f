import { employeeAt, noticeVersion, phoneOf, type Caller } from '../../cloud/test/people';
import { dueOf, duesRaised, joined, schemeInForce } from '../../cloud/test/members';
import { persona, type Product } from '../../cloud/test/product';
import { useProduct } from '../../cloud/test/use-product';
import { appOf, claimAs, passFaceCheck } from './agent';
import { NativeFailure, type Answer, type MiniProgram, type Phone, type Platform } from './runner';

const running: MiniProgram[] = [];
afterEach(() => running.splice(0).forEach((app) => app.kill()));

const manager = persona('管样板');
const company = '示范车行有限公司';
/** One due for each story, so that none needs another. */
const years = { turnedBack: 2023, onlyTold: 2024, killed: 2025, transfer: 2026 } as const;
const titleOf = (year: number) => `${year}年度会费`;

const hosts: { platform: Platform; host: 'wechat' | 'alipay'; payCall: string; service: string; other: string }[] = [
  { platform: 'weapp', host: 'wechat', payCall: 'requestPayment', service: '微信支付', other: '支付宝' },
  { platform: 'alipay', host: 'alipay', payCall: 'tradePay', service: '支付宝', other: '微信支付' },
];

describe.each(hosts)('paying in the built mini-program on $platform', ({ platform, host, payCall, service, other }) => {
  const product = useProduct();
  let phone: Phone;
  let payer: Caller;
  let memberId: string;

  const open = async (from?: Phone) => {
    const app = appOf(product(), platform, manager.user, from);
    running.push(app);
    if (from) await app.launch();
    return app;
  };
  /** From 我的 to the cashier of one due. */
  const toCashier = async (app: MiniProgram, year: number) => {
    await app.tap('我的');
    await app.tap('会籍与缴费');
    await app.tap(titleOf(year));
    await app.sees('待缴金额');
  };
  const due = async (year: number) => {
    const id = await dueOf(product(), memberId, year);
    return (await payer.call('GET /my-payables')).items.find((each) => each.id === id)!;
  };

  beforeAll(async () => {
    const [{ id: companyId }] = await product().server.deps.db.query('SELECT id FROM companies WHERE name = ?', [company]);
    memberId = await joined(product(), { name: company, position: 'council_unit', companyId, on: '2023-01-01' });
    await schemeInForce(product(), { fromYear: years.turnedBack });
    for (const year of Object.values(years)) await duesRaised(product(), year);
    await product().server.deps.db.query('UPDATE dues SET due_on = ? WHERE year = ?', ['2023-03-31', years.turnedBack]);
    await registerAccount(product());
  });

  it('shows what the company owes on the first page and among its own, never in the way of anything', async () => {
    const app = await open();
    ({ phone } = app);
    await claimAs(app, manager);
    await passFaceCheck(app, product(), platform);
    payer = await phoneOf(product(), manager.user, host);

    const first = await open(phone);
    await first.sees('企业待缴 ¥24,000.00');
    await first.tap('企业待缴 ¥24,000.00');
    await first.sees('应缴款合计');
    await first.sees('过了期限也可以照常办理交易');
    await first.tap('我的会籍');
    await first.sees('理事单位');
    await first.sees('2023年1月1日起');
    await first.back();
    await first.tap('收费公示');
    await first.sees('无记名投票');
    await first.sees('¥6,000.00/年');
    expect([...app.errors, ...first.errors]).toEqual([]);
  });

  it('says after turning back that nothing was paid, goes on with the same order, and pays it once', async () => {
    const app = await open(phone);
    app.answers[payCall] = turningBack(platform);
    await toCashier(app, years.turnedBack);
    await app.tap(`${service} ¥6,000.00`);
    await app.sees('没有付款');
    await app.sees('可以继续支付，也可以取消');
    app.answers[payCall] = paying(product(), platform);
    await app.tap('继续支付');
    await app.sees('支付成功');
    await app.sees('社会团体会费票据还没有开具');
    await answerReminder(app, platform);
    await app.tap('完成');
    await app.sees('¥18,000.00');
    expect(app.errors).toEqual([]);

    expect(await due(years.turnedBack)).toMatchObject({ standing: 'paid', outstandingFen: 0, payments: [{ way: host, fen: 600_000 }] });
    expect((await payer.call('GET /my-payment-orders')).items).toMatchObject([{ state: 'paid', fen: 600_000 }]);
  });

  it('cancels an order that was not paid; the due stays to be paid', async () => {
    const app = await open(phone);
    app.answers[payCall] = turningBack(platform);
    await toCashier(app, years.onlyTold);
    await app.tap(`${service} ¥6,000.00`);
    await app.tap('取消订单');
    await app.tap('取消订单');
    await app.sees('订单已关闭');
    await app.tap('查看这笔款项');
    await app.sees('待缴金额');
    expect(app.errors).toEqual([]);
    expect(await due(years.onlyTold)).toMatchObject({ outstandingFen: 600_000, openOrderId: null });
  });

  it('does not believe a phone that only says that it paid, bears the loss of the network, and tells the truth once the money is there', async () => {
    const app = await open(phone);
    let prepayId = '';
    app.answers[payCall] = (options) => {
      prepayId = prepayIdOf(platform, options);
      app.setOnline(false);
      return doneBy(platform);
    };
    await toCashier(app, years.onlyTold);
    await app.tap(`${service} ¥6,000.00`);
    await app.sees('网络不通，请在网络恢复后再试');
    app.setOnline(true);
    await app.tap('再试一次');
    await app.sees('正在确认结果');
    await app.sees('还没有确认到账', 40_000);
    expect(app.page.text()).not.toContain('支付成功');
    expect(await due(years.onlyTold)).toMatchObject({ outstandingFen: 600_000, payments: [] });

    await pay(product(), platform, prepayId, { told: false });
    app.hide();
    app.show();
    await app.sees('支付成功');
    expect(app.errors).toEqual([]);
    expect(await due(years.onlyTold)).toMatchObject({ standing: 'paid', payments: [{ way: host, fen: 600_000 }] });
  });

  it('knows after a killed app, a lost notice and a new start what was paid, and does not ask for it again', async () => {
    const app = await open(phone);
    let prepayId = '';
    app.answers[payCall] = (options) => {
      prepayId = prepayIdOf(platform, options);
      return new Promise(() => undefined);
    };
    await toCashier(app, years.killed);
    await app.tap(`${service} ¥6,000.00`);
    await app.until(() => prepayId !== '', 'the pay page is open');
    app.kill();
    await pay(product(), platform, prepayId, { told: false });

    const again = await open(phone);
    await again.tap('我的');
    await again.tap('会籍与缴费');
    await again.tap(titleOf(years.killed));
    await again.sees('已缴清');
    expect(again.page.text()).not.toContain('待缴金额');
    expect([...app.errors, ...again.errors]).toEqual([]);
    expect(await due(years.killed)).toMatchObject({ standing: 'paid', payments: [{ way: host, fen: 600_000 }] });
  });

  it('sends to the other app where an order was opened there, and opens none of its own', async () => {
    const elsewhere = await managerOn(product(), host === 'wechat' ? 'alipay' : 'wechat');
    const subjectId = await dueOf(product(), memberId, years.transfer);
    const { order } = await elsewhere.call('POST /payment-orders', { body: { kind: 'due', subjectId } });
    const app = await open(phone);
    await toCashier(app, years.transfer);
    expect(app.page.text()).not.toContain(`${service} ¥6,000.00`);
    await app.tap('有一张订单等待支付');
    await app.sees('请到那里支付');
    await app.sees(other);
    await app.tap('取消订单');
    await app.tap('取消订单');
    await app.sees('订单已关闭');
    expect(app.errors).toEqual([]);
    expect(await payer.call('GET /payment-orders/:id', { params: { id: order.id } })).toMatchObject({ state: 'closed' });
  });

  it('gives account and code for the bank transfer, each to be copied, and shows the money and the receipt when they are there', async () => {
    const app = await open(phone);
    await toCashier(app, years.transfer);
    const { transfer, id, kind } = await due(years.transfer);
    await app.sees('请原样填写附言');
    await app.tap('复制', { near: '账号' });
    expect(app.phone.clipboard).toBe('3310001234567890123');
    await app.tap('复制', { near: '附言' });
    expect(app.phone.clipboard).toBe(transfer!.code);

    const finance = await employeeAt(product(), 'finance');
    await finance.call('POST /cash-receipts', { body: { kind, subjectId: id, fen: 100_000, receivedOn: today(), note: '先交一部分现金' } });
    const { items } = await finance.call('GET /cash-receipts', { query: { state: 'noted' } });
    const checker = await employeeAt(product(), 'finance2');
    await checker.call('POST /cash-receipts/:id/confirmation', { params: { id: items[0]!.id } });
    await finance.call('POST /receipts', { body: { kind, subjectId: id, number: '3302-00012345', fen: 100_000, issuedOn: today() } });
    app.hide();
    app.show();
    await app.sees('3302-00012345');
    await app.sees('现金 ¥1,000.00');
    await app.sees(`${service} ¥5,000.00`);
    expect(app.errors).toEqual([]);
  });

  it('leads from the message about a due to its cashier', async () => {
    const { dueOn } = await due(years.transfer);
    const title = `请于${dueOn}前缴纳${titleOf(years.transfer)}`;
    const app = await open(phone);
    await app.tap('我的');
    await app.tap('消息');
    await app.tap(title);
    await app.tap('查看并缴费');
    await app.sees('¥5,000.00');
    expect(app.page).toMatchObject({ route: 'domains/payments/cashier/index', query: { kind: 'due' } });
    expect(app.errors).toEqual([]);
  });
});

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The association's account, by which the transfer is offered. */
async function registerAccount(product: Product): Promise<void> {
  const finance = await employeeAt(product, 'finance');
  const account = { fund: 'dues' as const, payeeName: '宁波市二手车流通行业协会', bankName: '示范银行宁波鄞州支行', bankNumber: '3310001234567890123' };
  await finance.call('PUT /payee-accounts', { body: account });
}

/** The manager in the other app: the same person, verified there too. */
async function managerOn(product: Product, host: 'wechat' | 'alipay'): Promise<Caller> {
  const phone = await phoneOf(product, manager.user, host);
  for (const purpose of ['identity_documents', 'face'] as const) await phone.call('POST /consents', { body: { purpose, version: noticeVersion } });
  await phone.call('POST /identity-claims', { body: { name: manager.name, idNumber: manager.idNumber } });
  const { id, certifyId } = await phone.call('POST /verifications', { body: { method: 'alipay_face' } });
  product.simulators.alipay.decide(certifyId!, 'pass');
  await phone.call('POST /verifications/:id/check', { params: { id }, body: {} });
  return phone;
}

/** WeChat offers a reminder at a tap, and neither answer changes anything else; Alipay has none to offer. */
async function answerReminder(app: MiniProgram, platform: Platform): Promise<void> {
  const words = '微信提醒我缴会费';
  if (platform === 'alipay') {
    expect(app.page.text()).not.toContain(words);
    return;
  }
  for (const [answer, told] of [['reject', '没有订阅'], ['accept', '下次缴会费前会在微信里提醒您一次']] as const) {
    app.answers.requestSubscribeMessage = ({ tmplIds }) => ({ [(tmplIds as string[])[0]!]: answer });
    await app.tap(words);
    await app.until(() => app.toasts.some((toast) => toast.includes(told)), told);
  }
}

const prepayIdOf = (platform: Platform, options: Record<string, unknown>) =>
  platform === 'weapp' ? String(options.package).replace('prepay_id=', '') : String(options.tradeNO);

/** What the host tells an app whose payer says that it is done. */
const doneBy = (platform: Platform) => (platform === 'weapp' ? {} : { resultCode: '9000' });

/** The payer pays at the pay service; `told: false` where its notice is lost. */
async function pay(product: Product, platform: Platform, prepayId: string, { told }: { told: boolean }): Promise<void> {
  const { wechatPay, alipay } = product.simulators;
  const service = platform === 'weapp' ? wechatPay : alipay;
  if (!told) service.notifyNext({ never: true });
  await service.pay(prepayId);
}

const paying =
  (product: Product, platform: Platform): Answer =>
  async (options) => {
    await pay(product, platform, prepayIdOf(platform, options), { told: true });
    return doneBy(platform);
  };

/** The payer closes the pay page: WeChat fails, Alipay resolves. */
const turningBack =
  (platform: Platform): Answer =>
  () => {
    if (platform === 'weapp') throw new NativeFailure('cancel');
    return { resultCode: '6001' };
  };
