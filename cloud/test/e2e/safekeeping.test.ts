import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Browser, Locator, Page } from 'playwright-core';
import { type LocalDatabase, startDatabase } from '../../local/database';
import { ensureDatabaseTools } from '../../local/database-binary';
import { toolFolder } from '../../local/places';
import { sequenceWaiting } from '../../src/domains/evidence/log';
import { employeeAt, verifiedAgent } from '../people';
import { type Product, startProduct } from '../product';
import { sealedDeal } from '../sealed-deals';
import { axeFindings } from './axe';
import { openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';

/** 备份、演练、销毁 in a real browser: what is kept can be restored, and what may be kept no longer goes by two hands. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-safekeeping-'));
let product: Product;
let database: LocalDatabase;
let browser: Browser;
/** One screen at which one after the other sits. */
let page: Page;
let complaints: string[];

beforeAll(async () => {
  const identity = await generateX25519Identity();
  const identityFile = join(folder, 'daily.txt');
  writeFileSync(identityFile, `${identity}\n`, { mode: 0o600 });
  const tools = await ensureDatabaseTools(toolFolder);
  database = await startDatabase({ directory: join(folder, 'database'), toolFolder, durable: false, binaryLog: true });
  const url = await database.createDatabase('yongche_story');
  product = await startProduct(url, {
    moreEnv: { BACKUP_RECIPIENT: await identityToRecipient(identity), DRILL_IDENTITY_FILE: identityFile, DRILL_DATABASE_URL: database.url, DRILL_FOLDER: join(folder, 'drills'), ...(tools ? { DATABASE_TOOLS: tools } : {}) },
  });
  await sealedDeal(product, await verifiedAgent(product), await employeeAt(product, 'operator1'), '浙B12345');
  // A record that is not in the log yet holds its deal back.
  await sequenceWaiting(product.server.deps.db);
  ({ browser } = await openBrowser(folder));
  ({ page, complaints } = await openPage(browser, 'desk'));
  await page.clock.install();
  await page.setViewportSize({ width: 1366, height: 768 });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.close();
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Whoever sat there is gone, and this one logs in. */
async function logIn(username: string): Promise<void> {
  await page.context().clearCookies();
  await logInAsStaff(page, product, username);
}

/** Until somebody who watches the page sees it; the page's clock runs ahead meanwhile, so that it asks again by itself many times a second. */
async function untilSeen(what: Locator): Promise<void> {
  while (!(await what.isVisible())) {
    await page.clock.fastForward(1000);
    await page.waitForTimeout(50);
  }
}

it('the technician makes a backup and a drill proves that it can be restored', async () => {
  await logIn('technician');
  await page.getByRole('link', { name: '备份与演练' }).click();
  await page.getByRole('list', { name: '三级备份' }).waitFor();
  await page.getByRole('button', { name: '立即备份…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '立即备份' }).click();
  await untilSeen(page.getByRole('row', { name: /影像.*完成.*运维一号/ }));
  await untilSeen(page.getByRole('row', { name: /数据库 .*完成.*运维一号/ }));
  await saveScreen(page, 'safekeeping-backups');
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('button', { name: '恢复演练…' }).click();
  await page.getByRole('button', { name: '开始演练' }).click();
  await untilSeen(page.getByText('照备份能恢复：行数、金额、照片指纹全部一致'));
  await page.getByRole('link', { name: '核对结果' }).click();
  await page.getByRole('heading', { name: '照片的指纹 一致' }).waitFor();
  await saveScreen(page, 'safekeeping-drill');
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('what may be kept no longer is proposed by the secretariat, approved by the president, and proven by a certificate', async () => {
  const { db, clock } = product.server.deps;
  const later = 1100 * 24 * 3600;
  // Three years of rounds, a backup and a drill would all be due at once.
  await db.query("UPDATE jobs SET run_at = ? WHERE dedup_key LIKE 'every:%'", [new Date(clock.now().getTime() + 2000 * later)]);
  product.clock.advance(later);
  // Nothing of the draw by chance stands in the way.
  await db.query("UPDATE inspection_cases SET state = 'passed', closed_at = created_at WHERE closed_at IS NULL");
  await logIn('clerk');
  await page.getByRole('link', { name: '存储空间' }).click();
  await page.getByRole('link', { name: '到期销毁' }).click();
  await page.getByRole('button', { name: '提出销毁…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '提出' }).click();
  await page.getByText('等待会长批准', { exact: true }).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await logIn('president');
  await page.getByRole('link', { name: '存储空间' }).click();
  await page.getByRole('link', { name: '到期销毁' }).click();
  await page.getByRole('button', { name: '批准…', exact: true }).click();
  const approve = page.getByRole('button', { name: '批准销毁' });
  expect(await approve.isDisabled()).toBe(true);
  await page.getByLabel('请输入要销毁的交易笔数 1').fill('2');
  expect(await approve.isDisabled()).toBe(true);
  await page.getByLabel('请输入要销毁的交易笔数 1').fill('1');
  await saveScreen(page, 'safekeeping-approval');
  await approve.click();
  await untilSeen(page.getByText('已销毁', { exact: true }));
  await saveScreen(page, 'safekeeping-disposed');
  expect(await axeFindings(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '销毁证明' }).click();
  expect(readFileSync(await (await download).path()).subarray(0, 5).toString()).toBe('%PDF-');
  expect(complaints).toEqual([]);
});
