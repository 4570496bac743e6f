import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createTestDatabase } from '../database';
import { buyer, completedDeal, employeeAt, picture, sellingUnit, verifiedAgent } from '../people';
import { persona, type Product, startProduct } from '../product';
import { shoot, thumb } from './agent';
import { type Camera, openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';

/** Review and discipline in a real browser: from the inspector's desk to points, appeal and the president's meeting. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-review-'));
let product: Product;
let browser: Browser;
let camera: Camera;
let phone: Page;
const desks: Record<string, Page> = {};
const complaints: string[][] = [];

beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { withPages: true });
  ({ browser, camera } = await openBrowser(folder));
  const opened = await openPage(browser, 'phone');
  phone = opened.page;
  complaints.push(opened.complaints);
  for (const name of ['inspector1', 'inspector2', 'president']) {
    const desk = await openPage(browser, 'desk');
    desks[name] = desk.page;
    complaints.push(desk.complaints);
  }
  const agent = await verifiedAgent(product);
  const { id } = await completedDeal(product, agent, { parties: [sellingUnit, buyer] });
  const inspector = await employeeAt(product, 'inspector1');
  await inspector.call('POST /inspection-cases', { body: { transactionId: id, reason: '单位车辆过户，抽看委托书' } });
});
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

/** The next moment's one-time code: none works twice. */
async function logIn(name: string): Promise<Page> {
  product.clock.advance(31);
  await logInAsStaff(desks[name]!, product, name);
  return desks[name]!;
}

const home = () => `${product.url}/m/app/?host=alipay&user=${persona('甄示范').user}`;
/** From the first page of the mini-program to the own points. */
async function openPoints(): Promise<void> {
  const { tap, see } = thumb(phone);
  await phone.goto(home());
  await see('新建交易');
  await tap('我的');
  await tap('扣分与申诉');
  await see('本周期的违规');
}

/** Waits for what the server does by itself or in the background. */
async function until(question: string): Promise<void> {
  while ((await product.server.deps.db.query(question)).length === 0) await new Promise((resolve) => setTimeout(resolve, 200));
}
const decided = () => until("SELECT 1 FROM inspection_looks WHERE state = 'decided'");
const settled = () => until('SELECT 1 FROM problems');

step('the inspector finds the case on the desk, marks the letter by keyboard, takes it back and decides again', async () => {
  const page = await logIn('inspector1');
  await page.waitForURL(/\/admin\/inspection$/);
  await page.getByRole('toolbar', { name: '照片显示' }).waitFor();
  await saveScreen(page, 'inspection-desk');
  await page.getByRole('option').filter({ hasText: '委托书' }).click();
  await page.getByRole('toolbar', { name: '照片显示' }).waitFor();
  for (const key of ['t', '1', 'Enter']) await page.keyboard.press(key);
  await page.getByText('撤销').first().waitFor();
  await saveScreen(page, 'inspection-undo');
  await page.keyboard.press('u');
  await page.getByRole('toolbar', { name: '照片显示' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('现在没有待核查的案件').waitFor();
  await decided();
  product.clock.advance(11);
});

step('the problem has a card with its deadline and its violations', async () => {
  const page = desks.inspector1!;
  await settled();
  await page.goto(`${product.url}/admin/problems`);
  await page.getByRole('link', { name: /^WT/ }).click();
  await page.getByText('违规').first().waitFor();
  await saveScreen(page, 'problem');
});

step('the agent reads it on the phone, takes the letter anew and hands the correction in', async () => {
  const { tap, see } = thumb(phone);
  await phone.goto(home());
  await see('个人信息处理规则');
  await tap('同意并登录');
  await see('新建交易');
  await camera.point(picture('authority_letter'));
  const card = phone.locator('[aria-label^="问题单 "]').locator('visible=true').first();
  await card.waitFor();
  await saveScreen(phone, 'agent-home-problem');
  await card.tap();
  await see('改正说明');
  await saveScreen(phone, 'agent-problem');
  await tap('重拍卖方单位委托书');
  await shoot(phone, false);
  await tap('用这张');
  await see('已重拍');
  await phone.locator('textarea:visible').last().fill('已请单位在落款处重新盖章');
  await tap('提交改正');
  await see('等待核查员复核');
  await saveScreen(phone, 'agent-corrected');
});

step('the inspector compares the two pictures and accepts', async () => {
  const page = desks.inspector1!;
  await page.reload();
  await page.getByRole('button', { name: '复核通过' }).waitFor();
  await saveScreen(page, 'problem-corrected');
  await page.getByRole('button', { name: '复核通过' }).click();
  await page.getByText('已改正').first().waitFor();
});

step('the agent sees why points are at stake, and states the own side', async () => {
  const { tap, see } = thumb(phone);
  await openPoints();
  await phone.getByText(/^C02/).locator('visible=true').first().tap();
  await see('陈述');
  await saveScreen(phone, 'agent-violation');
  await tap('我要陈述');
  await phone.locator('textarea:visible').last().fill('印泥淡了，单位当天已重新盖章。');
  await tap('提交陈述');
  await see('印泥淡了');
});

step('another inspector decides in the own name; the points count and the warning is told', async () => {
  const page = await logIn('inspector2');
  await page.getByRole('link', { name: '违规处理' }).click();
  await page.getByRole('row').filter({ hasText: '甄' }).getByRole('link', { name: /^WG/ }).click();
  await page.getByLabel('扣分（3分）').check();
  await page.getByRole('textbox', { name: '理由' }).fill('委托书落款处未见完整公章；已改正，按条文扣3分。');
  await saveScreen(page, 'violation-decision');
  await page.getByRole('button', { name: '作出决定' }).click();
  await page.getByText('处理决定已作出').waitFor();
  const { see } = thumb(phone);
  await openPoints();
  await see('/12');
  await see('警告');
  await saveScreen(phone, 'agent-points');
});

step('the president finds the meeting, the score cards and the rule book', async () => {
  const page = await logIn('president');
  await page.getByRole('heading', { name: '会长看板' }).waitFor();
  await page.getByRole('link', { name: '会议', exact: true }).click();
  await page.getByRole('heading', { name: '会议' }).waitFor();
  await page.getByRole('link', { name: /^HY/ }).first().click();
  await page.getByText('决议').first().waitFor();
  await saveScreen(page, 'meeting');
  await page.goto(`${product.url}/admin/score-cards`);
  await page.getByText('示范二手车市场').first().waitFor();
  await saveScreen(page, 'score-cards');
  await page.goto(`${product.url}/admin/rule-books/2026-1`);
  await page.getByText('第一章').first().waitFor();
  await saveScreen(page, 'rule-book');
});

it('no page reported an error', () => expect(complaints.flat()).toEqual([]));
