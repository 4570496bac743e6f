import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createTestDatabase } from '../database';
import { staffNow } from '../discipline';
import { type Product, startProduct } from '../product';
import { csvFile } from '../statistics';
import { openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';

/** The clerk's month start in a real browser, on the demo city's own figures: from the file to what is published, and a correction. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-statistics-'));
let product: Product;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { withHistory: true });
  ({ browser } = await openBrowser(folder));
  ({ page, complaints } = await openPage(browser, 'desk'));
  await page.setViewportSize({ width: 1366, height: 768 });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await product?.close();
  rmSync(folder, { recursive: true, force: true });
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const choose = async (label: string, option: string) => {
  await page.getByLabel(label).click();
  await page.getByLabel(label).fill(option);
  await page.keyboard.press('Enter');
};

it('a clerk finishes the month that waits: maps a column and a new item, sees the differences, publishes', async () => {
  await logInAsStaff(page, product, 'clerk');
  await page.getByRole('link', { name: '车管数据' }).click();
  await page.getByRole('img', { name: /汽车保有量/ }).waitFor();
  await saveScreen(page, 'statistics-periods');
  await page.getByRole('link', { name: '继续处理' }).click();
  await page.getByText('办理量').first().waitFor();
  await choose('“办理量”是什么', '数值栏');
  await saveScreen(page, 'statistics-mapping');
  await button('保存对应，下一步').click();
  await choose('“抵押登记”是什么', '新项目');
  await page.getByLabel('单位').waitFor();
  await saveScreen(page, 'statistics-new-item');
  await button('保存对应，下一步').click();
  await button('确认并发布为第1版').waitFor();
  await saveScreen(page, 'statistics-differences');
  await page.getByText('区县', { exact: true }).click();
  await saveScreen(page, 'statistics-differences-districts');
  await button('确认并发布为第1版').click();
  await button(/^查看.*数据$/).click();
  await page.getByRole('heading', { name: /车管数据/ }).waitFor();
  await page.getByRole('img', { name: /汽车保有量/ }).waitFor();
  await saveScreen(page, 'statistics-period');
});

it('uploads a file with mistakes, is told in sentences, throws it away, and publishes a correction with its reason', async () => {
  await page.goto(`${product.url}/admin/statistics/import`);
  await button('选择文件').waitFor();
  await saveScreen(page, 'statistics-upload');
  const { items } = await (await staffNow(product, 'president')).call('GET /statistic-periods', { query: {} });
  const figures = Object.fromEntries(items[0]!.figures.map(({ name, value }) => [name, value])) as Record<'汽车保有量' | '二手汽车交易' | '市内转移登记' | '转出', number>;
  const lines = (city: number, out: string) => ['项目,数量,同比（%）', `汽车保有量,${(figures['汽车保有量'] / 10_000).toFixed(4)},3.1`, `二手汽车交易,${figures['二手汽车交易'] + 7},`, `市内转移登记,${city},99`, `转出,${out},`, '抵押登记,420,'];
  const send = async (name: string, of: string[]) => {
    const file = csvFile(of, { name, gbk: true });
    const path = join(folder, file.name);
    writeFileSync(path, file.bytes);
    await page.setInputFiles('input[type=file]', path);
  };
  await send('车管数据有误.csv', lines(figures['市内转移登记'], '约九百'));
  await page.getByText('读不出的单元格').waitFor();
  await saveScreen(page, 'statistics-problems');
  await button('放弃导入').click();
  await page.getByRole('dialog').getByRole('button', { name: /^放\s?弃$/ }).click();
  await page.getByText('没有发布任何数据').waitFor();

  await page.goto(`${product.url}/admin/statistics/import`);
  const sound = lines(figures['市内转移登记'] + 1_800, String(figures['转出'])).map((line) => (line.startsWith('汽车保有量') ? `汽车保有量,${figures['汽车保有量']},3.1` : line.startsWith('二手汽车交易') ? `二手汽车交易,${figures['二手汽车交易'] + 1_800},` : line));
  await send('车管数据更正.csv', sound);
  await button('确认并发布为第2版（更正）').waitFor();
  await saveScreen(page, 'statistics-correction');
  await button('确认并发布为第2版（更正）').click();
  await page.getByRole('dialog').getByRole('button', { name: '车管所更正了数据' }).click();
  await saveScreen(page, 'statistics-reason');
  await button('发布更正版').click();
  await button(/^查看.*数据$/).click();
  await page.getByLabel('版次').first().waitFor();
  await saveScreen(page, 'statistics-corrected');
});

it('shows the records, and what the schema knows', async () => {
  await page.goto(`${product.url}/admin/statistics/imports`);
  await page.getByText('车管数据更正.csv').waitFor();
  await saveScreen(page, 'statistics-imports');
  await page.goto(`${product.url}/admin/statistics/schema`);
  await page.getByText('新项目“抵押登记”').waitFor();
  await saveScreen(page, 'statistics-schema');
  expect(complaints).toEqual([]);
});
