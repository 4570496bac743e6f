import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../../local/chromium';
import { totpAt } from '../../src/domains/identity/totp';
import { employeeAt } from '../people';
import { employee, type Product } from '../product';
import { terminalIn } from '../terminals';

/** A counter's PC with a profile on its disk. */
export interface CounterPc {
  page: Page;
  /** What the page itself reported as wrong; a refused or lost request is part of the story. */
  complaints: string[];
  close(): Promise<void>;
  /** The browser process dies at once, as in a power cut: nobody says goodbye to anybody. */
  kill(): Promise<void>;
}

/** Switches a PC on, or on again after `close` or `kill`: the same profile is the same PC. `more` are arguments for Chromium. */
export async function openCounterPc(profile: string, more: string[]): Promise<CounterPc> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath()!,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--hide-crash-restore-bubble', ...more],
  });
  const page = context.pages()[0]!;
  page.setDefaultTimeout(45_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  return {
    page,
    complaints,
    close: () => context.close(),
    async kill() {
      // Chromium locks its profile by a link that names machine and process.
      const pid = Number(/-(\d+)$/.exec(readlinkSync(join(profile, 'SingletonLock')))![1]);
      const closed = context.waitForEvent('close');
      process.kill(pid, 'SIGKILL');
      await closed;
    },
  };
}

/** The market's manager makes this PC a fixed terminal. @returns the terminal's id */
export async function pairPc({ page }: CounterPc, product: Product): Promise<string> {
  const terminalId = await terminalIn(product, 0, '一号柜台');
  await page.goto(`${product.url}/admin/`);
  await page.getByRole('link', { name: '登记这台电脑为固定端' }).click();
  await page.getByRole('button', { name: '取得登记码' }).click();
  const code = await page.locator('[aria-label="登记码"]').innerText();
  const manager = await employeeAt(product, 'manager1');
  await manager.call('POST /terminals/:id/pairing', { params: { id: terminalId }, body: { code } });
  await page.getByRole('heading', { name: '这台电脑是固定端' }).waitFor();
  return terminalId;
}

/** The first log-in of the day, by password and code; ends at the capture station. */
export async function logInAtStation({ page }: CounterPc, product: Product, username = 'operator1'): Promise<void> {
  const { password, totpSecret } = employee(username);
  await page.goto(`${product.url}/admin/capture`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('动态码').fill(totpAt(totpSecret, Math.floor(product.clock.now().getTime() / 30_000)));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByTitle('我的账号与安全').waitFor();
  await page.goto(`${product.url}/admin/capture`);
  await page.getByRole('heading', { name: '采集台', exact: true }).waitFor();
}
