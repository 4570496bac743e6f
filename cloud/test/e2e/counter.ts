import type { Page } from 'playwright-core';
import { totpAt } from '../../src/domains/identity/totp';
import { employee, type Product } from '../product';

/** Logs an employee in at the staff web by password and the code of this moment. */
export async function logInAsStaff(page: Page, product: Product, username: string): Promise<void> {
  const { password, totpSecret } = employee(username);
  await page.goto(`${product.url}/admin/`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('动态码').fill(totpAt(totpSecret, Math.floor(product.clock.now().getTime() / 30_000)));
  await page.getByRole('button', { name: '登录' }).click();
}

/** Compares picture after picture by keyboard: Space ticks what is shown; the one with this title gets a return code. */
export async function checkPictures(page: Page, marked?: { title: string; key: string }): Promise<void> {
  const list = page.getByRole('listbox', { name: '照片' });
  await list.getByRole('option').first().waitFor();
  for (const option of await list.getByRole('option').all()) {
    await option.click();
    const isMarked = marked !== undefined && (await option.innerText()).includes(marked.title);
    // A picture counts as seen only once it is on the screen: the key is pressed until it does.
    for (let press = 0; press < 40 && !/已核对|退回/.test(await option.innerText()); press++) {
      await page.keyboard.press(isMarked ? marked.key : 'Space');
      await page.waitForTimeout(150);
    }
  }
}

/** The public address in the QR code of the voucher on the screen, as the API gives it. */
export async function checkUrlOf(page: Page): Promise<string> {
  const id = /transactions\/([0-9a-f-]{36})/.exec(page.url())![1];
  const response = await page.request.get(new URL(`/api/transactions/${id}/voucher`, page.url()).href);
  return ((await response.json()) as { checkUrl: string }).checkUrl;
}
