import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { createTestDatabase } from '../database';
import { picture, pictureFor } from '../people';
import { persona, type Product, startProduct } from '../product';
import { consent, fillDeal, forcedSubmission, letPartiesAgree, logIn, takePhotos, thumb } from './agent';
import { type Camera, keepScreens, openBrowser, openPage, saveScreen } from './browser';
import { checkPictures, checkUrlOf, logInAsStaff } from './counter';

/** The main job in a real browser, from the first look at the notice to the voucher that anybody can check; it leaves a picture of every screen. */
keepScreens();
const folder = mkdtempSync(join(tmpdir(), 'yongche-e2e-'));
let product: Product;
let browser: Browser;
let camera: Camera;
let agent: Page;
let operator: Page;
const complaints: string[][] = [];

beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { withPages: true });
  ({ browser, camera } = await openBrowser(folder));
  const [phone, desk] = [await openPage(browser, 'phone'), await openPage(browser, 'desk')];
  [agent, operator] = [phone.page, desk.page];
  complaints.push(...[phone, desk].map((opened) => opened.complaints));
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
      console.error(await agent.locator('.taro_page:visible').last().innerText().catch(() => ''));
      await saveScreen(agent, 'failed-agent');
      await saveScreen(operator, 'failed-operator');
      throw error;
    });
    failedAt = undefined;
  });
}

const unitDeal = ['P01', 'P02', 'P04', 'P05', 'P07', 'P08', 'P09', 'P20', 'P21', 'P22', 'P23', 'P24', 'P25', 'P26', 'P30'];

step('shows a visitor the start page and the mini-program in a phone’s frame', async () => {
  await operator.goto(`${product.url}/`);
  await operator.getByText('演示账号').waitFor();
  await saveScreen(operator, 'start-page');
  await operator.goto(`${product.url}/m/`);
  await operator.frameLocator('iframe').getByText('个人信息处理规则').first().waitFor();
  await saveScreen(operator, 'preview-page');
});

step('an agent says who they are; a number with a wrong digit is told while it is typed', async () => {
  const { tap, see, input } = thumb(agent);
  await logIn(agent, product, 'alipay', '甄示范');
  await consent(agent, 'agent-identity-consent');
  await input('姓名', '甄示范');
  await input('身份证号', '330203199005120019');
  await see('最后一位');
  await saveScreen(agent, 'agent-identity-wrong');
  await input('身份证号', persona('甄示范').idNumber);
  await tap('查找我的代理证');
  await see('申请为您办理代理证');
  await saveScreen(agent, 'agent-joining');
  await tap('确认加入');
  await see('开始人脸核验');
  await saveScreen(agent, 'agent-verification-ways');
});

step('a forged 9000 of the phone changes nothing', async () => {
  const { tap, see } = thumb(agent);
  const forge = (body: string | null) => JSON.stringify({ ...JSON.parse(body ?? '{}'), clientStatus: '9000' });
  await agent.route('**/api/verifications/*/check', (route) => route.continue({ postData: forge(route.request().postData()) }));
  await tap('开始人脸核验');
  await consent(agent, 'agent-face-consent');
  const face = agent.frameLocator('iframe[title="支付宝人脸核验"]');
  await face.getByRole('button', { name: /取消/ }).waitFor();
  await saveScreen(agent, 'alipay-face-page');
  await face.getByRole('button', { name: '取消' }).dispatchEvent('click');
  await agent.locator('iframe[title="支付宝人脸核验"]').waitFor({ state: 'detached' });
  await see('您取消了人脸核验');
  expect(await agent.getByText('实人核验已通过').locator('visible=true').count()).toBe(0);
  await saveScreen(agent, 'agent-face-cancelled');
  await agent.unroute('**/api/verifications/*/check');
});

step('a passed face check brings the certificate into force', async () => {
  const { tap, see } = thumb(agent);
  await tap('再试一次人脸核验');
  await agent.frameLocator('iframe[title="支付宝人脸核验"]').getByRole('button', { name: '通过', exact: true }).dispatchEvent('click');
  await see('实人核验已通过');
  await saveScreen(agent, 'agent-verified');
  await tap('查看电子代理证');
  await see('示范车行有限公司');
  await saveScreen(agent, 'agent-certificate');
});

step('a deal of a unit: one photo after another, a blurred one is told at once, and without 委托书 nothing goes', async () => {
  const { tap, see } = thumb(agent);
  await tap('首页');
  await saveScreen(agent, 'agent-home');
  await fillDeal(agent, { plate: '浙B12345', vin: 'LSGPC52U6AF102554', sellerIsUnit: true });
  await letPartiesAgree(agent);
  await saveScreen(agent, 'agent-checklist');
  await camera.point(pictureFor('P01'));
  await tap('开始拍照');
  // The fake camera stretches contrast, so the hand must shake a little more than in the sample.
  await takePhotos(agent, camera, unitDeal, { P05: null, P22: await sharp(picture('bad_vehicle_licence')).blur(2).jpeg().toBuffer() });
  await see('照片模糊，请拿稳手机、对焦后重拍。');
  await saveScreen(agent, 'agent-checklist-blurred');
  await see('继续拍照（还有2项）');
  expect(await agent.getByText('提交核对', { exact: true }).locator('visible=true').count()).toBe(0);
  const { status, error } = await forcedSubmission(agent, product);
  expect([status, (error.details as { slot: string }[]).map(({ slot }) => slot)]).toEqual([422, ['P05', 'P22']]);
});

step('with the 委托书 and a sharp licence the deal goes to the market', async () => {
  const { tap, see } = thumb(agent);
  await camera.point(pictureFor('P05'));
  await tap('继续拍照（还有2项）');
  await takePhotos(agent, camera, ['P05', 'P22']);
  await agent.getByText('照片模糊，请拿稳手机、对焦后重拍。').locator('visible=true').first().waitFor({ state: 'hidden' });
  await tap('提交核对');
  await see('待核对');
  await saveScreen(agent, 'agent-submitted');
});

step('the market sees its queue, looks at each picture, and returns one with a code', async () => {
  await logInAsStaff(operator, product, 'operator1');
  await operator.getByRole('heading', { name: '待核对', exact: true }).waitFor();
  await saveScreen(operator, 'counter-queue');
  await operator.keyboard.press('Enter');
  await operator.getByRole('listbox', { name: '照片' }).waitFor();
  await checkPictures(operator, { title: '行驶证主页', key: '2' });
  await saveScreen(operator, 'counter-deal');
  await operator.keyboard.press('F4');
  await operator.getByRole('button', { name: '确认退回' }).waitFor();
  await saveScreen(operator, 'counter-return');
  await operator.getByRole('button', { name: '确认退回' }).click();
  await operator.getByText('待补拍').first().waitFor();
});

step('the agent sees the return at once and takes just that photo again', async () => {
  const { tap, see } = thumb(agent);
  await see('不清楚');
  await saveScreen(agent, 'agent-returned');
  await tap('去拍照');
  await camera.point(pictureFor('P22'));
  await tap('继续拍照（还有1项）');
  await takePhotos(agent, camera, ['P22']);
  await tap('提交核对');
  await see('请到市场柜台出示');
});

step('the market completes it, and the whole history is there', async () => {
  await operator.goto(`${product.url}/admin/queue`);
  await operator.getByText('浙B').first().waitFor();
  await operator.keyboard.press('Enter');
  await checkPictures(operator);
  await operator.keyboard.press('F2');
  await operator.getByText('已完成').first().waitFor();
  await saveScreen(operator, 'counter-completed');
  await operator.getByRole('tab', { name: '经过' }).click();
  await operator.getByText('核对完成').first().waitFor();
  await saveScreen(operator, 'counter-history');
});

step('the agent’s voucher is checked by anybody, who sees nothing private', async () => {
  const { tap, see } = thumb(agent);
  await tap('查看核对凭证');
  await see('完成时间');
  await saveScreen(agent, 'agent-voucher');
  await operator.getByRole('button', { name: '查看核对凭证' }).click();
  await operator.getByText('下载 PDF').first().waitFor();
  await saveScreen(operator, 'counter-voucher');
  const stranger = await openPage(browser, 'phone');
  await stranger.page.goto(await checkUrlOf(operator));
  await stranger.page.getByText('核对凭证真实有效').waitFor();
  await saveScreen(stranger.page, 'public-check');
  const words = await stranger.page.locator('body').innerText();
  for (const secret of ['浙B12345', 'LSGPC52U6AF102554', '样板贸易', '买方乙', '经办丙']) expect(words).not.toContain(secret);
});

step('staff find the deal by its plate', async () => {
  await operator.getByRole('button', { name: '退出登录' }).click();
  await operator.getByLabel('用户名').waitFor();
  await logInAsStaff(operator, product, 'clerk');
  await operator.getByText('登记业务待办').first().waitFor();
  await operator.getByText('交易查询').first().click();
  await operator.getByPlaceholder('可以只输车架号后6位').fill('浙B12345');
  await operator.keyboard.press('Enter');
  await operator.getByText('已完成').first().waitFor();
  await saveScreen(operator, 'staff-search');
});

step('and no page complained', async () => expect(complaints.flat()).toEqual([]));
