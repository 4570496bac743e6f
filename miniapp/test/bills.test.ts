import { publishedBill } from '../../cloud/test/billing';
import { joined } from '../../cloud/test/members';
import { employeeAt } from '../../cloud/test/people';
import { persona } from '../../cloud/test/product';
import { useProduct } from '../../cloud/test/use-product';
import { appOf, claimAs, passFaceCheck } from './agent';
import type { MiniProgram, Phone, Platform } from './runner';

const running: MiniProgram[] = [];
afterEach(() => running.splice(0).forEach((app) => app.kill()));

const manager = persona('管样板');
const company = '示范车行有限公司';
const account = { fund: 'service_fee' as const, payeeName: '宁波甬车管理有限公司', bankName: '示范银行宁波海曙支行', bankNumber: '3310009876543210' };

const shanghai = 8 * 3_600_000;
const today = new Date(Date.now() + shanghai).toISOString().slice(0, 10);
/** Of the month before this one. */
const month = (() => {
  const [year, number] = today.split('-').map(Number) as [number, number];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
})();
const monthInWords = `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

describe.each<Platform>(['weapp', 'alipay'])('the bill of a market in the built mini-program on %s', (platform) => {
  const product = useProduct();
  let phone: Phone;
  const open = async (from?: Phone) => {
    const app = appOf(product(), platform, manager.user, from);
    running.push(app);
    if (from) await app.launch();
    return app;
  };

  beforeAll(async () => {
    const { db } = product().server.deps;
    const [{ id: companyId }] = await db.query('SELECT id FROM companies WHERE name = ?', [company]);
    const [{ id: marketId }] = await db.query('SELECT id FROM markets ORDER BY code LIMIT 1');
    await joined(product(), { name: company, companyId, marketId });
    await publishedBill(product(), { marketId, month, vehicles: 158 });
    await (await employeeAt(product(), 'finance')).call('PUT /payee-accounts', { body: account });
  });

  it('opens the bill, its lines and the cars behind a line', async () => {
    const app = await open();
    ({ phone } = app);
    await claimAs(app, manager);
    await passFaceCheck(app, product(), platform);
    const first = await open(phone);
    await first.tap('我的');
    await first.tap('会籍与缴费');
    await first.tap('服务费账单');
    await first.tap(monthInWords);
    await first.sees('158辆 × ¥3.00');
    await first.sees('合计 ¥474.00');
    await first.tap('本期车辆，会员市场');
    await first.sees('本期车辆，会员市场，共¥474.00');
    await first.sees('交易流水号');
    await first.until(() => first.page.text().split('交易流水号').length - 1 === 50, 'fifty cars are shown');
    await first.tap('加载更多');
    await first.until(() => first.page.text().split('交易流水号').length - 1 === 100, 'a hundred cars are shown');
    expect([...app.errors, ...first.errors]).toEqual([]);
  });

  it('is paid by a bank transfer that carries its code', async () => {
    const app = await open(phone);
    await app.tap('我的');
    await app.tap('会籍与缴费');
    await app.tap(`${monthInWords}影像系统服务费`);
    await app.sees(account.payeeName);
    await app.tap('复制', { near: '附言' });
    const finance = await employeeAt(product(), 'finance');
    const rows = [
      '交易日期,收入金额,支出金额,余额,对方户名,摘要,附言,流水号',
      `${today},474.00,,10474.00,${company},转账,服务费 ${app.phone.clipboard},000001`,
    ];
    const file = { name: '对账单.csv', bytes: Buffer.from(rows.join('\n')) };
    expect(await finance.call('POST /bank-statements', { query: { fund: 'service_fee' }, file })).toMatchObject({ added: 1, problems: [] });
    app.hide();
    app.show();
    await app.sees('已缴清');
    await app.sees('银行转账 ¥474.00');
    await app.sees('增值税发票还没有开具');
    expect(app.errors).toEqual([]);
  });
});
