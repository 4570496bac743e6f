import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Download, Page } from 'playwright-core';
import { signCheckpoint } from '../../src/domains/evidence/checkpoints';
import { sequenceWaiting } from '../../src/domains/evidence/log';
import { saidOf, verifyBackup } from '../backups';
import { createTestDatabase } from '../database';
import { caller, completedDeal, verifiedAgent } from '../people';
import { type Product, startProduct } from '../product';
import { axeFindings } from './axe';
import { openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';

/** 自愿备份 in a real browser: a manager makes a key, asks for a backup, takes it home and has it checked there. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-backups-'));
let product: Product;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  product = await startProduct(await createTestDatabase());
  const agent = await verifiedAgent(product);
  for (const plate of ['浙B12345', '浙B12346', '浙B12347']) await completedDeal(product, agent, { plate });
  await sequenceWaiting(product.server.deps.db);
  product.clock.advance(24 * 3600);
  await signCheckpoint(product.server.deps);
  ({ browser } = await openBrowser(folder));
  ({ page, complaints } = await openPage(browser, 'desk'));
  await page.setViewportSize({ width: 1366, height: 768 });
});
afterAll(async () => {
  await browser?.close();
  await product?.close();
  rmSync(folder, { recursive: true });
});

/** Where the browser's download lies, under the name that it was given. */
async function saved(download: Download): Promise<{ name: string; path: string }> {
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return { name: download.suggestedFilename(), path };
}

it('a manager makes a key file and a backup, downloads it, and the program proves it', async () => {
  await logInAsStaff(page, product, 'manager1');
  await page.getByRole('link', { name: '自愿备份' }).click();
  await page.getByText('还没有做过备份').waitFor();
  await saveScreen(page, 'backups-none');
  await page.getByRole('button', { name: '做一份备份…' }).first().click();
  await page.getByRole('button', { name: '今年至今' }).click();
  const begin = page.getByRole('button', { name: '开始制作' });
  expect(await begin.isDisabled()).toBe(true);
  const keyDownload = page.waitForEvent('download');
  await page.getByRole('button', { name: '生成并保存密钥文件' }).click();
  const key = await saved(await keyDownload);
  expect(key.name).toMatch(/^甬车备份密钥-.+\.txt$/);
  expect(await begin.isDisabled()).toBe(true);
  await page.getByLabel('我已找到这个文件，并保存到了稳妥的地方').check();
  await saveScreen(page, 'backups-key');
  expect(await axeFindings(page)).toEqual([]);

  for (let n = 0; n < 3; n++) product.simulators.oss.failNext('html_502', 'part');
  await begin.click();
  await page.getByRole('region', { name: '正在制作的备份' }).waitFor();
  await page.getByText('已完成 3 / 3 笔').waitFor();
  await saveScreen(page, 'backups-making');
  const download = page.getByRole('button', { name: /下载/ });
  await download.waitFor();
  await saveScreen(page, 'backups-ready');
  expect(await axeFindings(page)).toEqual([]);
  const fileDownload = page.waitForEvent('download');
  await download.click();
  const file = await saved(await fileDownload);
  expect(file.name).toMatch(/^甬车备份-.+\.zip\.age$/);

  const { key: logKey } = await caller(product.url).call('GET /evidence-checkpoints');
  const verdict = await verifyBackup(file.path, '--identity', key.path, '--key', logKey);
  expect([verdict.code, saidOf(verdict, 'failed'), verdict.deals.length]).toEqual([0, [], 3]);
  expect(readFileSync(file.path).includes(readFileSync(key.path).subarray(-30))).toBe(false);
});

it('the key that is in use is offered again, and a backup that is no longer wanted goes', async () => {
  await page.getByRole('button', { name: '做一份备份…' }).click();
  await page.getByRole('radio', { name: /沿用上次的/ }).waitFor();
  await saveScreen(page, 'backups-again');
  await page.getByRole('button', { name: '今年至今' }).click();
  await page.getByRole('button', { name: '开始制作' }).click();
  await page.getByRole('row').nth(2).waitFor();
  await page.getByRole('button', { name: '删去' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '删去' }).click();
  await page.getByText('已删去', { exact: true }).waitFor();
  await saveScreen(page, 'backups-removed');
  expect(complaints).toEqual([]);
});
