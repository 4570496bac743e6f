import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../../local/chromium';
import { totpAt } from '../../src/domains/identity/totp';
import { createTestDatabase } from '../database';
import { employee, type Product, startProduct } from '../product';
import { colleagueOf, terminalIn } from '../terminals';
import { openBrowser, openPage, saveScreen, saveScreens } from './browser';
import { logInAsStaff } from './counter';

/** A fixed terminal in a real browser: a PC is paired, its operators switch by PIN, and a copy of its profile cannot work. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-terminal-'));
const profile = (name: string) => join(folder, name);
/** One step of the story; once one fails, the rest cannot be told. */
let failedAt: string | undefined;
function step(name: string, tell: () => Promise<void>): void {
  it(name, async () => {
    if (failedAt) throw new Error(`the story broke off at “${failedAt}”`);
    failedAt = name;
    await tell().catch(async (error: unknown) => {
      for (const [who, page] of [['office', office], ['counter', counter]] as const) await saveScreen(page, `failed-${who}`);
      throw error;
    });
    failedAt = undefined;
  });
}

let product: Product;
let browser: Browser;
let office: Page;
let counter: Page;
const complaints: string[][] = [];
const profiles: BrowserContext[] = [];

/** A PC with a profile on the disk, as it is after a restart; its page must not report an error. */
async function openPc(name: string): Promise<Page> {
  const context = await chromium.launchPersistentContext(profile(name), {
    executablePath: chromiumPath()!,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
  profiles.push(context);
  context.setDefaultTimeout(90_000);
  const page = context.pages()[0]!;
  const said: string[] = [];
  complaints.push(said);
  page.on('pageerror', (error) => said.push(String(error)));
  return page;
}

async function logIn(page: Page, username: string): Promise<void> {
  const { password, totpSecret } = employee('operator1');
  product.clock.advance(31);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('动态码').fill(totpAt(totpSecret, Math.floor(product.clock.now().getTime() / 30_000)));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '待核对', exact: true }).waitFor();
}

async function choosePin(page: Page, pin: string): Promise<void> {
  await page.keyboard.press('F4');
  await page.getByLabel('为自己设置今天的PIN').fill(pin);
  await page.getByRole('button', { name: '设置PIN', exact: true }).click();
  await page.getByText('PIN已设置').first().waitFor();
}

beforeAll(async () => {
  product = await startProduct(await createTestDatabase());
  await colleagueOf(product, 'colleague');
  await terminalIn(product, 0, '北门窗口');
  ({ browser } = await openBrowser(folder));
  const desk = await openPage(browser, 'desk');
  office = desk.page;
  complaints.push(desk.complaints);
  counter = await openPc('counter');
});
afterAll(async () => {
  for (const context of profiles) await context.close();
  await browser?.close();
  await product?.close();
  rmSync(folder, { recursive: true, force: true });
});

step('an unknown PC shows a code, the manager enters it, and the PC says which terminal it is', async () => {
  await counter.goto(`${product.url}/admin/`);
  await saveScreens(counter, 'terminal-unknown');
  await counter.getByRole('link', { name: '登记这台电脑为固定端' }).click();
  await saveScreens(counter, 'terminal-begin');
  await counter.getByRole('button', { name: '取得登记码' }).click();
  const code = await counter.locator('[aria-label="登记码"]').innerText();
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  await saveScreens(counter, 'terminal-code');

  await logInAsStaff(office, product, 'manager1');
  await office.getByRole('link', { name: '固定端', exact: true }).click();
  await office.getByText('未登记').first().waitFor();
  await office.getByText('北门窗口').click();
  await office.getByRole('button', { name: '登记电脑…' }).click();
  await office.getByLabel('登记码').fill('ABCD-2345');
  await office.getByRole('button', { name: '登记', exact: true }).click();
  await office.getByText('登记码不正确、已用过').waitFor();
  await saveScreens(office, 'terminal-code-wrong');
  await office.getByLabel('登记码').fill(code.toLowerCase());
  await office.getByLabel('登记码').press('Enter');
  await office.getByText('北门窗口的电脑已登记').last().waitFor();
  await office.getByRole('button', { name: '知道了' }).click();

  await counter.getByRole('heading', { name: '这台电脑是固定端' }).waitFor();
  await saveScreens(counter, 'terminal-paired');
  await counter.getByRole('button', { name: '去登录' }).click();
  await saveScreens(counter, 'terminal-login');
});

step('operators log in personally and switch by F4 and six digits', async () => {
  await logIn(counter, 'operator1');
  await counter.getByText('北门窗口 甬固').waitFor();
  await saveScreens(counter, 'terminal-queue');
  await counter.keyboard.press('F4');
  await counter.getByLabel('为自己设置今天的PIN').waitFor();
  await saveScreens(counter, 'terminal-new-pin');
  await counter.keyboard.press('Escape');
  await choosePin(counter, '592813');
  await counter.keyboard.press('F4');
  await saveScreens(counter, 'terminal-pin-set');
  await counter.getByRole('button', { name: '其他人用密码登录' }).click();
  await counter.getByRole('heading', { name: '操作员登录' }).waitFor();
  await saveScreens(counter, 'terminal-pin-login');
  await counter.getByRole('button', { name: '用密码和动态码登录' }).click();
  await logIn(counter, 'colleague');
  await choosePin(counter, '740162');
  await counter.keyboard.press('F4');
  await saveScreens(counter, 'terminal-switch');
  await counter.getByLabel('PIN', { exact: true }).fill('592814');
  await counter.getByText('PIN不正确').waitFor();
  await counter.getByLabel('PIN', { exact: true }).fill('592813');
  await counter.getByTitle('我的账号与安全').getByText('柜台一号').waitFor();
  expect(await counter.getByText('共用账号').count()).toBe(0);
});

step('the cookie alone opens nothing in another browser', async () => {
  const thief = await openPage(browser, 'desk');
  await thief.context.addCookies(await counter.context().cookies());
  await thief.page.goto(`${product.url}/admin/queue`);
  await thief.page.getByRole('heading', { name: '员工登录' }).waitFor();
  expect(thief.complaints).toEqual([]);
  await thief.context.close();
});

step('a copied profile is found out: the PC is put out everywhere, and the manager reads why', async () => {
  await counter.context().close();
  cpSync(profile('counter'), profile('copy'), { recursive: true, filter: (source) => !/Singleton|lockfile/.test(source) });
  counter = await openPc('counter');
  await counter.goto(`${product.url}/admin/queue`);
  await counter.getByTitle('我的账号与安全').getByText('柜台一号').waitFor();
  product.clock.advance(301);
  for (let load = 0; load < 2; load++) {
    await counter.reload();
    await counter.getByRole('heading', { name: '待核对', exact: true }).waitFor();
  }
  product.clock.advance(61);
  const copy = await openPc('copy');
  await copy.goto(`${product.url}/admin/queue`);
  await copy.getByText('密钥被复制到另一台电脑').waitFor();
  await saveScreens(copy, 'terminal-copy');
  await counter.getByRole('link', { name: '交易查询' }).click();
  await counter.getByText('密钥被复制到另一台电脑').waitFor();
  await office.reload();
  await office.getByText('请检查是谁复制了').waitFor();
  await saveScreens(office, 'terminal-put-out');
  await office.getByRole('link', { name: '固定端', exact: true }).first().click();
  await office.getByText('已停用').first().waitFor();
  await saveScreens(office, 'terminals-of-market');
  expect(complaints.flat()).toEqual([]);
});

step('the clerk sets a market to its terminals, one market at a time', async () => {
  const page = (await openPage(browser, 'desk')).page;
  await logInAsStaff(page, product, 'clerk');
  await page.getByRole('link', { name: '固定端', exact: true }).click();
  await saveScreens(page, 'terminals-of-city');
  const [{ id }] = await product.server.deps.db.query('SELECT id FROM markets ORDER BY code LIMIT 1');
  await page.goto(`${product.url}/admin/register/terminals?marketId=${id}`);
  await page.getByRole('button', { name: '设为必须使用固定端…' }).click();
  await saveScreens(page, 'terminal-requirement');
  await page.getByRole('button', { name: '设为必须', exact: true }).click();
  await page.getByText('还没有登记好的固定端电脑').first().waitFor();
});
