import { beginOn, staffNow } from '../../../test/discipline';
import { balancesOf, confirmedCash, type Host, newBill, newDue, newPayer, type Owed, paymentService, type Payer } from '../../../test/payments';
import { netOf, ownBill, paidOnline, refundedOnline, strangeOrder, useRoundsByHand } from '../../../test/provider-money';
import { type BankMove, bankStatement, decidedBy, importedBy, linesOf } from '../../../test/reconciliation';
import { useProduct } from '../../../test/use-product';
import { yuan } from '../../yuan';
import { balanceOf } from '../ledger/accounts';
import { payableOf } from '../payments/payables';
import { fetchMissingBills } from './fetch-bills';
import { bankBalanceOn } from './month-obstacles';
import { reconciliationRound } from './rounds';

/** A month of the association as its money comes and goes: 28 markets, two funds, two providers, two bank accounts. */
const product = useProduct();
useRoundsByHand(product);
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);
const funds = ['dues', 'service_fee'] as const;
const hosts = ['wechat', 'alipay'] as const;
type Fund = (typeof funds)[number];
const month = '2026-10';
const day = (number: number) => `${month}-${String(number).padStart(2, '0')}`;

/** How people write a code into a memo. */
const fullWidth = (text: string) => [...text].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('');
const memos: ((code: string) => string)[] = [
  (code) => code,
  (code) => `影像服务费${code}谢谢`,
  (code) => `附言：${code.slice(0, 4)} ${code.slice(4)}，9月`,
  (code) => code.toLowerCase(),
  (code) => `转账-${code}-王经理13812345678`,
  (code) => fullWidth(code),
  (code) => `${code.slice(0, 2)} ${code.slice(2, 5)} ${code.slice(5)} 市场代付`,
];

interface Market {
  payer: Payer;
  bills: Owed[];
  due: Owed;
}
const moves: Record<Fund, BankMove[]> = { dues: [], service_fee: [] };
const openingFen = 500_000_00;
const balances: Record<Fund, number> = { dues: 0, service_fee: 0 };
const markets: Market[] = [];
const facts = async ({ kind, subjectId }: Owed) => (await payableOf(deps().db.manager, kind, subjectId))!;
async function approvedExpense(fund: Fund, payee: string, fen: number): Promise<void> {
  const { id } = await (await staff('clerk')).call('POST /expenses', { body: { fund, head: 'expense_system', fen, payee, purpose: '系统运行' } });
  await (await staff('president')).call('POST /expenses/:id/approval', { params: { id } });
}

it('a month of more than 200 lines is matched by itself to 95 % and more, ten planted differences are found, and once the list is done the ledger has what the banks have', async () => {
  beginOn(product(), day(1));
  for (const fund of funds) {
    moves[fund].push({ on: day(1), fen: 1_23, summary: '结息' });
    await importedBy(product(), fund, await bankStatement(moves[fund], openingFen));
  }
  for (let number = 1; number <= 28; number++) {
    const payer = await newPayer(product(), hosts[number % 2], `甬城第${number}二手车市场管理有限公司`);
    const bills = [];
    for (const fen of [3280_00, 4104_00, 2952_00, 2624_00]) bills.push(await newBill(product(), payer, { fen: fen + number * 8_00 }));
    markets.push({ payer, bills, due: await newDue(product(), payer, { fen: number <= 6 ? 10_000_00 : 6000_00 }) });
  }
  await approvedExpense('service_fee', '某云计算有限公司', 12_345_67);
  await approvedExpense('service_fee', '甬江软件技术有限公司', 30_000_00);
  await approvedExpense('dues', '协会会议服务有限公司', 4_800_00);

  // Bank transfers: three bills of each market, one of them in two parts, by code or by name; the dues of ten.
  for (const [index, { payer, bills, due }] of markets.entries()) {
    const on = day(8 + (index % 12));
    const [first, second] = [await facts(bills[0]!), await facts(bills[1]!)];
    const memo = memos[index % memos.length]!;
    const account = `33010102${String(index).padStart(4, '0')}0012345`;
    moves.service_fee.push({ on, fen: 1000_00, counterparty: '个人代付', account, memo: memo(first.remittanceCode) });
    moves.service_fee.push({ on, fen: first.outstandingFen - 1000_00, counterparty: payer.name, account, memo: memo(first.remittanceCode), serial: `F${index}` });
    moves.service_fee.push({ on: day(21 + (index % 7)), fen: second.outstandingFen, counterparty: payer.name, account, memo: index % 3 === 2 ? '影像系统服务费' : memo(second.remittanceCode) });
    const fourth = await facts(bills[3]!);
    moves.service_fee.push({ on: day(8 + ((index + 5) % 12)), fen: fourth.outstandingFen, counterparty: payer.name, memo: memo(fourth.remittanceCode) });
    if (index < 10) moves.dues.push({ on, fen: (await facts(due)).outstandingFen, counterparty: payer.name.replace('有限公司', ' 有限公司'), memo: index % 2 ? '会费' : memo((await facts(due)).remittanceCode) });
  }
  // In the mini-program: the third bill of each market, and the dues of eighteen.
  const refunds: { fund: Fund; orderId: string }[] = [];
  const orders: { market: Market; number: string; id: string; fund: Fund }[] = [];
  for (let step = 0; step < 7; step++) {
    product().clock.advance(24 * 3600);
    for (const market of markets.slice(step * 4, step * 4 + 4)) {
      orders.push({ market, fund: 'service_fee', ...(await paidOnline(product(), market.payer, market.bills[2]!)) });
      if (markets.indexOf(market) >= 10) orders.push({ market, fund: 'dues', ...(await paidOnline(product(), market.payer, market.due)) });
    }
    if (step % 3 === 0) refunds.push({ fund: 'service_fee', orderId: orders.at(-1)!.id });
  }
  for (const { orderId } of refunds) await refundedOnline(product(), orderId, 100_00);
  await confirmedCash(product(), await newDue(product(), markets[0]!.payer, { fen: 3000_00 }), 3000_00);

  // Ten differences, planted before anybody looks.
  const simulated = (index: number) => paymentService(product(), orders[index]!.market.payer.host).order(orders[index]!.number)!;
  const payerAt = (host: Host) => markets.find((market) => market.payer.host === host)!.payer;
  const isOf = (host: Host) => (order: (typeof orders)[number]) => order.fund === 'dues' && order.market.payer.host === host;
  const [wechatDue, alipayDue] = [orders.findIndex(isOf('wechat')), orders.findIndex(isOf('alipay'))];
  await strangeOrder(product(), payerAt('wechat'), 'EXTRA2026100001', 88_00); //                                              1 extra, at the provider
  moves.dues.push({ on: day(26), fen: 66_66, counterparty: '查无此人', memo: '捐款？' }); //            2 extra, at the bank
  simulated(wechatDue).merchantId = 'gone'; //                                                        3 missing
  const [lost] = simulated(orders.findIndex(({ id }) => id === refunds[0]!.orderId)).refunds.splice(0); // 4 missing refund
  simulated(0).fen += 10_00; //                                                                       5 amount, at the provider
  const third = await newBill(product(), markets[4]!.payer, { fen: 1000_00 });
  moves.service_fee.push({ on: day(27), fen: 1100_00, counterparty: markets[4]!.payer.name, memo: (await facts(third)).remittanceCode }); // 6 amount, at the bank
  const desk = orders.findLast(({ market, fund }) => market.payer.host === 'wechat' && fund === 'service_fee')!;
  const total = paymentService(product(), 'wechat').order(desk.number)!.fen;
  await deps().payments.service_fee.wechat!.refund({ refundNumber: 'DESK2026100001', orderNumber: desk.number, fen: 50_00, totalFen: total, reason: '平台退款', notifyUrl: `${product().url}/api/payment-notices/wechat/service_fee` }); // 7 refund
  moves.service_fee.push({ on: day(28), fen: -300_00, counterparty: '没有申请的收款人', memo: '货款' }); // 8 a payment out that nobody approved
  (await strangeOrder(product(), payerAt('alipay'), 'TWICE2026100001', simulated(alipayDue).fen)).number = orders[alipayDue]!.number; // 9 double, at the provider
  moves.service_fee.push({ on: day(28), fen: (await facts(markets[1]!.bills[0]!)).fen, counterparty: markets[1]!.payer.name, memo: (await facts(markets[1]!.bills[0]!)).remittanceCode }); // 10 double, at the bank

  // The providers pay out each day's money on the next one, of a Saturday and a Sunday together.
  for (const fund of funds) {
    for (const host of hosts) {
      let waiting = 0;
      for (let number = 1; number <= 9; number++) {
        waiting += netOf(ownBill(product(), host, fund, day(number)));
        if (number === 3 || waiting <= 0) continue;
        moves[fund].push({ on: day(number + 1), fen: waiting, counterparty: host === 'wechat' ? '财付通支付科技有限公司' : '支付宝（中国）网络技术有限公司', memo: '结算款' });
        waiting = 0;
      }
    }
    moves[fund].push({ on: day(21), fen: fund === 'dues' ? 98_76 : 345_67, summary: '季度结息', counterparty: '应付利息' });
    for (const number of [10, 20, 30]) moves[fund].push({ on: day(number), fen: -5_00, summary: '对公账户管理费' });
  }
  moves.service_fee.push({ on: day(15), fen: -12_345_67, counterparty: '某云计算有限公司', memo: '10月' }, { on: day(16), fen: -30_000_00, counterparty: '甬江软件技术有限公司', memo: '升级款' });
  moves.dues.push({ on: day(17), fen: -4_800_00, counterparty: '协会会议服务有限公司', memo: '会议费' }, { on: day(12), fen: 3000_00, summary: '现金存入' });

  // 2 November: the bills come by themselves, finance imports the two accounts.
  beginOn(product(), '2026-11-02');
  product().clock.advance(2 * 3600);
  await fetchMissingBills(deps());
  for (const fund of funds) {
    const [first, ...rest] = moves[fund];
    const inOrder = [first!, ...rest.sort((one, other) => one.on.localeCompare(other.on))];
    const file = await bankStatement(inOrder, openingFen, fund === 'dues' ? {} : { format: 'csv_gbk', layout: 'credit', newestFirst: true, remarks: true });
    balances[fund] = file.closingFen;
    expect(await importedBy(product(), fund, file, { to: day(31) })).toMatchObject({ problems: [], known: 1, added: inOrder.length - 1 });
  }
  await reconciliationRound(deps());

  const figures = async () => (await staff('finance')).call('GET /reconciliation', { query: { month } });
  const before = await figures();
  expect(before.missing).toEqual([]);
  expect(before.lines).toBeGreaterThan(200);
  expect(before.automaticRate).toBeGreaterThanOrEqual(9500);
  expect(before.open).toBe(10);
  const open = await linesOf(product(), { state: 'open' });
  expect(open.map(({ source, difference, fen }) => `${source} ${difference} ${yuan(fen)}`).sort()).toEqual(
    [
      'wechat unknown_payment 88.00元',
      'bank unidentified_in 66.66元',
      `wechat missing_payment ${yuan((await facts(orders[wechatDue]!.market.due)).fen)}`,
      `${orders.find(({ id }) => id === refunds[0]!.orderId)!.market.payer.host} missing_refund ${yuan(-lost!.fen)}`,
      `${orders[0]!.market.payer.host} wrong_amount ${yuan(simulated(0).fen)}`,
      'bank wrong_amount 1,100.00元',
      'wechat unknown_refund -50.00元',
      'bank unidentified_out -300.00元',
      `alipay double_payment ${yuan(simulated(alipayDue).fen)}`,
      `bank double_payment ${yuan((await facts(markets[1]!.bills[0]!)).fen)}`,
    ].sort(),
  );
  const closing = async () => (await staff('finance')).send('POST /months/:month/closing', { params: { month } });
  expect((await closing()).error).toMatchObject({ code: 'ledger.month_obstacles', details: [expect.objectContaining({ what: '对账明细还没有处理', count: 10 })] });

  // The work list, one key each; what nobody approved is asked for and approved after all.
  await approvedExpense('service_fee', '没有申请的收款人', 300_00);
  await reconciliationRound(deps());
  for (const line of await linesOf(product(), { state: 'open' })) await decidedBy(product(), line, 1);

  expect(await figures()).toMatchObject({ open: 0, decided: 9, lines: before.lines });
  for (const fund of funds) {
    expect([fund, await bankBalanceOn(deps().db.manager, fund, day(31))]).toEqual([fund, balances[fund]]);
    for (const host of hosts) {
      // What the providers still hold is what they have not paid out: nothing, but for what they took back in refunds after the last payout.
      const held = netOf(ownBill(product(), host, fund, ...Array.from({ length: 31 }, (_, index) => day(index + 1))));
      const out = moves[fund].filter(({ counterparty }) => counterparty?.startsWith(host === 'wechat' ? '财付通' : '支付宝')).reduce((sum, { fen }) => sum + fen, 0);
      expect([fund, host, await balanceOf(deps().db.manager, fund, { account: `${host}_clearing` })]).toEqual([fund, host, held - out]);
    }
    expect(Object.values(await balancesOf(product(), { fund })).reduce((sum, fen) => sum + fen, 0)).toBe(0);
  }
  expect((await closing()).status).toBe(200);
}, 600_000);
