import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createTestDatabase } from '../database';
import { until } from '../payments';
import { persona, type Product, startProduct } from '../product';
import { verifiedAgent } from '../people';
import { thumb } from './agent';
import { openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';

/** Money in a real browser: a due paid on the phone, a bill checked and published, the bank's odd lines, a receipt and a refund, on the demo city's own months. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-money-'));
const manager = '管样板';
let product: Product;
let browser: Browser;
let phone: Page;
const desks: Record<string, Page> = {};
const complaints: string[][] = [];

beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { withPages: true, withHistory: true });
  ({ browser } = await openBrowser(folder));
  const opened = await openPage(browser, 'phone');
  phone = opened.page;
  complaints.push(opened.complaints);
  for (const name of ['finance', 'finance2']) {
    const desk = await openPage(browser, 'desk');
    desks[name] = desk.page;
    complaints.push(desk.complaints);
  }
  await verifiedAgent(product, manager);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One step of the story; once one fails, the rest cannot be told. */
let failedAt: string | undefined;
function step(name: string, tell: () => Promise<void>): void {
  it(name, async () => {
    if (failedAt) throw new Error(`the story broke off at “${failedAt}”`);
    failedAt = name;
    await tell().catch(async (error: unknown) => {
      for (const [who, page] of [['phone', phone], ...Object.entries(desks)] as [string, Page][]) await saveScreen(page, `failed-${who}`);
      throw error;
    });
    failedAt = undefined;
  });
}

const query = (sql: string): Promise<{ id: string }[]> => product.server.deps.db.query(sql);
/** The next moment's one-time code: none works twice. */
async function logIn(name: 'finance' | 'finance2'): Promise<Page> {
  product.clock.advance(31);
  await logInAsStaff(desks[name]!, product, name);
  await desks[name]!.getByRole('heading', { name: '财务台' }).waitFor();
  return desks[name]!;
}

const home = () => `${product.url}/m/app/?host=alipay&user=${persona(manager).user}`;
/** The pay service's own page, over the mini-program. */
const cashier = () => phone.frameLocator('.outside-layer__frame');

describe('钱', () => {
  step('负责人 sees on the phone what the company owes', async () => {
    const { tap, see } = thumb(phone);
    await phone.goto(home());
    await tap('同意并登录');
    await tap('我的');
    await tap('会籍与缴费');
    await see('应缴款合计');
    await saveScreen(phone, 'money-payables');
  });

  step('… turns back at the pay page, and the order says that nothing was paid', async () => {
    const { tap, see } = thumb(phone);
    await phone.locator('.payable-card:visible').first().tap();
    await see('待缴金额');
    await saveScreen(phone, 'money-cashier');
    await phone.getByText(/^支付宝 ¥/).locator('visible=true').last().tap();
    await cashier().getByRole('button', { name: '取消' }).click();
    await see('继续支付');
    await saveScreen(phone, 'money-order-open');
    await tap('继续支付');
    await cashier().getByRole('button', { name: /^支付/ }).first().click();
    await cashier().getByRole('button', { name: '返回小程序' }).click();
    await see('完成');
    await until('the order is paid', async () => (await query("SELECT 1 FROM payment_orders WHERE state = 'paid'")).length === 1);
    await saveScreen(phone, 'money-order-paid');
  });

  step('财务一号 sees the desk, and decides what the bank’s lines were by their keys', async () => {
    const desk = await logIn('finance');
    await desk.getByRole('heading', { name: '收款曲线' }).waitFor();
    await saveScreen(desk, 'money-finance-desk');
    await desk.goto(`${product.url}/admin/reconciliation/desk`);
    for (const left of [2, 1]) {
      await desk.getByText(`还有 ${left} 条`).waitFor();
      if (left === 2) await saveScreen(desk, 'money-reconciliation');
      // A line that has only just come up takes no key, so that nobody decides two by one press too many.
      await desk.waitForTimeout(1500);
      await desk.keyboard.press('1');
      await desk.getByText(left === 2 ? '还有 1 条' : '没有待处理的差异').waitFor();
    }
    await until('nothing is open', async () => (await query("SELECT 1 FROM statement_lines WHERE state = 'open'")).length === 0);
  });

  step('… and may not check the bills that he drafted; 财务二号 checks and publishes all of them', async () => {
    await desks.finance!.goto(`${product.url}/admin/bills`);
    await desks.finance!.getByText(/另一人|另一位/).first().waitFor();
    const desk = await logIn('finance2');
    await desk.goto(`${product.url}/admin/bills`);
    await desk.getByRole('button', { name: /选中待复核的 3 张/ }).click();
    await desk.getByRole('button', { name: /^复核 3 张/ }).click();
    await desk.getByRole('dialog').getByRole('button', { name: '复核', exact: true }).click();
    await desk.getByRole('button', { name: /选中可发布的 3 张/ }).click();
    await desk.getByRole('button', { name: /^发布 3 张/ }).click();
    await desk.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
    await until('the bills are published', async () => (await query("SELECT 1 FROM bills WHERE state IN ('draft', 'checked')")).length === 0);
    await saveScreen(desk, 'money-bills');
  });

  step('a part of the due goes back: asked for by one, agreed to by the other, and the phone says so', async () => {
    const [paid] = await query("SELECT id FROM payment_orders WHERE state = 'paid'");
    const asking = desks.finance!;
    await asking.goto(`${product.url}/admin/payments/${paid!.id}`);
    await asking.getByRole('button', { name: '申请退款…' }).click();
    await asking.getByText('一部分').click();
    await asking.getByLabel('金额').fill('1000');
    await asking.getByRole('button', { name: '重复缴费' }).click();
    await asking.getByRole('dialog').getByRole('button', { name: '申请', exact: true }).click();
    await until('the refund waits', async () => (await query("SELECT 1 FROM refunds WHERE state = 'requested' AND fen = 100000")).length === 1);
    const agreeing = desks.finance2!;
    await agreeing.goto(`${product.url}/admin/payments/refunds`);
    await agreeing.getByRole('button', { name: '示范车行有限公司' }).click();
    await agreeing.getByRole('button', { name: '同意退款…' }).click();
    await agreeing.getByRole('button', { name: '同意退款', exact: true }).click();
    await until('the money is back', async () => (await query("SELECT 1 FROM refunds WHERE state = 'succeeded'")).length === 1);
    await saveScreen(agreeing, 'money-refund');
    const { tap, see } = thumb(phone);
    await phone.goto(home());
    await tap('我的');
    await tap('会籍与缴费');
    await tap('缴费记录');
    await phone.getByText('2026', { exact: false }).locator('visible=true').first().waitFor();
    await phone.getByText(/年度会费/).locator('visible=true').last().tap();
    await see('已退款');
    await saveScreen(phone, 'money-order-refunded');
  });

  step('everybody reads what costs how much, and by whose decision', async () => {
    const desk = desks.finance!;
    await desk.goto(`${product.url}/fees`);
    await desk.getByText('8.00').first().waitFor();
    await saveScreen(desk, 'money-fees');
  });

  it('reported no error of its own', () => {
    expect(complaints.flat()).toEqual([]);
  });
});
