import { createHash } from 'node:crypto';
import { outstandingOf } from '../../../test/bank-accounts';
import { beginOn, staffNow } from '../../../test/discipline';
import { balancesOf, bookingsOf, type Host, newBill, newDue, newPayer, orderIs, type Owed, paymentService, type Payer } from '../../../test/payments';
import { booked, netOf, ownBill, paidOnline, refundedOnline, useRoundsByHand } from '../../../test/provider-money';
import { bankStatement, decidedBy, importedBy, type Line, linesOf } from '../../../test/reconciliation';
import { useProduct } from '../../../test/use-product';
import { balanceOf } from '../ledger/accounts';
import { reconciliationRound } from './rounds';
import { StatementFile } from './statement.entity';

const product = useProduct();
useRoundsByHand(product);
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);
const round = () => reconciliationRound(deps());
const clearing = (host: Host) => balanceOf(deps().db.manager, 'dues', { account: `${host}_clearing` });
const own = (host: Host, ...days: string[]) => ownBill(product(), host, 'dues', ...days);
const billCalls = () => product().simulators.wechatPay.calls.filter(({ operation }) => operation === 'bill').length;
const paid = async (payer: Payer, fen = 6000_00, owed?: Owed) => paidOnline(product(), payer, owed ?? (await newDue(product(), payer, { fen })));
const billOf = async (day: string, source: Host) => (await (await staff('finance')).call('GET /statements', { query: { month: day.slice(0, 7), source, fund: 'dues' } as never })).items.find(({ from }) => from === day);
const fetchNow = async (provider: Host, day: string, fund: 'dues' | 'service_fee' = 'dues') => (await staff('finance')).send('POST /provider-bills', { body: { provider, fund, day } });

describe('每日对账', () => {
  it('fetches each merchant’s bill once, after half past ten of the next day, keeps the file, matches every line and books the charges', async () => {
    beginOn(product(), '2026-11-05');
    const [wechat, alipay] = [await newPayer(product(), 'wechat'), await newPayer(product(), 'alipay')];
    const first = await paid(wechat);
    await paid(wechat, 3000_33);
    await paid(alipay, 10_000_00);
    await paid(wechat, 0, await newBill(product(), wechat));
    const { number } = await refundedOnline(product(), first.id, 2000_00);

    product().clock.advance(24 * 3600);
    await round();
    expect([await billOf('2026-11-05', 'wechat'), (await fetchNow('wechat', '2026-11-05')).error.code, (await fetchNow('wechat', '2026-11-06')).error.code]).toEqual([undefined, 'reconciliation.bill_not_ready', 'reconciliation.bill_not_ready']);
    product().clock.advance(3600);
    await Promise.all([round(), round()]);

    const bill = own('wechat', '2026-11-05');
    const statement = (await billOf('2026-11-05', 'wechat'))!;
    expect(statement).toMatchObject({ fund: 'dues', to: '2026-11-05', open: 0, importedBy: '系统', closingFen: null });
    const { items } = await (await staff('auditor')).call('GET /statements', { query: { month: '2026-11', source: 'wechat', fund: 'dues' } as never });
    expect(items[0]).toMatchObject({ lines: 3, matched: 3, inFen: 9000_33, outFen: 2000_00 });
    const { bytes } = await deps().db.manager.findOneByOrFail(StatementFile, { statementId: items[0]!.id });
    expect([createHash('sha256').update(bytes).digest('hex'), bytes.toString().includes(first.number)]).toEqual([items[0]!.sha256, true]);

    const lines = await linesOf(product(), { fund: 'dues' });
    expect(lines.map(({ state, feeFen, mayReopen, candidates }) => [state, feeFen !== 0, mayReopen, candidates])).toEqual(Array.from({ length: 4 }, () => ['matched', true, false, []]));
    expect(lines.find(({ kind }) => kind === 'refund')).toMatchObject({ number, fen: -2000_00, outcome: `与退款${number}一致：单号、金额2,000.00元、状态相符` });
    expect(await clearing('wechat')).toBe(netOf(bill));
    expect(await clearing('alipay')).toBe(netOf(own('alipay', '2026-11-05')));
    expect((await balancesOf(product(), { fund: 'dues' })).provider_charges).toBe([...bill, ...own('alipay', '2026-11-05')].reduce((sum, { feeFen }) => sum + feeFen, 0));

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
    const order = booked(product(), 'alipay', number);
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
    expect(await outstandingOf(product(), due)).toBe(0);
  });

  it('finds what a bill lacks in the next one, as where a payment was made at midnight', async () => {
    beginOn(product(), '2026-11-08');
    const payer = await newPayer(product(), 'wechat');
    await paid(payer, 100_00);
    const { number } = await paid(payer);
    booked(product(), 'wechat', number).paidAt = '2026-11-09T01:00:00.000Z';
    product().clock.advance(26 * 3600);
    await round();
    const lineOf = async () => (await linesOf(product(), { source: 'wechat' })).filter((line) => line.number === number);
    expect(await lineOf()).toMatchObject([{ state: 'open', difference: 'missing_payment', candidates: [{ key: 1, decision: 'accept_provider' }, { key: 2, decision: 'explained' }] }]);
    product().clock.advance(24 * 3600);
    await round();
    expect((await lineOf()).map(({ state, outcome }) => [state, outcome])).toEqual([['matched', expect.stringContaining('一致')], ['matched', '出现在2026-11-09的账单中']]);
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
    const [one, two, three] = days.map((day) => netOf(own('wechat', day)));
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
  const theirs = (['wechat', 'alipay'] as const).flatMap((host) => days.flatMap((day) => own(host, day).map(({ fen, feeFen }) => `${host} ${day} ${fen} ${feeFen}`)));
  const shown = (line: Line) => `${line.source} ${line.on} ${line.fen} ${line.feeFen}`;
  expect(lines.map(shown).sort()).toEqual(theirs.sort());
});
