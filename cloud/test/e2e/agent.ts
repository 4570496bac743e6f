import type { Locator, Page } from 'playwright-core';
import { caller, pictureFor } from '../people';
import { persona, type Product } from '../product';
import { type Camera, saveScreen } from './browser';
import rules from '../../src/domains/transactions/photo-rules.2026-1.json';

/** The agent's thumb: touches what is visible, by its words. */
export function thumb(page: Page) {
  const visible = (text: string): Locator => page.getByText(text, { exact: true }).locator('visible=true').last();
  return {
    see: (text: string) => page.getByText(text).locator('visible=true').first().waitFor(),
    tap: (text: string) => visible(text).tap(),
    input: (label: string, text: string) => page.locator(`input:visible[aria-label="${label}"], [aria-label="${label}"] input:visible`).last().fill(text),
    choose: (label: string, option: string) => page.locator(`[aria-label="${label} ${option}"]`).locator('visible=true').last().tap(),
  };
}

/** Opens the mini-program in a host and logs in; ends at the consent to give name and number. */
export async function logIn(page: Page, product: Product, host: 'wechat' | 'alipay', name: string): Promise<void> {
  const { tap, see } = thumb(page);
  await page.goto(`${product.url}/m/app/?host=${host}&user=${persona(name).user}`);
  await see('个人信息处理规则');
  await saveScreen(page, `agent-${host}-privacy`);
  await tap('同意并登录');
  await see('核验姓名与身份证号');
}

/** Ticks the consent that is shown and agrees to it by itself. */
export async function consent(page: Page, screen: string): Promise<void> {
  await saveScreen(page, screen);
  await page.getByText('我已阅读').locator('visible=true').last().tap();
  await thumb(page).tap('同意并继续');
}

export interface DealOnPhone {
  plate: string;
  vin: string;
  sellerIsUnit: boolean;
}

/** Fills in the form of a new deal; ends at the list of photos. */
export async function fillDeal(page: Page, { plate, vin, sellerIsUnit }: DealOnPhone): Promise<void> {
  const { tap, see, input, choose } = thumb(page);
  await tap('新建交易');
  await see('业务与市场');
  await tap('市内转移');
  await tap('请选择');
  await tap('示范二手车市场');
  await input('车架号', vin);
  await input('车牌号', plate);
  if (sellerIsUnit) {
    await choose('卖方是', '单位');
    await input('卖方单位名称', '样板贸易有限公司');
    await input('卖方统一社会信用代码', '91330200MA2AB10670');
    await input('卖方经办人姓名', '经办丙');
    await input('卖方经办人身份证号', '330206199202290031');
  } else {
    await input('卖方姓名', '卖方甲');
    await input('卖方身份证号', '330203199001010014');
  }
  await input('买方姓名', '买方乙');
  await input('买方身份证号', '11010519491231002X');
  await choose('卖方由谁到场', sellerIsUnit ? '经办人到场' : '本人到场');
  await choose('买方由谁到场', '本人到场');
  await saveScreen(page, 'agent-new-deal');
  await tap('下一步：拍照清单');
  await see('当事人告知');
}

/** Both parties read the notice on the phone and agree. */
export async function letPartiesAgree(page: Page): Promise<void> {
  const { tap, see } = thumb(page);
  for (const side of ['卖方', '买方']) {
    await tap('请当事人阅读告知');
    await see(`请把手机交给${side}`);
    await saveScreen(page, `agent-notice-${side === '卖方' ? 'seller' : 'buyer'}`);
    await page.getByText('我已阅读并同意').locator('visible=true').last().tap();
    await tap('确认同意');
    await page.getByText(`请把手机交给${side}`).locator('visible=true').first().waitFor({ state: 'hidden' });
  }
}

/**
 * Takes photo after photo as the phone asks for them, until it says that all are taken. `codes` is the order to expect,
 * `seen` what the camera sees each time when it is not the usual picture; what the phone asks for once more is skipped.
 * The fake camera is read anew when the next photo's turn begins, so it is pointed there just before.
 */
export async function takePhotos(page: Page, camera: Camera, codes: string[], seen: Record<string, Buffer | null> = {}): Promise<void> {
  const { tap } = thumb(page);
  const look = (code: string | undefined) => (code ? (seen[code] ?? pictureFor(code)) : pictureFor('P22'));
  const waiting = [...codes];
  for (let asked = await askedFor(page); asked; asked = await askedFor(page)) {
    const skipped = !waiting.includes(asked.code) || seen[asked.code] === null;
    if (!skipped) await shoot(page, waiting.length === codes.length);
    if (waiting.includes(asked.code)) waiting.splice(waiting.indexOf(asked.code), 1);
    await camera.point(look(waiting[0]));
    await tap(skipped ? '先跳过' : '用这张');
    await page.locator('.camera__title:visible').filter({ hasText: asked.title }).last().waitFor({ state: 'hidden' });
  }
  await tap('回到拍照清单');
}

/** The photo type that the camera asks for, or undefined once all are taken. */
async function askedFor(page: Page) {
  const title = page.locator('.camera__title:visible').last();
  await title.or(page.locator('.camera__done-title:visible')).last().waitFor();
  const words = (await title.count()) > 0 ? await title.innerText() : '';
  return rules.photos.find((photo) => photo.title === words.trim());
}

/** Takes the picture that the camera looks at, up to the question whether it is good. */
export async function shoot(page: Page, first: boolean): Promise<void> {
  await page.locator('.camera__shutter:visible:not(.camera__shutter--off)').last().waitFor();
  await page.waitForTimeout(300);
  if (first) await saveScreen(page, 'agent-camera');
  await page.locator('.camera__shutter:visible').last().tap();
  await page.getByText('用这张', { exact: true }).locator('visible=true').last().waitFor();
  if (first) await saveScreen(page, 'agent-camera-preview');
  // The browser lets the camera go a moment after the page did.
  await page.waitForTimeout(500);
}

/** What the API says to a phone that submits though its page offers no button for it. */
export async function forcedSubmission(page: Page, product: Product) {
  const request = page.waitForRequest((sent) => /\/api\/transactions\/[0-9a-f-]{36}$/.test(sent.url()));
  await page.reload();
  const sent = await request;
  const agent = caller(product.url, { authorization: (await sent.allHeaders()).authorization! });
  return agent.send('POST /transactions/:id/submission', { params: { id: sent.url().split('/').at(-1)! } });
}
