import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createTestDatabase } from '../database';
import { staffNow } from '../discipline';
import { type Product, startProduct } from '../product';
import { axeFindings } from './axe';
import { openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';

/** Dashboards, metrics and the yearly report in a real browser, on the demo city's own figures: each number is open to question, and a gap is filled where it stands. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-figures-'));
const desk = { width: 1366, height: 768 };
let product: Product;
let browser: Browser;
const complaints: string[][] = [];

beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { withHistory: true });
  ({ browser } = await openBrowser(folder));
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await product?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function seatedAs(username: string): Promise<Page> {
  const { page, complaints: own } = await openPage(browser, 'desk');
  await page.setViewportSize(desk);
  complaints.push(own);
  await logInAsStaff(page, product, username);
  return page;
}

/** Whether the page shows its whole width, and, where it promises so, its whole height. */
const overflow = (page: Page, of: 'Width' | 'Height') => page.locator('main').evaluate((main, of) => main[`scroll${of}`] - main[`client${of}`], of);

it('the president begins the day with the few numbers of the association, at a desk, on a phone and on a wall', async () => {
  const page = await seatedAs('president');
  await page.getByRole('heading', { name: '会长看板' }).waitFor();
  const course = page.getByRole('img', { name: /^全市每月完成数/ });
  await course.waitFor();
  expect(await overflow(page, 'Height')).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await saveScreen(page, 'dashboard-president');
  await page.getByText('市场', { exact: true }).click();
  await page.getByRole('img', { name: /^今日逐时完成数/ }).waitFor();
  await saveScreen(page, 'dashboard-market');
  await page.goto(`${product.url}/admin/dashboard`);
  await page.setViewportSize({ width: 390, height: 844 });
  await course.waitFor();
  expect(await overflow(page, 'Width')).toBe(0);
  await saveScreen(page, 'dashboard-president-phone');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.getByRole('button', { name: '大屏' }).click();
  await page.getByRole('button', { name: /退出大屏/ }).waitFor();
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  await saveScreen(page, 'dashboard-president-wall');
  await page.keyboard.press('Escape');
  await page.getByRole('navigation').waitFor();
});

it('the policy adviser sees sums alone, on the dashboard and behind a metric', async () => {
  const page = await seatedAs('adviser');
  await page.getByRole('heading', { name: '政策指导员看板' }).waitFor();
  await page.getByRole('img', { name: /^全市每月完成数/ }).waitFor();
  expect(await overflow(page, 'Height')).toBe(0);
  await saveScreen(page, 'dashboard-adviser');
  await page.getByRole('link', { name: '指标' }).click();
  await page.getByRole('button', { name: /^完成数 / }).click();
  await page.getByText('您的岗位只看汇总数').waitFor();
});

it('the clerk opens a metric to its records, and they are as many as it says', async () => {
  const page = await seatedAs('clerk');
  await page.getByRole('link', { name: '指标', exact: true }).click();
  const completed = page.getByRole('button', { name: /^完成数 / });
  const said = (await completed.innerText()).trim();
  await completed.click();
  const panel = page.getByRole('complementary', { name: '指标：完成数' });
  await panel.getByText(`共 ${said} 条`).waitFor();
  await panel.getByRole('link').first().waitFor();
  await saveScreen(page, 'metric-records');
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  expect(await axeFindings(page)).toEqual([]);
  await saveScreen(page, 'metrics');
});

it('her colleague computes the yearly report, questions a number in it, fills a gap where it stands, and takes out the document', async () => {
  const page = await seatedAs('clerk2');
  await page.getByRole('link', { name: '年度报告' }).click();
  await page.getByText('向登记管理机关报送上年度工作报告').waitFor();
  await page.getByLabel('年度', { exact: true }).click();
  await page.locator('.ant-select-item-option').first().click();
  await saveScreen(page, 'annual-reports');
  await page.getByRole('button', { name: '生成送审稿' }).click();
  const sheet = page.getByRole('article');
  await sheet.waitFor();
  await saveScreen(page, 'annual-report');
  const { items } = await (await staffNow(product, 'auditor')).call('GET /annual-reports');
  const { sections } = await (await staffNow(product, 'auditor')).call('GET /annual-reports/:id', { params: { id: items[0]!.id } });
  const runs = sections.flatMap(({ paragraphs }) => paragraphs).flatMap((paragraph) => paragraph.runs);
  const completed = runs.find(({ metric }) => metric === 'completed')!.text;
  await sheet.getByRole('button', { name: completed, exact: true }).first().click();
  await page.getByRole('complementary').getByText('共').first().waitFor();
  await saveScreen(page, 'annual-report-number');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /处缺项/ }).click();
  const gaps = sheet.getByRole('button', { name: '填写' });
  const before = await gaps.count();
  await gaps.first().click();
  await page.keyboard.type('本年度系统运行稳定。');
  await saveScreen(page, 'annual-report-gap');
  await page.keyboard.press('Control+Enter');
  await sheet.getByText('本年度系统运行稳定。').waitFor();
  expect(await gaps.count()).toBe(before - 1);
  expect(await axeFindings(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Word' }).click();
  expect(readFileSync(await (await download).path()).subarray(0, 2).toString()).toBe('PK');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page, 'Width')).toBe(0);
  await saveScreen(page, 'annual-report-phone');
});

it('once the year is over it is computed anew with what was written, and the president makes it final', async () => {
  const year = Number(product.clock.now().toISOString().slice(0, 4));
  product.clock.advance((Date.UTC(year + 1, 0, 12) - product.clock.now().getTime()) / 1000);
  const clerk = await seatedAs('clerk2');
  await clerk.getByRole('link', { name: '年度报告' }).click();
  await clerk.getByRole('link', { name: /第1版/ }).click();
  await clerk.getByRole('button', { name: '重新计算' }).click();
  await clerk.getByRole('heading', { name: /第2版/ }).waitFor();
  await clerk.getByText('本年度系统运行稳定。').waitFor();
  const page = await seatedAs('president');
  await page.getByRole('link', { name: '年度报告' }).click();
  await page.getByRole('link', { name: /第2版/ }).click();
  await page.getByRole('button', { name: '定稿' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '定稿' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '重新计算' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('button', { name: /^(填写|改写|定稿)$/ }).count()).toBe(0);
  await saveScreen(page, 'annual-report-final');
  expect(complaints.flat()).toEqual([]);
});
