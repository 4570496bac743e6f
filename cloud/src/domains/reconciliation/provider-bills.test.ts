import { createHash } from 'node:crypto';
import { beginOn, staffNow } from '../../../test/discipline';
import { balancesOf, bookingsOf, type Host, newBill, newDue, newPayer, orderIs, type Owed, paymentService, type Payer, refundIs } from '../../../test/payments';
import { bankStatement, decidedBy, importedBy, type Line, linesOf } from '../../../test/reconciliation';
import { useProduct } from '../../../test/use-product';
import { balanceOf } from '../ledger/accounts';
import { payableOf } from '../payments/payables';
import { reconciliationRound } from './rounds';
import { StatementFile } from './statement.entity';

const product = useProduct();
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);
const round = () => reconciliationRound(deps());
const clearing = (host: Host) => balanceOf(deps().db.manager, 'dues', { account: `${host}_clearing` });
const outstanding = async ({ kind, subjectId }: Owed) => (await payableOf(deps().db.manager, kind, subjectId))!.outstandingFen;
const merchantOf = (host: Host) => (host === 'wechat' ? product().simulators.wechatPay.merchants.dues.mchid : product().simulators.alipay.apps.dues.sellerId);
/** What the simulator's own bills of these days come to, charges taken off: what stands in the clearing account when all is explained. */
const netOf = (host: Host, ...days: string[]) => days.flatMap((day) => paymentService(product(), host).bill(day, merchantOf(host))).reduce((sum, { fen, feeFen }) => sum + fen - feeFen, 0);
const billCalls = () => product().simulators.wechatPay.calls.filter(({ operation }) => operation === 'bill').length;

/** A due, paid in the payer's host. */
async function paid(payer: Payer, fen = 6000_00, owed?: Owed): Promise<{ id: string; number: string; due: Owed }> {
  const due = owed ?? (await newDue(product(), payer, { fen }));
  const { order } = await payer.call('POST /payment-orders', { body: due });
  await paymentService(product(), payer.host).pay(order.number);
  await orderIs(product(), order.id, 'paid');
  return { id: order.id, number: order.number, due };
}

/** A refund that finance asked for and the president approved. */
async function refunded(orderId: string, fen: number): Promise<{ id: string; number: string }> {
  const { id, number } = await (await staff('finance')).call('POST /payment-orders/:id/refunds', { params: { id: orderId }, body: { fen, reason: '重复缴费' } });
  await (await staff('president')).call('POST /refunds/:id/approval', { params: { id } });
  await refundIs(product(), id, 'succeeded');
  return { id, number };
}
const billOf = async (day: string, source: Host) => (await (await staff('finance')).call('GET /statements', { query: { month: day.slice(0, 7), source, fund: 'dues' } as never })).items.find(({ from }) => from === day);
const fetchNow = async (provider: Host, day: string, fund: 'dues' | 'service_fee' = 'dues') => (await staff('finance')).send('POST /provider-bills', { body: { provider, fund, day } });
const booked = (host: Host, number: string) => paymentService(product(), host).order(number)!;

// The stories make the rounds themselves.
beforeAll(() => deps().db.query("DELETE FROM jobs WHERE name = 'reconciliation.day-round'"));

describe('每日对账', () => {
  it('fetches each merchant’s bill once, after half past ten of the next day, keeps the file, matches every line and books the charges', async () => {
    beginOn(product(), '2026-11-05');
    const [wechat, alipay] = [await newPayer(product(), 'wechat'), await newPayer(product(), 'alipay')];
    const first = await paid(wechat);
    await paid(wechat, 3000_33);
    await paid(alipay, 10_000_00);
    await paid(wechat, 0, await newBill(product(), wechat));
    const { number } = await refunded(first.id, 2000_00);

    product().clock.advance(24 * 3600);
    await round();
    expect([await billOf('2026-11-05', 'wechat'), (await fetchNow('wechat', '2026-11-05')).error.code, (await fetchNow('wechat', '2026-11-06')).error.code]).toEqual([undefined, 'reconciliation.bill_not_ready', 'reconciliation.bill_not_ready']);
    product().clock.advance(3600);
    await Promise.all([round(), round()]);

    const own = paymentService(product(), 'wechat').bill('2026-11-05', merchantOf('wechat'));
    const statement = (await billOf('2026-11-05', 'wechat'))!;
    expect(statement).toMatchObject({ fund: 'dues', to: '2026-11-05', open: 0, importedBy: '系统', closingFen: null });
    const { items } = await (await staff('auditor')).call('GET /statements', { query: { month: '2026-11', source: 'wechat', fund: 'dues' } as never });
    expect(items[0]).toMatchObject({ lines: 3, matched: 3, inFen: 9000_33, outFen: 2000_00 });
    const { bytes } = await deps().db.manager.findOneByOrFail(StatementFile, { statementId: items[0]!.id });
    expect([createHash('sha256').update(bytes).digest('hex'), bytes.toString().includes(first.number)]).toEqual([items[0]!.sha256, true]);

    const lines = await linesOf(product(), { fund: 'dues' });
    expect(lines.map(({ state, feeFen, mayReopen, candidates }) => [state, feeFen !== 0, mayReopen, candidates])).toEqual(Array.from({ length: 4 }, () => ['matched', true, false, []]));
    expect(lines.find(({ kind }) => kind === 'refund')).toMatchObject({ number, fen: -2000_00, outcome: `与退款${number}一致：单号、金额2,000.00元、状态相符` });
    expect(await clearing('wechat')).toBe(own.reduce((sum, { fen, feeFen }) => sum + fen - feeFen, 0));
    expect(await clearing('alipay')).toBe(netOf('alipay', '2026-11-05'));
    expect((await balancesOf(product(), { fund: 'dues' })).provider_charges).toBe([...own, ...paymentService(product(), 'alipay').bill('2026-11-05', merchantOf('alipay'))].reduce((sum, { feeFen }) => sum + feeFen, 0));

    const calls = billCalls();
    await round();
    expect(billCalls()).toBe(calls);
    expect((await fetchNow('wechat', '2026-11-05')).body).toMatchObject({ id: items[0]!.id, lines: 3 });
    expect(await linesOf(product(), { fund: 'dues' })).toHaveLength(4);
    expect(await (await staff('finance')).call('GET /reconciliation', { query: { month: '2026-11' } })).toMatchObject({ lines: 5, matched: 5, open: 0, automaticRate: 10_000, differences: [] });
  });

  it('tries again where a provider fails, does not believe that nothing was traded where we hold a payment, and records a day without trades', async () => {
    beginOn(product(), '2026-11-06');
    const payer = await newPayer(product(), 'alipay');
    const { number } = await paid(payer);
    const order = booked('alipay', number);
    const seller = order.merchantId;
    order.merchantId = 'gone';
    product().clock.advance(26 * 3600);
    product().simulators.wechatPay.failNext('html_502', 'bill');
    await round();
    expect([await billOf('2026-11-06', 'wechat'), await billOf('2026-11-06', 'alipay')]).toEqual([undefined, undefined]);
    const { missing } = await (await staff('finance')).call('GET /reconciliation', { query: { month: '2026-11' } });
    expect(missing.filter(({ source, fund }) => source !== 'bank' && fund === 'dues')).toEqual([{ source: 'alipay', fund: 'dues', from: '2026-11-06', to: '2026-11-06' }, { source: 'wechat', fund: 'dues', from: '2026-11-06', to: '2026-11-06' }]);
    expect((await fetchNow('alipay', '2026-11-06')).error.code).toBe('reconciliation.bill_not_ready');
    order.merchantId = seller;
    await round();
    expect(await billOf('2026-11-06', 'alipay')).toMatchObject({ lines: 1, matched: 1 });
    expect(await billOf('2026-11-06', 'wechat')).toMatchObject({ lines: 0, fileName: expect.stringContaining('当日没有交易') });
  });

  it('has the provider asked about a payment that the bill shows and we do not, and matches it in the next round', async () => {
    beginOn(product(), '2026-11-07');
    const payer = await newPayer(product(), 'wechat');
    const due = await newDue(product(), payer);
    const { order } = await payer.call('POST /payment-orders', { body: due });
    await deps().db.query('DELETE FROM jobs WHERE dedup_key = ?', [`payments.ask-order:${order.id}`]);
    product().simulators.wechatPay.notifyNext({ never: true });
    await paymentService(product(), 'wechat').pay(order.number);
    product().clock.advance(26 * 3600);
    await round();
    await orderIs(product(), order.id, 'paid');
    await round();
    const [line] = (await linesOf(product(), { source: 'wechat' })).filter(({ number }) => number === order.number);
    expect(line).toMatchObject({ state: 'matched', difference: null, decidedBy: null });
    expect(await outstanding(due)).toBe(0);
  });

  it('finds what a bill lacks in the next one, as where a payment was made at midnight', async () => {
    beginOn(product(), '2026-11-08');
    const payer = await newPayer(product(), 'wechat');
    await paid(payer, 100_00);
    const { number } = await paid(payer);
    booked('wechat', number).paidAt = '2026-11-09T01:00:00.000Z';
    product().clock.advance(26 * 3600);
    await round();
    const lineOf = async () => (await linesOf(product(), { source: 'wechat' })).filter((line) => line.number === number);
    expect(await lineOf()).toMatchObject([{ state: 'open', difference: 'missing_payment', candidates: [{ key: 1, decision: 'accept_provider' }, { key: 2, decision: 'explained' }] }]);
    product().clock.advance(24 * 3600);
    await round();
    expect((await lineOf()).map(({ state, outcome }) => [state, outcome])).toEqual([['matched', expect.stringContaining('一致')], ['matched', '出现在2026-11-09的账单中']]);
  });
});

describe('差异', () => {
  it('ten planted ones are found, ten of ten, by their kinds; each is decided with one key, and the clearing accounts are what the providers’ own bills come to', async () => {
    beginOn(product(), '2026-11-11');
    const [wechat, alipay] = [await newPayer(product(), 'wechat'), await newPayer(product(), 'alipay')];
    const channels = deps().payments.dues;
    const before = { wechat: await clearing('wechat'), alipay: await clearing('alipay') };
    const kept = [await paid(wechat, 1000_00), await paid(alipay, 1000_00)];
    const expiresAt = new Date(product().clock.now().getTime() + 1800_000);
    const stranger = async (host: Host, number: string, fen: number) => {
      const [{ open_id: payerOpenId }] = await deps().db.query('SELECT open_id FROM accounts WHERE id = ?', [(host === 'wechat' ? wechat : alipay).accountId]);
      const notifyUrl = `${product().url}/api/payment-notices/${host}/dues`;
      await channels[host]!.createOrder({ number, subject: '不在系统里的订单', fen, payerOpenId, expiresAt, notifyUrl });
      paymentService(product(), host).notifyNext({ never: true });
      await paymentService(product(), host).pay(number);
      return booked(host, number);
    };
    // 1, 2: extra. The system knows nothing of them.
    await stranger('wechat', 'EXTRA0000001', 111_00);
    await stranger('alipay', 'EXTRA0000002', 222_00);
    // 3, 4: missing. The bill lacks what we hold as paid, and as given back.
    const missing = await paid(wechat, 333_00);
    booked('wechat', missing.number).merchantId = 'gone';
    const unreturned = await paid(wechat, 444_00);
    const lost = await refunded(unreturned.id, 44_00);
    booked('wechat', unreturned.number).refunds.length = 0;
    // 5, 6: amount. The provider took more, and less.
    const more = await paid(alipay, 555_00);
    booked('alipay', more.number).fen = 655_00;
    const less = await paid(wechat, 666_00);
    booked('wechat', less.number).fen = 600_00;
    // 7, 8: refund. Made at the provider's own desk; and of another sum than ours.
    const desk = await paid(wechat, 777_00);
    await channels.wechat!.refund({ refundNumber: 'DESK00000001', orderNumber: desk.number, fen: 70_00, totalFen: 777_00, reason: '平台退款', notifyUrl: `${product().url}/api/payment-notices/wechat/dues` });
    const other = await paid(alipay, 888_00);
    await refunded(other.id, 80_00);
    booked('alipay', other.number).refunds[0]!.fen = 88_00;
    // 9, 10: double. The same order was paid twice.
    const twice = [await paid(wechat, 999_00), await paid(alipay, 123_00)];
    (await stranger('wechat', 'TWICE0000001', 999_00)).number = twice[0]!.number;
    (await stranger('alipay', 'TWICE0000002', 123_00)).number = twice[1]!.number;

    product().clock.advance(26 * 3600);
    await round();
    const open = await linesOf(product(), { state: 'open' });
    const planted = [
      ['wechat', 'unknown_payment', 111_00, 'EXTRA0000001'],
      ['alipay', 'unknown_payment', 222_00, 'EXTRA0000002'],
      ['wechat', 'missing_payment', 333_00, missing.number],
      ['wechat', 'missing_refund', -44_00, lost.number],
      ['alipay', 'wrong_amount', 655_00, more.number],
      ['wechat', 'wrong_amount', 600_00, less.number],
      ['wechat', 'unknown_refund', -70_00, 'DESK00000001'],
      ['alipay', 'wrong_amount', -88_00, expect.any(String)],
      ['wechat', 'double_payment', 999_00, twice[0]!.number],
      ['alipay', 'double_payment', 123_00, twice[1]!.number],
    ];
    expect(open.map(({ source, difference, fen, number }) => [source, difference, fen, number])).toEqual(expect.arrayContaining(planted));
    expect(open).toHaveLength(10);
    const figures = await (await staff('finance')).call('GET /reconciliation', { query: { month: '2026-11' } });
    expect(figures.open).toBe(10);
    expect(Object.fromEntries(figures.differences.map(({ kind, open: waiting }) => [kind, waiting]))).toEqual({ unknown_payment: 2, missing_payment: 1, missing_refund: 1, wrong_amount: 3, unknown_refund: 1, double_payment: 2 });

    const of = (difference: string, source: Host, number?: string) => open.find((line) => line.difference === difference && line.source === source && (number === undefined || line.number === number))!;
    const due = await newDue(product(), wechat, { fen: 111_00 });
    const unknown = of('unknown_payment', 'wechat');
    expect((await (await staff('finance')).send('POST /statement-lines/:id/decision', { params: { id: unknown.id }, body: { decision: 'accept_provider' } })).error.code).toBe('reconciliation.decision_unfit');
    await decidedBy(product(), unknown, { decision: 'payable', subjectId: due.subjectId });
    expect(await outstanding(due)).toBe(0);
    await decidedBy(product(), of('unknown_payment', 'alipay'), { decision: 'suspense' });
    const explained = of('missing_payment', 'wechat');
    expect((await (await staff('finance')).send('POST /statement-lines/:id/decision', { params: { id: explained.id }, body: { decision: 'explained' } })).error.fields).toMatchObject([{ field: 'note' }]);
    for (const line of open.filter(({ difference }) => difference !== 'unknown_payment')) {
      expect(line.candidates[0]).toMatchObject({ key: 1, decision: 'accept_provider' });
      expect(await decidedBy(product(), line, 1)).toMatchObject({ state: 'decided', decidedBy: '财务一号' });
    }
    expect(await linesOf(product(), { state: 'open' })).toEqual([]);

    // Nothing is unexplained: to the fen, each clearing account is what its provider says.
    expect(await clearing('wechat')).toBe(before.wechat + netOf('wechat', '2026-11-11'));
    expect(await clearing('alipay')).toBe(before.alipay + netOf('alipay', '2026-11-11'));
    expect(await outstanding(missing.due)).toBe(333_00);
    expect(await balancesOf(product(), { documentId: unreturned.due.subjectId })).toEqual({ receivable: 44_00, refund_payable: -44_00 });
    expect(await balancesOf(product(), { documentId: more.due.subjectId })).toEqual({ advance: -100_00 });
    expect(await outstanding(less.due)).toBe(66_00);
    expect(await outstanding(desk.due)).toBe(70_00);
    expect(await outstanding(other.due)).toBe(88_00);
    expect(await balancesOf(product(), { documentId: twice[0]!.due.subjectId })).toEqual({ advance: -999_00 });
    expect(await balancesOf(product(), { documentId: kept[0]!.due.subjectId })).toEqual({});
    expect((await wechat.call('GET /messages', { query: {} as never })).items.some(({ title }) => title === '缴款更正')).toBe(true);
  });

  it('is taken back with its bookings, and decided anew', async () => {
    const [line] = (await linesOf(product(), { difference: 'double_payment', source: 'wechat' }));
    const reopened = await (await staff('finance')).call('POST /statement-lines/:id/reopening', { params: { id: line!.id }, body: { reason: '弄错了' } });
    expect(reopened).toMatchObject({ state: 'open', difference: 'double_payment', outcome: null });
    expect(await bookingsOf(product(), `statement_line:${line!.id}`)).toEqual(['provider_charge', 'provider_difference', 'correction']);
    expect(await decidedBy(product(), reopened, { decision: 'suspense' })).toMatchObject({ outcome: expect.stringContaining('待查款项') });
  });

  it('an order of ours that the provider’s bill shows as paid, and that cannot be asked about, is settled by one key', async () => {
    beginOn(product(), '2026-11-14');
    const payer = await newPayer(product(), 'alipay');
    const due = await newDue(product(), payer);
    const { order } = await payer.call('POST /payment-orders', { body: due });
    product().simulators.alipay.notifyNext({ never: true });
    await paymentService(product(), 'alipay').pay(order.number);
    await deps().db.query('UPDATE payment_orders SET merchant_id = ? WHERE id = ?', ['another', order.id]);
    await deps().db.query('DELETE FROM jobs WHERE dedup_key = ?', [`payments.ask-order:${order.id}`]);
    product().clock.advance(26 * 3600);
    await round();
    await deps().db.query('DELETE FROM jobs WHERE dedup_key = ?', [`payments.ask-order:${order.id}`]);
    const [line] = await linesOf(product(), { state: 'open' });
    expect(line).toMatchObject({ number: order.number, difference: 'unknown_payment', candidates: [{ key: 1, decision: 'accept_provider' }] });
    for (const decision of ['suspense', 'payable'] as const) {
      expect((await (await staff('finance')).send('POST /statement-lines/:id/decision', { params: { id: line!.id }, body: { decision, subjectId: due.subjectId } })).error.code).toBe('reconciliation.decision_unfit');
    }
    const settled = await decidedBy(product(), line!, 1);
    expect(settled).toMatchObject({ state: 'decided', mayReopen: false });
    expect([await outstanding(due), await bookingsOf(product(), `payment_order:${order.id}`)]).toEqual([0, [expect.stringMatching(/^(order|late)_paid$/)]]);
    expect((await (await staff('finance')).send('POST /statement-lines/:id/reopening', { params: { id: line!.id }, body: { reason: '试' } })).error.code).toBe('reconciliation.line_wrong_state');
  });
});

describe('结算到账', () => {
  it('is matched with the days that it pays out, charges and refunds taken off; one day is never paid out twice', async () => {
    beginOn(product(), '2026-11-17');
    const payer = await newPayer(product(), 'wechat');
    const days = ['2026-11-17', '2026-11-18', '2026-11-19'];
    for (const fen of [1000_00, 2000_00, 1000_00]) {
      await paid(payer, fen);
      product().clock.advance(24 * 3600);
    }
    product().clock.advance(2 * 3600);
    await round();
    const [one, two, three] = days.map((day) => netOf('wechat', day));
    const payout = (on: string, fen: number) => ({ on, fen, counterparty: '财付通支付科技有限公司', memo: '微信支付结算款' });
    const file = await bankStatement([payout('2026-11-18', one!), payout('2026-11-20', two! + three!), payout('2026-11-20', three!), payout('2026-11-20', 1)], 0);
    await importedBy(product(), 'dues', file);
    expect((await importedBy(product(), 'service_fee', file)).problems[0]!.message).toBe('第2、3行已在会费账户的对账单里，日期、金额和余额都相同。请核对选的资金。');
    const lines = (await linesOf(product(), { fund: 'dues', source: 'bank' })).reverse();
    expect(lines.map(({ state, outcome }) => [state, outcome])).toEqual([
      ['matched', '2026-11-17的结算款，已减手续费和退款'],
      ['matched', '2026-11-18至2026-11-19的结算款，已减手续费和退款'],
      ['open', null],
      ['open', null],
    ]);
    expect(lines[3]!.candidates[0]).toMatchObject({ decision: 'payout', why: expect.stringContaining('都不相符') });
    expect(await bookingsOf(product(), ...lines.map(({ id }) => `statement_line:${id}`))).toEqual(['payout', 'payout']);
    const held = await clearing('wechat');
    await decidedBy(product(), lines[3]!, 1, '平台补结');
    expect(await clearing('wechat')).toBe(held - 1);
  });

  it('is not configured for a fund without this provider', async () => {
    const channel = deps().payments.service_fee.alipay!;
    delete deps().payments.service_fee.alipay;
    expect((await fetchNow('alipay', '2026-11-17', 'service_fee')).error.code).toBe('reconciliation.not_configured');
    deps().payments.service_fee.alipay = channel;
  });
});

/** Lines are evidence; so is that none was lost on the way from the provider's file. */
it('every line of the simulators’ own bills stands in the statements, once', async () => {
  const lines = (await linesOf(product(), { fund: 'dues' })).filter(({ source, difference, outcome }) => source !== 'bank' && !difference?.startsWith('missing') && !outcome?.startsWith('出现在'));
  const days = [...new Set(lines.map(({ on }) => on))];
  const own = (['wechat', 'alipay'] as const).flatMap((host) => days.flatMap((day) => paymentService(product(), host).bill(day, merchantOf(host)).map(({ fen, feeFen }) => `${host} ${day} ${fen} ${feeFen}`)));
  const shown = (line: Line) => `${line.source} ${line.on} ${line.fen} ${line.feeFen}`;
  expect(lines.map(shown).sort()).toEqual(own.sort());
});
