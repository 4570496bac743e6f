import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { chromiumPath } from '../local/chromium';
import { startDatabase } from '../local/database';
import { buildFronts } from '../local/fronts';
import { drawCase } from '../src/domains/inspections/draw';
import { openBrowser, openPage } from '../test/e2e/browser';
import { logInAsStaff } from '../test/e2e/counter';
import { type Product, startProduct } from '../test/product';
import { enrolledAgent, newCompany } from '../test/register';
import { type CompletedDeal, completeDeals } from './completed-deals';

/** `npm run bench`: a scripted inspector in real Chromium works through a day's cases by real keys; how long the desk kept them waiting. */
const count = Number(process.env.BENCH_CASES ?? 400);
/** In 2019 one deal in twenty was bad (4.9 %, domain.md 0); twice as many here. */
const faultyEvery = 10;
/** What a person takes to see that a clean deal is clean, in milliseconds; far faster than any. */
const glance = 600;

/** Set by the page itself: when a key was pressed, and when the next case stood there with its picture. */
interface Watched {
  serial: string;
  waits: number[];
}

/** Runs in the page: looks at every frame, so that no message between browser and script counts as waiting. */
const watch = `{
  const watched = (window.watched = { serial: '', waits: [] });
  let pressedAt;
  window.addEventListener('keydown', ({ key }) => (key === 'p' || key === 'Enter') && (pressedAt = performance.now()), true);
  const look = () => {
    const serial = /[0-9]{18}$/.exec(document.querySelector('main h2')?.textContent ?? '')?.[0] ?? '';
    const isShown = document.querySelector('[aria-label="照片显示"]') !== null;
    if (serial !== '' && isShown && serial !== watched.serial) {
      watched.serial = serial;
      if (pressedAt !== undefined) watched.waits.push(performance.now() - pressedAt);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;
const watchedOf = (page: Page) => page.evaluate<Watched>('window.watched');

/** The case that stands there with its picture after the last one. */
async function nextSerial(page: Page, last: string): Promise<string> {
  for (;;) {
    const { serial } = await watchedOf(page);
    if (serial !== last) return serial;
    await page.waitForTimeout(20);
  }
}

async function work(page: Page, product: Product, faulty: Set<string>) {
  await page.addInitScript({ content: watch });
  await logInAsStaff(page, product, 'inspector1');
  await page.waitForURL(/\/admin\/inspection$/);
  const keys = { clean: [] as number[], problem: [] as number[] };
  let serial = '';
  const begun = performance.now();
  for (let n = 0; n < count; n++) {
    serial = await nextSerial(page, serial);
    await page.waitForTimeout(glance);
    const pressed = faulty.has(serial) ? ['9', 'Enter'] : ['p'];
    for (const key of pressed) await page.keyboard.press(key);
    (faulty.has(serial) ? keys.problem : keys.clean).push(pressed.length);
  }
  await page.getByText('没有待核查').first().waitFor();
  return { keys, waits: (await watchedOf(page)).waits, seconds: (performance.now() - begun) / 1000 };
}

const at = (values: number[], share: number) => [...values].sort((one, other) => one - other)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

async function prepare(product: Product): Promise<CompletedDeal[]> {
  const { db, clock } = product.server.deps;
  // Every case comes up: the sample is whole.
  await db.query("UPDATE sampling_plans SET content = JSON_SET(content, '$.rate', 1, '$.blindSecond', 0, '$.newAgents.rate', 1) WHERE state = 'adopted'");
  const agent = await enrolledAgent(product, await newCompany(product));
  const [market]: { id: string }[] = await db.query("SELECT id FROM markets WHERE code = '0001'");
  const [operator]: { id: string }[] = await db.query("SELECT id FROM staff WHERE username = 'operator1'");
  const [account]: { id: string }[] = await db.query('SELECT id FROM accounts WHERE person_id = ?', [agent.personId]);
  const begun = clock.now().getTime();
  const deals = await completeDeals({ deps: product.server.deps, marketId: market!.id, staffId: operator!.id, agent, accountId: account!.id }, count, faultyEvery);
  for (const { id } of deals) await drawCase(product.server.deps, id);
  console.log(`${count} completed deals with every picture, checked and drawn, in ${((clock.now().getTime() - begun) / 1000).toFixed(0)} s`);
  return deals;
}

/** What stands in the database after the last decision has taken effect: nothing lost, nothing twice. */
async function outcome(product: Product): Promise<string> {
  const { db } = product.server.deps;
  for (;;) {
    const [{ open }]: [{ open: string }] = await db.query("SELECT COUNT(*) AS open FROM inspection_cases WHERE state = 'waiting'");
    if (Number(open) === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const rows: { state: string; n: string }[] = await db.query('SELECT state, COUNT(*) AS n FROM inspection_cases GROUP BY state ORDER BY state');
  const [{ problems }]: [{ problems: string }] = await db.query('SELECT COUNT(*) AS problems FROM problems');
  return `${rows.map(({ state, n }) => `${n} ${state}`).join(', ')}; ${problems} problem cards`;
}

async function main(): Promise<void> {
  if (!chromiumPath()) {
    console.log('no Chromium on this machine: the inspector’s desk is not measured');
    return;
  }
  await buildFronts(['admin']);
  const directory = mkdtempSync(join(tmpdir(), 'yongche-console-'));
  const database = await startDatabase({ directory, durable: true });
  const product = await startProduct(await database.createDatabase('yongche_console'));
  try {
    const deals = await prepare(product);
    const serials: { id: string; serial: string }[] = await product.server.deps.db.query('SELECT id, serial FROM transactions');
    const faultyIds = new Set(deals.filter(({ isFaulty }) => isFaulty).map(({ id }) => id));
    const { browser } = await openBrowser(directory);
    const { page, complaints } = await openPage(browser, 'desk');
    const { keys, waits, seconds } = await work(page, product, new Set(serials.filter(({ id }) => faultyIds.has(id)).map(({ serial }) => serial))).finally(() => browser.close());
    const most = (values: number[]) => Math.max(...values);
    console.log(`inspector’s desk: ${count} cases in ${seconds.toFixed(0)} s (${glance} ms of them looked at each); waiting for the next case with its picture: median ${at(waits, 0.5).toFixed(0)} ms, p95 ${at(waits, 0.95).toFixed(0)} ms, longest ${most(waits).toFixed(0)} ms (${waits.length})`);
    console.log(`keys: ${most(keys.clean)} for a clean case (${keys.clean.length}), ${most(keys.problem)} for a problem (${keys.problem.length})`);
    console.log(`afterwards: ${await outcome(product)}${complaints.length > 0 ? `; the page complained: ${complaints.join(' | ')}` : ''}`);
  } finally {
    await product.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
