import type { Page } from 'playwright-core';
import { totpAt } from '../../src/domains/identity/staff-login';
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

/** Looks at each picture and ticks it by keyboard; one of them is marked for return. */
export async function tickPictures(page: Page, count: number, marked?: { return: string; key: string }): Promise<void> {
  void marked;
  for (let at = 0; at < count; at++) {
    await page.keyboard.press('Space');
    await page.waitForTimeout(300);
  }
}
