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
    await until('the order is paid', async () => (await product.server.deps.db.query("SELECT 1 FROM payment_orders WHERE state = 'paid'")).length === 1);
    await saveScreen(phone, 'money-order-paid');
  });
});
