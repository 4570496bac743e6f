import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '../../local/places';
import { totpAt } from '../../src/domains/identity/totp';
import { createTestDatabase } from '../database';
import { type Caller, employeeAt } from '../people';
import { employee, type Product, startProduct } from '../product';
import { terminalIn } from '../terminals';
import { openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';

/** Versions of the counter's page in a real browser: a pilot market changes between deals, the others stay, and who is too old changes at once. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-versions-'));
const [dist, releases] = [join(folder, 'dist'), join(folder, 'releases')];
const next = '9.0.0+202612010000';

let product: Product;
let browser: Browser;
let office: Page;
let pilot: Page;
let other: Page;
const complaints: string[][] = [];
const contexts: BrowserContext[] = [];

/** The build once more as another version, whose files have other addresses, as those of another build would. */
function buildAgain(): void {
  const { version } = JSON.parse(readFileSync(join(dist, 'release.json'), 'utf8')) as { version: string };
  const copy = join(releases, 'next');
  mkdirSync(releases);
  cpSync(dist, copy, { recursive: true });
  renameSync(join(copy, 'assets'), join(copy, 'moved'));
  mkdirSync(join(copy, 'assets'));
  renameSync(join(copy, 'moved'), join(copy, 'assets', 'next'));
  const change = (path: string) => {
    if (statSync(path).isDirectory()) return readdirSync(path).forEach((name) => change(join(path, name)));
    if (!/\.(js|json|css|html)$/.test(path)) return;
    const text = readFileSync(path, 'utf8').replaceAll(version, next).replaceAll('/admin/assets/', '/admin/assets/next/').replaceAll('"assets/', '"assets/next/').replaceAll('`assets/', '`assets/next/');
    writeFileSync(path, text);
  };
  change(copy);
}

/** Which build the page on the screen came from. */
const scriptOfNext = (page: Page) => page.locator('script[type="module"][src*="/assets/next/"]');
const isNext = async (page: Page) => (await scriptOfNext(page).count()) > 0;
const becomesNext = (page: Page) => scriptOfNext(page).waitFor({ state: 'attached' });

/** A PC of that market with its operator at work. */
async function counterOf(clerk: Caller, market: number, name: string, username: string): Promise<Page> {
  const terminalId = await terminalIn(product, market, name);
  const { page, context, complaints: said } = await openPage(browser, 'desk');
  contexts.push(context);
  complaints.push(said);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(`${product.url}/admin/pair-this-pc`);
  await page.getByRole('button', { name: '取得登记码' }).click();
  const code = (await page.locator('[aria-label="登记码"]').innerText()).replace('-', '');
  await clerk.call('POST /terminals/:id/pairing', { params: { id: terminalId }, body: { code } });
  await page.getByRole('button', { name: '去登录' }).click();
  product.clock.advance(31);
  const { password, totpSecret } = employee(username);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('动态码').fill(totpAt(totpSecret, Math.floor(product.clock.now().getTime() / 30_000)));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByTitle('我的账号与安全').waitFor();
  await page.goto(`${product.url}/admin/queue`);
  await page.getByRole('heading', { name: '待核对', exact: true }).waitFor();
  return page;
}

beforeAll(async () => {
  cpSync(join(projectRoot, 'admin', 'dist'), dist, { recursive: true });
  buildAgain();
  product = await startProduct(await createTestDatabase(), { adminDist: dist, pageReleases: releases });
  ({ browser } = await openBrowser(folder));
  const clerk = await employeeAt(product, 'clerk');
  pilot = await counterOf(clerk, 0, '北门窗口', 'operator1');
  other = await counterOf(clerk, 1, '南门窗口', 'operator2');
  const desk = await openPage(browser, 'desk');
  [office] = [desk.page];
  complaints.push(desk.complaints);
  await office.setViewportSize({ width: 1366, height: 768 });
  await logInAsStaff(office, product, 'technician');
  await office.getByTitle('我的账号与安全').waitFor();
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await product?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a version is rolled out to a pilot market, whose terminal changes between deals, and the other market’s does not', async () => {
  await office.getByRole('link', { name: '版本与灰度' }).click();
  await office.getByText(next).first().waitFor();
  await saveScreen(office, 'releases-before');
  await office.getByRole('button', { name: `发布 ${next}` }).click();
  await office.getByRole('checkbox', { name: '示范二手车市场' }).check();
  await office.getByLabel('更新说明').fill('拍照更快；证件照自动扶正。');
  await saveScreen(office, 'release-dialog');
  await office.getByRole('button', { name: '发布', exact: true }).click();
  await office.getByText('已发布，固定端会在两笔交易之间更新。').waitFor();

  await pilot.getByRole('button', { name: '有新版本，更新' }).waitFor();
  await saveScreen(pilot, 'release-waits');
  expect(await isNext(pilot)).toBe(false);
  await pilot.getByRole('link', { name: '交易查询' }).click();
  await becomesNext(pilot);
  expect(new URL(pilot.url()).pathname).toBe('/admin/transactions');
  await pilot.getByRole('heading', { name: '交易查询' }).waitFor();
  expect(await pilot.getByRole('button', { name: '有新版本，更新' }).count()).toBe(0);

  await other.getByRole('link', { name: '交易查询' }).click();
  await other.getByRole('heading', { name: '交易查询' }).waitFor();
  await other.reload();
  await other.getByRole('heading', { name: '交易查询' }).waitFor();
  expect(await isNext(other)).toBe(false);
  await office.reload();
  await office.getByText('1个市场').first().waitFor();
  expect(await isNext(office)).toBe(false);
  await saveScreen(office, 'releases-pilot');
});

it('a terminal below the minimum changes at once, wherever it is', async () => {
  await other.getByRole('link', { name: '待核对' }).click();
  await other.getByRole('heading', { name: '待核对', exact: true }).waitFor();
  await office.getByRole('button', { name: `发布 ${next}` }).click();
  await office.getByText('全部市场', { exact: true }).last().click();
  await office.getByRole('button', { name: '发布', exact: true }).click();
  await office.getByText('已发布，固定端会在两笔交易之间更新。').waitFor();
  await other.getByRole('button', { name: '有新版本，更新' }).waitFor();
  expect(await isNext(other)).toBe(false);
  await office.getByRole('button', { name: '设置…' }).click();
  await office.getByRole('button', { name: '旧版本有缺陷，须全部更新' }).click();
  await saveScreen(office, 'release-minimum');
  await office.getByRole('button', { name: '设置', exact: true }).click();
  await office.getByText('最低版本已设置。').waitFor();
  await saveScreen(office, 'releases-minimum');
  await becomesNext(other);
  await other.getByRole('heading', { name: '待核对', exact: true }).waitFor();
  await office.reload();
  await office.getByText('已是应用版本').first().waitFor();
  await saveScreen(office, 'releases-after');
  expect(complaints.flat()).toEqual([]);
});
