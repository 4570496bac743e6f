import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { madeDeal, type MadeDeal } from '../../local/documents/deal';
import { randomOf } from '../../local/documents/random';
import { createTestDatabase } from '../database';
import { verifiedAgent } from '../people';
import { type Product, startProduct } from '../product';
import { type BadLine, openLine } from './bad-line';
import { saveScreen } from './browser';
import inPage from './in-page.cjs';
import { dropFiles, scanOf } from './small-pictures';
import { enterDeal, type Hands, handsAt, noteNotices } from './station-hands';
import { type CounterPc, logInAtStation, openCounterPc, pairPc } from './station-world';

/**
 * A day at a counter whose line is bad and whose PC is switched off in the middle: every picture comes to the server once, and as
 * it was taken. `DAY_DEALS=150` tells a whole day; `DAY_SEED` tells another one, or one that failed once more.
 * Nothing is read from the pictures here, and none is compared with those of other deals (T-15): the same papers come again and again.
 */
const size = Number(process.env.DAY_DEALS ?? 4);
const seed = process.env.DAY_SEED ?? 'a day at the counter';
const random = randomOf(seed);
const folder = mkdtempSync(join(tmpdir(), 'yongche-outage-'));
const patienceMs = 120_000 + size * 15_000;

let product: Product;
let line: BadLine;
let pc: CounterPc;
let agentNumber: string;
const deals: MadeDeal[] = [];
const complaints: string[][] = [];
const happened: Record<string, number> = {};
/** Pictures that the desks said they had when their deals were done. */
let expected = 0;

async function switchOn(): Promise<void> {
  pc = await openCounterPc(join(folder, 'pc'), line.arguments);
  complaints.push(pc.complaints);
  // The second in which nobody can have read the notice: this day has 300 of them.
  await pc.page.addInitScript(inPage.shortenSeconds);
}

beforeAll(async () => {
  product = await startProduct(await createTestDatabase());
  const agent = await verifiedAgent(product);
  agentNumber = (await agent.call('GET /certificate')).certificate.number;
  line = await openLine(randomOf(`${seed} line`));
  await switchOn();
  await pairPc(pc, product);
  await logInAtStation(pc, product);
  // The page is kept for the time without a network.
  await pc.page.evaluate(inPage.workerReady);
  // Chromium writes its cookies to the disk every half minute, or when it is closed: a PC that dies before loses its log-in, which is another story.
  await pc.close();
  await switchOn();
  await openStation();
}, 300_000);
afterAll(async () => {
  await pc?.close();
  await line?.close();
  await product?.close();
  rmSync(folder, { recursive: true, force: true });
});

// By its place in the page, not as seen: a dialog that is just closing hides all else from the reader of a screen.
const list = (page: Page) => page.locator('[role=listbox][aria-label=拍照清单]');
/** Places whose picture is still wanted, and those that have one, as the desk shows them. */
async function placesOn(page: Page): Promise<{ open: string[]; held: string[] }> {
  const rows: { code: string; label: string }[] = await list(page).locator('[role=option]').evaluateAll(inPage.places);
  return { open: rows.filter(({ label }) => /（必拍） (待拍|还差|重拍|需重拍|未收下|需处理)/.test(label)).map(({ code }) => code), held: rows.filter(({ label }) => / (沿用 )?(已拍|上传中|合格)/.test(label)).map(({ code }) => code) };
}

async function openStation(): Promise<void> {
  // Where the worker that keeps the page is still starting, a cut line is the browser's own error page for a moment.
  for (let attempt = 0; ; attempt++) {
    const isThere = await pc.page.goto(`${product.url}/admin/capture`).then(() => pc.page.getByRole('heading', { name: '采集台', exact: true }).waitFor({ timeout: 20_000 })).then(() => true, (error: unknown) => (attempt < 4 ? false : Promise.reject(error)));
    if (isThere) return;
  }
}

/** Things that happen in the middle of a deal; what was on the desk as kept is there afterwards. */
const mishaps = {
  async reload() {
    await openStation();
  },
  async crash() {
    await pc.kill();
    await switchOn();
    await openStation();
  },
  async reboot_without_network() {
    line.weather = 'cut';
    await pc.kill();
    await switchOn();
    await openStation();
    await pc.page.getByText('断网').first().waitFor();
  },
  async offline() {
    await pc.page.context().setOffline(true);
  },
};
type Mishap = keyof typeof mishaps;

/** What happens during which deal, and on which line: each of them at least once in a short day. */
const planned: readonly { mishap: Mishap; weather: BadLine['weather'] }[] = [{ mishap: 'reload', weather: 'bad' }, { mishap: 'crash', weather: 'cut' }, { mishap: 'reboot_without_network', weather: 'bad' }, { mishap: 'offline', weather: 'good' }];
function dayAt(at: number): { mishap: Mishap | undefined; weather: BadLine['weather'] } {
  const drawn = random.pick(['good', 'bad', 'bad', 'cut'] as const);
  return planned[at] ?? { mishap: random.chance(0.25) ? random.pick(['reload', 'reload', 'crash', 'reboot_without_network', 'offline'] as const) : undefined, weather: drawn };
}

async function beginDeal(hands: Hands, deal: MadeDeal): Promise<void> {
  const form = pc.page.locator('form [data-field="certificate"]');
  // Between two deals the page may load itself anew, for a later version: then the key is pressed once more.
  for (let press = 0; press < 5 && !(await form.isVisible()); press++) {
    await hands.press('n');
    await form.waitFor({ timeout: 5_000 }).catch(() => undefined);
  }
  await hands.type(agentNumber);
  await enterDeal(hands, deal);
  await noteNotices(hands);
}

/** Back to a deal that was on the desk when the page went. */
async function backToDesk(deal: MadeDeal): Promise<void> {
  const { page } = pc;
  if (await list(page).or(page.getByText('可以开始了')).or(page.getByText('下一位')).first().waitFor().then(() => list(page).isVisible())) return;
  await page.keyboard.press('F3');
  await page.getByRole('listbox', { name: '本机交易' }).getByRole('option').filter({ hasText: deal.plate.slice(2) }).click();
  await list(page).waitFor();
}

/** Hands in whatever is missing until nothing is; the mishap comes while pictures are made. */
async function takeAll(deal: MadeDeal, mishap: Mishap | undefined): Promise<void> {
  for (let round = 0, pending = mishap; ; round++) {
    if (round > 12) throw new Error(`${deal.plate} never has enough: ${JSON.stringify(await placesOn(pc.page))}`);
    const { open } = await placesOn(pc.page);
    if (open.length === 0) return;
    const files: Buffer[] = [];
    for (const code of open) files.push(await scanOf(code, random));
    await dropFiles(pc.page, files);
    if (pending) {
      await pc.page.waitForFunction(inPage.holdsPictures, 3).catch(() => undefined);
      const before = await placesOn(pc.page);
      await mishaps[pending]();
      happened[pending] = (happened[pending] ?? 0) + 1;
      pending = undefined;
      await backToDesk(deal);
      await pc.page.waitForTimeout(300);
      const after = await placesOn(pc.page);
      expect(after.held).toEqual(expect.arrayContaining(before.held));
    }
    await pc.page.waitForFunction(inPage.isDeskQuiet, undefined, { timeout: 20_000 }).catch(() => undefined);
  }
}

it(
  `${size} deals are taken while the line comes and goes, the page is loaded anew, and the PC dies`,
  async () => {
    try {
      for (let at = 0; at < size; at++) {
        const { mishap, weather } = dayAt(at);
        line.weather = weather;
        const deal = madeDeal(`${seed} ${at}`, { business: 'city_transfer', mortgage: 'none' });
        for (const party of [deal.seller, deal.buyer]) party.attendance = 'present';
        await beginDeal(handsAt(pc.page), deal);
        await takeAll(deal, mishap);
        expected += (await placesOn(pc.page)).held.length;
        await pc.page.keyboard.press('F2');
        await list(pc.page).waitFor({ state: 'detached' });
        deals.push(deal);
        await pc.page.context().setOffline(false);
      }
    } catch (error) {
      console.error(`day "${seed}", deal ${deals.length}, line ${line.weather}: ${await pc.page.locator('body').innerText().catch(() => '')}`);
      await saveScreen(pc.page, 'failed-outage').catch(() => undefined);
      throw error;
    }
  },
  patienceMs,
);

it(
  'then the line is good again: the page says by itself that everything has gone up',
  async () => {
    line.weather = 'good';
    const isAllUp = pc.page.getByText('网络正常，全部已上传').first();
    await isAllUp.waitFor({ timeout: patienceMs - 20_000 }).catch(async (error: unknown) => {
      console.error(await pc.page.locator('body').innerText());
      await saveScreen(pc.page, 'failed-outage-end');
      throw error;
    });
    await saveScreen(pc.page, 'outage-over');
  },
  patienceMs,
);

it('every deal is completed once, every picture is there once, and as the page declared it', async () => {
  const { db } = product.server.deps;
  const rows: { id: string; plate: string; state: string; channel: string }[] = await db.query('SELECT id, plate, state, channel FROM transactions');
  const ofDay = rows.filter(({ channel }) => channel === 'fixed');
  expect(ofDay.map(({ plate, state }) => `${plate} ${state}`).sort()).toEqual(deals.map(({ plate }) => `${plate} completed`).sort());
  const completions: { n: string }[] = await db.query(`SELECT COUNT(*) AS n FROM audit_events WHERE action = 'transactions.completed' GROUP BY subject_id`);
  expect(completions.map(({ n }) => Number(n))).toEqual(deals.map(() => 1));
  const images: { dealId: string; slot: string; state: string; sha256: string }[] = await db.query('SELECT transaction_id AS dealId, slot, state, sha256 FROM images');
  const known = new Set(ofDay.map(({ id }) => id));
  // A picture that was spoiled on the way goes up once more under another name: the first name never arrived. One that the server
  // found no good is there too, beside the one that was taken in its place.
  const ofDeals = images.filter(({ dealId, state, sha256 }) => known.has(dealId) && sha256 !== null && state !== 'lost');
  const arrived = ofDeals.map(({ dealId, slot, sha256 }) => `${dealId} ${slot} ${sha256}`);
  const declared = [...new Set([...line.declared.values()].map(({ dealId, slot, sha256 }) => `${dealId} ${slot} ${sha256}`))];
  expect(arrived.sort()).toEqual(declared.sort());
  expect(ofDeals.filter(({ state }) => state === 'accepted')).toHaveLength(expected);
  const again = [...line.declared.values()].filter(({ times }) => times > 1).length;
  console.log(`${size} deals, ${declared.length} pictures, ${again} of them asked for more than once; the line: ${JSON.stringify(line.met)}; the PC: ${JSON.stringify(happened)}`);
});

it('nothing is left on the PC, and no page complained', async () => {
  const left: string[] = await pc.page.evaluate(inPage.keptBytes);
  // Small pictures stay for the day, and the seller's for the next car; all others are gone.
  const lent: { id: string }[] = await product.server.deps.db.query("SELECT id FROM images WHERE slot BETWEEN 'P01' AND 'P06'");
  const mayStay = new Set(lent.map(({ id }) => `${id}/full`));
  expect(left.filter((key) => key.endsWith('/full') && !mayStay.has(key))).toEqual([]);
  expect(complaints.flat()).toEqual([]);
});
