import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { totpAt } from '../../src/domains/identity/totp';
import { readEnv } from '../../src/env';
import { type RunningServer, startServer } from '../../src/server';
import { createTestDatabase } from '../database';
import { codeOf } from '../people';
import { type Product, startProduct } from '../product';
import { openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';

/** An employee's account from its opening to a log-in by passkey, in a real browser with a virtual authenticator. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-e2e-'));
const ownPassword = '梅山岛上的风吹了一整个下午';
let product: Product;
let server: RunningServer;
let browser: Browser;
const complaints: string[][] = [];
const seats: Record<string, Page> = {};

/** Passkeys need a name for the site: the same server's data under http://localhost. */
async function startNamedServer(): Promise<RunningServer> {
  const first = await startServer(readEnv(product.env), { clock: product.clock });
  const { port } = new URL(first.url);
  await first.close();
  return startServer(readEnv({ ...product.env, PORT: port, PUBLIC_URL: `http://localhost:${port}` }), { clock: product.clock });
}

beforeAll(async () => {
  product = await startProduct(await createTestDatabase());
  server = await startNamedServer();
  ({ browser } = await openBrowser(folder));
  for (const name of ['technician', 'security', 'employee']) {
    const desk = await openPage(browser, 'desk');
    seats[name] = desk.page;
    complaints.push(desk.complaints);
  }
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await product?.close();
  rmSync(folder, { recursive: true, force: true });
});

const named = () => ({ ...product, url: server.deps.publicUrl });
const codeFor = (secret: string) => totpAt(secret, Math.floor(product.clock.now().getTime() / 30_000));
let temporaryPassword = '';

it('the technician opens an account and reads its temporary password once', async () => {
  const page = seats.technician!;
  await logInAsStaff(page, named(), 'technician');
  await page.getByRole('heading', { name: '员工账号' }).waitFor();
  await saveScreen(page, 'staff-accounts');
  await page.getByRole('button', { name: '开立账号' }).click();
  await page.getByLabel('姓名', { exact: true }).fill('新来样例');
  await page.getByLabel('用户名', { exact: true }).fill('xinlai');
  await page.getByLabel('岗位', { exact: true }).last().click();
  await page.getByTitle('核查员', { exact: true }).last().click();
  await saveScreen(page, 'staff-open');
  await page.getByRole('button', { name: '开立', exact: true }).click();
  await page.getByText('新来样例的临时密码').waitFor();
  temporaryPassword = await page.locator('dt:text-is("临时密码") + dd').innerText();
  await saveScreen(page, 'staff-temporary-password');
  await page.getByRole('button', { name: '我已记下' }).click();
});

it('the security officer confirms it', async () => {
  const page = seats.security!;
  await logInAsStaff(page, named(), 'security');
  await page.getByText('有 1 个账号等待您确认').waitFor();
  await page.getByRole('button', { name: '去确认' }).click();
  await page.getByRole('button', { name: '新来样例' }).click();
  await saveScreen(page, 'staff-drawer');
  await page.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click();
  await saveScreen(page, 'staff-confirm');
  await page.getByRole('dialog', { name: /^确认：/ }).getByRole('button', { name: '确认', exact: true }).click();
  await page.getByText('没有符合条件的账号').waitFor();
});

it('the employee sets up password, one-time code and recovery codes', async () => {
  const page = seats.employee!;
  await page.goto(`${server.deps.publicUrl}/admin/`);
  await page.getByLabel('用户名').waitFor();
  await saveScreen(page, 'staff-login');
  await page.getByLabel('用户名').fill('xinlai');
  await page.getByLabel('密码', { exact: true }).fill(temporaryPassword);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('临时密码').fill(temporaryPassword);
  await page.getByLabel('新密码', { exact: true }).fill(ownPassword);
  await page.getByLabel('再输一次新密码').fill(ownPassword);
  await saveScreen(page, 'first-login-password');
  await page.getByRole('button', { name: '保存新密码' }).click();
  await page.getByText('不能扫描？手工输入密钥').click();
  const secret = (await page.locator('details code').innerText()).replaceAll(' ', '');
  await saveScreen(page, 'first-login-totp');
  await page.getByLabel('验证器上的动态码').fill(codeFor(secret));
  await page.getByRole('button', { name: '确认动态码' }).click();
  await page.getByRole('button', { name: '显示我的恢复码' }).click();
  await page.getByRole('list', { name: '恢复码' }).waitFor();
  await saveScreen(page, 'first-login-recovery');
  await page.getByLabel('我已保存好这些恢复码').check();
  await page.getByRole('button', { name: '完成' }).click();
  await page.getByRole('heading', { name: '核查台' }).waitFor();
  // A passkey is added later; the page asks for the second factor first, in the one dialog that every page gets.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  await page.getByTitle('我的账号与安全').click();
  await page.getByRole('region', { name: '通行密钥' }).getByRole('button', { name: '登记' }).click();
  await page.getByLabel('给它起个名字').fill('办公室电脑');
  await page.getByRole('button', { name: '登记通行密钥' }).click();
  await page.getByText('再次验证身份').waitFor();
  await saveScreen(page, 'step-up');
  product.clock.advance(31);
  await page.getByLabel('动态码', { exact: true }).fill(codeFor(secret));
  await page.getByRole('button', { name: '验证并继续' }).click();
  await page.getByText('通行密钥已登记').waitFor();
  await page.getByText('还没有用过', { exact: false }).first().waitFor();
  await saveScreen(page, 'account');
});

it('logs in by passkey alone, and a name that failed five times waits', async () => {
  const page = seats.employee!;
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('button', { name: /使用通行密钥/ }).click();
  await page.getByRole('heading', { name: '核查台' }).waitFor();
  await page.getByRole('button', { name: '退出登录' }).click();
  for (let attempt = 0; attempt < 6; attempt++) {
    await page.getByLabel('用户名').fill('finance');
    await page.getByLabel('密码', { exact: true }).fill('一个猜错的密码');
    await page.getByLabel('动态码').fill(codeOf(product, 'clerk'));
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByText(attempt < 5 ? '用户名、密码或动态码不正确' : '还需等待').waitFor();
  }
  await saveScreen(page, 'login-locked');
  expect(complaints.flat()).toEqual([]);
});
