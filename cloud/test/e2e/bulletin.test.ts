import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { dayInShanghai } from '../../src/clock';
import { monthAfter } from '../../src/domains/ledger/calendar-month';
import { createTestDatabase } from '../database';
import { type Product, startProduct } from '../product';
import { csvFile, published, type StatisticFile, uploaded } from '../statistics';
import { axeFindings } from './axe';
import { openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';
import inPage from './in-page.cjs';

/** 月度通报 in a real browser: from the vehicle office's file to the members' group, by two people; the clerk's seconds are printed. */
const folder = mkdtempSync(join(tmpdir(), 'yongche-bulletin-'));
let product: Product;
let browser: Browser;
const desks: Record<string, Page> = {};
const complaints: string[][] = [];
let month: string;

beforeAll(async () => {
  product = await startProduct(await createTestDatabase());
  ({ browser } = await openBrowser(folder));
  for (const name of ['clerk', 'clerk2']) {
    const { page, context, complaints: own } = await openPage(browser, 'desk');
    await page.setViewportSize({ width: 1366, height: 768 });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    desks[name] = page;
    complaints.push(own);
  }
  month = monthAfter(dayInShanghai(product.clock.now()).slice(0, 7), -1);
  for (const earlier of [-14, -13, -12, -3, -2, -1]) await published(product, await uploaded(product, monthAfter(month, earlier), fileOf(monthAfter(month, earlier))));
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
      for (const [who, page] of Object.entries(desks)) await saveScreen(page, `failed-${who}`);
      throw error;
    });
    failedAt = undefined;
  });
}

const shares = { 区县: { 示范区: 40, 样板区: 35, 演练县: 25 }, 品牌: { 甲牌: 30, 乙牌: 20, 丙牌: 15 }, 能源类型: { 汽油: 86, 插电式混合动力: 14 }, 车龄: { '3年以下': 20, '3至6年': 55, '6年以上': 25 } };

/** The vehicle office's file of a month: the city, and its parts by district, brand, energy and age. */
function fileOf(of: string): StatisticFile {
  const at = Number(of.slice(0, 4)) * 12 + Number(of.slice(5));
  const dimensions = Object.keys(shares);
  const lines = Object.entries({ 汽车保有量: 200_000 + at * 100, 市内转移登记: at + 2_000 + (at % 7) * 100, 转出: 1_000 + (at % 5) * 100 }).flatMap(([item, value]) => [
    [item, ...dimensions.map(() => ''), value].join(','),
    ...Object.entries(shares).flatMap(([dimension, members]) => {
      const parts = Object.entries(members).map(([member, share]): [string, number] => [member, Math.floor((value * share) / 100)]);
      if (dimension !== '品牌') parts[0]![1] += value - parts.reduce((sum, [, part]) => sum + part, 0);
      return parts.map(([member, part]) => [item, ...dimensions.map((one) => (one === dimension ? member : '')), part].join(','));
    }),
  ]);
  return csvFile([['项目', ...dimensions, '数量'].join(','), ...lines], { name: `车管业务数据${of}.csv`, gbk: true });
}

/** The next moment's one-time code: none works twice. */
async function logIn(name: 'clerk' | 'clerk2'): Promise<Page> {
  product.clock.advance(31);
  await logInAsStaff(desks[name]!, product, name);
  await desks[name]!.getByRole('navigation', { name: '主菜单' }).waitFor();
  return desks[name]!;
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

step('a clerk finds the members’ group there, and enters the robot of another one by its whole address', async () => {
  const page = await logIn('clerk');
  await page.goto(`${product.url}/admin/bulletin-destinations`);
  await page.getByText('会员微信群', { exact: true }).first().waitFor();
  await button(page, '新增去处').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('发送方式').click();
  await page.getByTitle('企业微信群机器人', { exact: true }).last().click();
  await dialog.getByLabel('名称').fill('秘书处群');
  await dialog.getByLabel('机器人地址').fill(`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${product.simulators.wecom.robotKey}`);
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('秘书处群', { exact: true }).first().waitFor();
  expect(await page.locator('body').innerText()).not.toContain(product.simulators.wecom.robotKey);
  await saveScreen(page, 'bulletin-destinations');
});

step('… sees that the month is missing, uploads the file, publishes it, and has the draft: three clicks', async () => {
  const page = desks.clerk!;
  await page.goto(`${product.url}/admin/bulletins`);
  await page.getByText('车管所的表格还没有导入').waitFor();
  await saveScreen(page, 'bulletins-missing');
  await button(page, '导入数据').click();
  await button(page, '选择文件').waitFor();
  const began = Date.now();
  const { name, bytes } = fileOf(month);
  writeFileSync(join(folder, name), bytes);
  await page.setInputFiles('input[type=file]', join(folder, name));
  await button(page, '确认并发布为第1版').click();
  await button(page, '起草通报').click();
  await page.getByRole('img', { name: /长图$/ }).waitFor();
  console.log(`from the file to the draft: ${((Date.now() - began) / 1000).toFixed(1)} s of the clerk's time`);
  await page.getByRole('heading', { name: '等另一人复核' }).waitFor();
  await saveScreen(page, 'bulletin-draft');
  expect(await axeFindings(page)).toEqual([]);
});

step('… writes a word before the figures; the picture is drawn anew', async () => {
  const page = desks.clerk!;
  await button(page, '修改标题和编者按').click();
  const before = await page.getByRole('img', { name: /长图$/ }).getAttribute('src');
  await page.getByRole('textbox', { name: '编者按' }).fill('本月市内转移登记平稳，请各会员企业合理安排库存。');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.waitForFunction(inPage.isOtherPicture, before);
  await page.getByText('群消息', { exact: true }).click();
  await page.getByLabel('群里的样子').getByText('请各会员企业合理安排库存').waitFor();
  await saveScreen(page, 'bulletin-group');
  // Who drafted may not check.
  expect(await button(page, '复核通过').count()).toBe(0);
});

step('a second clerk looks at what the members will see, filters the charts, and approves', async () => {
  const page = await logIn('clerk2');
  await page.getByRole('link', { name: '月度通报' }).click();
  await button(page, '打开通报').click();
  await page.getByRole('heading', { name: '请您复核' }).waitFor();
  await page.getByRole('img', { name: /长图$/ }).waitFor();
  await saveScreen(page, 'bulletin-check');
  const charts = page.getByRole('region', { name: '图表' });
  await charts.getByText('区县', { exact: true }).click();
  await charts.getByRole('img', { name: /^演练县：/ }).waitFor();
  expect(await charts.getByRole('img', { name: /^甲牌：/ }).count()).toBe(0);
  await saveScreen(page, 'bulletin-filtered');
  await button(page, '复核通过').click();
  await page.getByRole('heading', { name: '可以发送了' }).waitFor();
});

step('the first one forwards it by hand: the text on the clipboard, the picture, and the word that it stands in the group', async () => {
  const page = desks.clerk!;
  await page.reload();
  product.simulators.wechat.failNext('system_error', 'code');
  await button(page, /^转发\s*到会员微信群/).click();
  const card = page.getByRole('region', { name: '转发到会员微信群' });
  await card.getByText('手机扫码看长图').waitFor();
  await card.getByText('微信暂时没有给出小程序码').waitFor();
  await saveScreen(page, 'bulletin-hand-over-without-code');
  await button(page, '再取小程序码').click();
  await card.getByRole('img', { name: '通报的小程序码' }).waitFor();
  const saving = page.waitForEvent('download');
  await button(page, '保存小程序码').click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/通报小程序码\.png$/);
  await saved.saveAs(join(folder, 'code.png'));
  const { width, height } = await sharp(join(folder, 'code.png')).metadata();
  expect([width, height > width]).toEqual([980, true]);
  await button(page, '复制文字').click();
  await page.getByText('已复制文字').waitFor();
  const text = (await page.evaluate(inPage.clipboardText)) as string;
  expect(text).toContain('请各会员企业合理安排库存');
  expect(text.length).toBeLessThanOrEqual(1000);
  await page.getByRole('img', { name: /长图$/ }).first().waitFor();
  await button(page, '复制长图').click();
  await page.getByText('已复制长图').waitFor();
  expect(await page.evaluate(inPage.clipboardTypes)).toContain('image/png');
  await saveScreen(page, 'bulletin-hand-over');
  await button(page, '我已在群里发出').click();
  await page.getByRole('region', { name: '发送记录' }).getByText('已发送').waitFor();
});

step('… and lets the robot post it in the other group', async () => {
  const page = desks.clerk!;
  await button(page, /^发送\s*到秘书处群/).click();
  const log = page.getByRole('region', { name: '发送记录' });
  await log.locator('[data-state=sent]').nth(1).waitFor();
  expect(product.simulators.wecom.posts.map(({ type }) => type)).toEqual(expect.arrayContaining(['text', 'image']));
  await saveScreen(page, 'bulletin-sent');
  await log.getByText('发出的内容').first().click();
  await log.getByText('请各会员企业合理安排库存').first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.goto(`${product.url}/admin/bulletins`);
  await page.getByText('这个月的通报已经发出').waitFor();
  await saveScreen(page, 'bulletins');
  expect(complaints.flat()).toEqual([]);
});
