import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import inPage from './in-page.cjs';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong with the page as it stands, serious and critical only: one line for each rule, with the places. */
export async function axeFindings(page: Page): Promise<string[]> {
  // By the debugger's way: the page's own policy forbids scripts from elsewhere, and shall.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: source });
  await session.detach();
  return page.evaluate(inPage.runAxe);
}
