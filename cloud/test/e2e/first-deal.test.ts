import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createTestDatabase } from '../database';
import { picture, pictureFor } from '../people';
import { employee, persona, type Product, startProduct } from '../product';
import { consent, fillDeal, letPartiesAgree, logIn, takePhotos, thumb } from './agent';
import { type Camera, openBrowser, openPage, saveScreen } from './browser';
import { logInAsStaff } from './counter';

/** The main job in a real browser, from the first look at the notice to the voucher that anybody can check. */
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

const unitDeal = ['P01', 'P02', 'P04', 'P05', 'P07', 'P08', 'P09', 'P20', 'P21', 'P22', 'P23', 'P24', 'P25', 'P26', 'P30'];

it('shows a visitor the start page and the mini-program in a phone’s frame', async () => {
  await operator.goto(`${product.url}/`);
  await operator.getByText('演示账号').waitFor();
  await saveScreen(operator, 'start-page');
  await operator.goto(`${product.url}/m/`);
  await operator.frameLocator('iframe').getByText('个人信息处理规则').first().waitFor();
  await saveScreen(operator, 'preview-page');
});

it('an agent says who they are; a number with a wrong digit is told while it is typed', async () => {
  const { tap, see, input } = thumb(agent);
  await logIn(agent, product, 'alipay', '甄示范');
  await consent(agent, 'agent-identity-consent');
  await input('姓名', '甄示范');
  await input('身份证号', '330203199005120019');
  await see('最后一位');
  await saveScreen(agent, 'agent-identity-wrong');
  await input('身份证号', persona('甄示范').idNumber);
  await tap('查找我的代理证');
  await see('开始人脸核验');
  await saveScreen(agent, 'agent-verification-ways');
});

it('a forged 9000 of the phone changes nothing', async () => {
  const { tap, see } = thumb(agent);
  const forge = (body: string | null) => JSON.stringify({ ...JSON.parse(body ?? '{}'), clientStatus: '9000' });
  await agent.route('**/api/verifications/*/check', (route) => route.continue({ postData: forge(route.request().postData()) }));
  await tap('开始人脸核验');
  await consent(agent, 'agent-face-consent');
  const face = agent.frameLocator('iframe[title="支付宝人脸核验"]');
  await face.getByRole('button', { name: /取消/ }).waitFor();
  await saveScreen(agent, 'alipay-face-page');
  await face.getByRole('button', { name: /取消/ }).click();
  await agent.locator('iframe[title="支付宝人脸核验"]').waitFor({ state: 'detached' });
  await see('核验');
  expect(await agent.getByText('实人核验已通过').locator('visible=true').count()).toBe(0);
  await saveScreen(agent, 'agent-face-cancelled');
  await agent.unroute('**/api/verifications/*/check');
});

it('a passed face check brings the certificate into force', async () => {
  const { tap, see } = thumb(agent);
  await agent.getByText(/人脸核验/).locator('visible=true').filter({ hasText: /^(开始|重新|再次|继续)/ }).last().tap();
  await agent.frameLocator('iframe[title="支付宝人脸核验"]').getByRole('button', { name: /^通过/ }).click();
  await see('实人核验已通过');
  await saveScreen(agent, 'agent-verified');
  await tap('看我的代理证');
  await see('示范车行有限公司');
  await saveScreen(agent, 'agent-certificate');
});

it('a deal of a unit: one photo after another, a blurred one is told at once, and without 委托书 nothing goes', async () => {
  const { tap, see } = thumb(agent);
  await tap('首页');
  await saveScreen(agent, 'agent-home');
  await fillDeal(agent, { plate: '浙B12345', vin: 'LSGPC52U6AF102554', sellerIsUnit: true });
  await letPartiesAgree(agent);
  await saveScreen(agent, 'agent-checklist');
  await camera.point(pictureFor('P01'));
  await tap('开始拍照');
  const seen = (slot: string) => (slot === 'P05' ? null : slot === 'P22' ? picture('bad_vehicle_licence') : pictureFor(slot));
  await takePhotos(agent, camera, unitDeal, seen);
  await tap('回到拍照清单');
  await see('照片模糊，请拿稳手机、对焦后重拍。');
  await saveScreen(agent, 'agent-checklist-blurred');
  await tap('提交核对');
  await see('缺“卖方单位委托书”');
  await saveScreen(agent, 'agent-gate');
});
