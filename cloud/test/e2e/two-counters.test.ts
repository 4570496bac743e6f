import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnswerOf } from '@yongche/contract';
import type { Browser, Page } from 'playwright-core';
import { atCounter, type Operator, operatorsAt } from '../counter';
import { createTestDatabase } from '../database';
import { submittedDeal, verifiedAgent } from '../people';
import { type Product, startProduct } from '../product';
import { openBrowser, openPage, saveScreen, saveScreens } from './browser';
import { checkPictures } from './counter';

/** Two operators at the windows of one market, in a real browser: nobody works on a deal that a colleague has open. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-counters-'));
let product: Product;
let browser: Browser;
let one: Page;
let other: Page;
let otherName: string;
let deals: AnswerOf<'GET /transactions/:id'>[];
const complaints: string[][] = [];

async function deskOf({ cookie }: Operator): Promise<Page> {
  const { page, context, complaints: own } = await openPage(browser, 'desk');
  complaints.push(own);
  await context.addCookies([{ name: 'session', value: cookie.slice('session='.length), url: product.url }]);
  await page.setViewportSize({ width: 1366, height: 768 });
  return page;
}

beforeAll(async () => {
  product = await startProduct(await createTestDatabase());
  ({ browser } = await openBrowser(folder));
  const agent = await verifiedAgent(product);
  deals = [await submittedDeal(agent), await submittedDeal(agent, { plate: '浙B23456' }), await submittedDeal(agent, { plate: '浙BD12345' })];
  const [colleague] = (await operatorsAt(product, 1)) as [Operator];
  otherName = colleague.name;
  [one, other] = [await deskOf(await atCounter(product, 'operator1')), await deskOf(colleague)];
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
      await saveScreen(one, 'failed-one');
      await saveScreen(other, 'failed-other');
      throw error;
    });
    failedAt = undefined;
  });
}
const isOpen = async (page: Page, at: number) => {
  await page.waitForURL(`**/transactions/${deals[at]!.id}`);
  await page.getByRole('listbox', { name: '照片' }).getByRole('option').first().waitFor();
};
/** A hand-held scanner at the agent's code, wherever the focus is. */
async function scan(page: Page, at: number): Promise<void> {
  await page.keyboard.type(deals[at]!.serial);
  await page.keyboard.press('Enter');
}

step('one opens the longest wait by Enter, and the other sees at whose window it lies', async () => {
  for (const page of [one, other]) await page.goto(`${product.url}/admin/queue`);
  await one.getByText(deals[0]!.serial).waitFor();
  await one.keyboard.press('Enter');
  await isOpen(one, 0);
  await one.getByRole('button', { name: /核对完成/ }).waitFor();
  await other.getByText('正在核对：柜台一号').waitFor();
  await saveScreens(other, 'counters-queue');
});

step('the agent’s code is scanned with the focus anywhere: the deal opens, to be looked at only', async () => {
  await other.getByRole('button', { name: '打开' }).focus();
  await scan(other, 0);
  await isOpen(other, 0);
  await other.getByText('正在核对：柜台一号').waitFor();
  expect(await other.getByRole('button', { name: /核对完成/ }).count()).toBe(0);
  await saveScreens(other, 'counters-held');
});

step('taken over with a reason; the former one is told at the next act', async () => {
  await checkPictures(one);
  await other.getByRole('button', { name: '接手核对' }).click();
  await other.getByRole('button', { name: '同事离开柜台，客户在等' }).click();
  await saveScreens(other, 'counters-take-over');
  await other.getByRole('button', { name: '接手', exact: true }).click();
  await other.getByText('已接手，请从头逐张核对。').waitFor();
  await one.keyboard.press('F2');
  await one.getByText(`没有办成：${otherName}正在核对这笔交易，不能同时办理。`).waitFor();
  await one.getByText(`${otherName}已接手这笔核对`).waitFor();
  await saveScreens(one, 'counters-taken-over');
});

step('a code scanned in the middle of a check marks nothing; done, the page says which deal is next, and Enter opens it', async () => {
  await other.getByRole('option').first().click();
  await scan(other, 1);
  await other.getByText('扫到另一笔交易').waitFor();
  expect(await other.getByText(/退回 \d+ 张/).count()).toBe(0);
  await other.getByText(/已核对 0/).waitFor();
  await checkPictures(other);
  await other.keyboard.press('F2');
  await other.getByRole('button', { name: /下一笔 浙B23456/ }).waitFor();
  await saveScreens(other, 'counters-next');
  await other.keyboard.press('Enter');
  await isOpen(other, 1);
});

step('the check sheet opens in a tab of its own by the key for printing', async () => {
  const [sheet] = await Promise.all([other.context().waitForEvent('page'), other.keyboard.press('Control+p')]);
  expect(sheet.url()).toMatch(/^blob:/);
  await sheet.close();
});

step('who leaves gives the deal back; a scan on a deal that is done opens the scanned one', async () => {
  await other.getByRole('link', { name: /待核对/ }).first().click();
  await other.getByRole('link', { name: deals[1]!.serial }).waitFor();
  await one.reload();
  await one.getByText('核对完成，交易已冻结。').waitFor();
  await scan(one, 1);
  await isOpen(one, 1);
  await one.getByRole('button', { name: /核对完成/ }).waitFor();
  await other.getByText('正在核对：柜台一号').waitFor();
});

step('the market’s figures: the manager sees each operator, an operator the own line', async () => {
  const manager = await deskOf(await atCounter(product, 'manager1'));
  await manager.goto(`${product.url}/admin/market-figures`);
  await manager.getByRole('heading', { name: '各操作员' }).waitFor();
  await manager.getByRole('rowheader', { name: otherName }).waitFor();
  await saveScreens(manager, 'market-figures-day');
  await manager.getByText('月', { exact: true }).click();
  await manager.getByRole('heading', { name: '与上月相比' }).waitFor();
  await saveScreens(manager, 'market-figures-month');
  await one.goto(`${product.url}/admin/market-figures`);
  await one.getByText('这段时间您没有核对。').waitFor();
});

it('no page complained', () => {
  expect(complaints.flat()).toEqual([]);
});
