import { randomInt, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AnswerOf, EndpointKey, RequestOf } from '@yongche/contract';
import type { DataSource } from 'typeorm';
import { dayInShanghai } from '../src/clock';
import { openDatabase } from '../src/database';
import { compiledServer } from './compiled-server';
import { type Farm, randomFrom, startFarm } from './crashing';
import { createTestDatabase } from './database';
import { caller } from './people';
import { type Host, newBill, newDue, newPayer, type Owed, type Payer, paymentService } from './payments';
import { type Product, startProduct } from './product';

/** The full size is 1,000 payments and 200 kills; a usual run of all tests has a quarter of it. */
const payments = Number(process.env.CRASH_PAYMENTS ?? 250);
const leastKills = Number(process.env.CRASH_KILLS ?? 50);
const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
const random = randomFrom(seed);

/** How the provider behaves towards us with one payment, and how many of a thousand. */
const manners = { plain: 280, often: 180, late: 150, never: 100, forged: 100, wrong: 100, after_close: 45, double: 45 } as const;
type Manner = keyof typeof manners;
const drawn: Manner[] = (Object.entries(manners) as [Manner, number][]).flatMap(([manner, times]) => Array<Manner>(times).fill(manner));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
let product: Product;
let farm: Farm;
let db: DataSource;
let all: Debt[];

beforeAll(async () => {
  process.stdout.write(`payments under crashes: CRASH_SEED=${seed}\n`);
  product = await startProduct(await createTestDatabase());
  // From here on, only processes that are killed do the work.
  all = await debts().finally(() => product.server.close());
  db = await openDatabase(product.env.DATABASE_URL!, 4);
}, 300_000);
afterAll(async () => {
  await farm?.close();
  await db?.destroy();
  await product.simulators.close();
  rmSync(dirname(product.env.KEY_FILE!), { recursive: true, force: true });
});

interface Debt {
  payer: Payer;
  owed: Owed;
  manner: Manner;
}

/** Members with dues, and some with bills, half of them in each host. */
async function debts(): Promise<Debt[]> {
  const payers: Payer[] = [];
  for (let at = 0; at < 20; at++) payers.push(await newPayer(product, at % 2 ? 'wechat' : 'alipay'));
  const made: Debt[] = [];
  for (let at = 0; at < payments; at++) {
    const payer = payers[at % payers.length]!;
    const owed = at % 10 === 0 ? await newBill(product, payer, { fen: 1 + Math.floor(random() * 300_000) }) : await newDue(product, payer, { fen: 1 + Math.floor(random() * 1_000_000) });
    made.push({ payer, owed, manner: drawn[Math.floor(random() * drawn.length)]! });
  }
  return made;
}

/** Sends a request until somebody has answered it, as a phone does that keeps its Idempotency-Key; `done` codes are an answer too. */
async function persist<K extends EndpointKey>({ token }: Payer, endpoint: K, request: Partial<RequestOf<K>>, done: string[] = []): Promise<AnswerOf<K> | undefined> {
  const key = randomUUID();
  for (let attempt = 0; attempt < 3000; attempt++) {
    const reply = await caller(farm.balancer.url, { authorization: `Bearer ${token}`, connection: 'close' })
      .send(endpoint, { ...request, key } as never)
      .catch(() => undefined);
    if (reply && reply.status < 300) return reply.body;
    if (reply?.error && done.includes(reply.error.code)) return undefined;
    if (reply && reply.status < 500 && !['request.idempotency_running', 'request.rate_limited'].includes(reply.error?.code)) throw new Error(`${endpoint}: ${reply.status} ${JSON.stringify(reply.error)}`);
    await pause(30 + random() * 100);
  }
  throw new Error(`${endpoint}: no answer`);
}

const open = async (payer: Payer, owed: Owed) => (await persist(payer, 'POST /payment-orders', { body: owed }))!.order;
const close = (payer: Payer, id: string) => persist(payer, 'POST /payment-orders/:id/closure', { params: { id } });

/** One due or bill is paid: money moves at the provider, once, whatever becomes of its news. */
async function payOne({ payer, owed, manner }: Debt): Promise<void> {
  const service = paymentService(product, payer.host);
  const first = await open(payer, owed);
  if (manner === 'often') service.notifyNext({ times: 2 + Math.floor(random() * 3), order: first.number });
  if (manner === 'late') service.notifyNext({ delayMs: 200 + random() * 5000, order: first.number });
  if (manner === 'never') service.notifyNext({ never: true, order: first.number });
  if (manner === 'forged') service.notifyNext({ forged: true, order: first.number });
  if (manner === 'wrong') service.notifyNext({ amountFen: first.fen + 1, order: first.number });
  if (manner === 'after_close' || manner === 'double') await close(payer, first.id);
  if (manner === 'double') void service.pay((await open(payer, owed)).number);
  void service.pay(first.number, 'pay', { evenIfClosed: true });
  if (random() < 0.2) await persist(payer, 'POST /payment-orders/:id/check', { params: { id: first.id } });
}

/** A phone that looks at what is to be paid. */
const ask = (payer: Payer) => persist(payer, 'GET /my-payment-orders', { query: {} });

/** Two minutes pass for whoever waits: what a killed process held is free again, and what is planned is due. */
async function timePasses(): Promise<void> {
  await db.query("UPDATE jobs SET lease_until = NULL, run_at = LEAST(run_at, UTC_TIMESTAMP(3)) WHERE name LIKE 'payments.%'");
}

const count = async (sql: string, values: unknown[] = []) => Number((await db.query(`SELECT COUNT(*) AS n FROM ${sql}`, values))[0].n);

it(
  `${payments} payments with hostile notices, while the server is killed ${leastKills} times: each is settled once, to the fen`,
  async () => {
    farm = await startFarm({ words: await compiledServer(), env: product.env, size: 3, random });

    let done = 0;
    let next = 0;
    const began = Date.now();
    // Kills keep pace with payments, so that each of them meets some under way.
    const isBehind = () => farm.kills / leastKills < (done + 1) / payments;
    farm.killAtRandom({ probability: () => (isBehind() ? 0.25 : 0), ms: () => random() * 60 });
    const till = async () => {
      for (let at = next++; at < all.length; at = next++) {
        await payOne(all[at]!);
        done++;
      }
    };
    // A job whose process died is taken over when its lease ends, here after some seconds already.
    const takingOver = setInterval(() => void db.query("UPDATE jobs SET lease_until = NULL WHERE lease_until < UTC_TIMESTAMP(3) + INTERVAL 116 SECOND").catch(() => undefined), 1000);
    await Promise.all(Array.from({ length: 12 }, till));
    while (farm.kills < leastKills) await ask(all[Math.floor(random() * all.length)]!.payer);
    clearInterval(takingOver);
    const { kills } = farm;
    await farm.calm();
    const unsettled = () => count("payment_orders WHERE state IN ('opening', 'waiting')").then(async (open) => open + (await count("payment_notices WHERE outcome = 'waiting'")) + (await count("refunds WHERE state = 'processing'")) + (await count("jobs WHERE name LIKE 'payments.%' AND name <> 'payments.ask-order'")));
    for (let time = 0; time < 120; time++) {
      await timePasses();
      await pause(500);
      if (time > 3 && (await unsettled()) === 0 && (await paidThereOnly()).length === 0) break;
    }
    process.stdout.write(`${done} payments, ${kills} kills, ${farm.balancer.broken} broken connections, ${Math.round((Date.now() - began) / 1000)} s\n`);

    expect(kills).toBeGreaterThanOrEqual(leastKills);
    expect(await unsettled()).toBe(0);
    expect(await paidThereOnly()).toEqual([]);
    await expectSettledOnce(all);
    await expectBooksAgree();
  },
  1_200_000,
);

/** Our numbers that are paid at a provider and not here, or with another sum or number. */
async function paidThereOnly(): Promise<string[]> {
  const ours: { number: string; fen: string; providerNumber: string | null; state: string }[] = await db.query('SELECT number, fen, provider_number AS providerNumber, state FROM payment_orders');
  const there = new Map((['wechat', 'alipay'] as Host[]).flatMap((host) => paymentService(product, host).orders()).map((order) => [order.number, order]));
  return ours.filter(({ number, fen, providerNumber, state }) => {
    const order = there.get(number);
    return (order?.state === 'paid') !== (state === 'paid') || (state === 'paid' && (order!.fen !== Number(fen) || order!.providerId !== providerNumber));
  }).map(({ number }) => number);
}

/** Every due and bill is paid by one order; of two, the other was given back. */
async function expectSettledOnce(all: Debt[]): Promise<void> {
  const open: unknown[] = await db.query("SELECT a.document_id FROM ledger_accounts a WHERE a.document_id IS NOT NULL AND COALESCE((SELECT SUM(fen) FROM ledger_transfers WHERE debit_account_id = a.id), 0) <> COALESCE((SELECT SUM(fen) FROM ledger_transfers WHERE credit_account_id = a.id), 0)");
  expect(open).toEqual([]);
  const kept: { subjectId: string; n: string }[] = await db.query("SELECT subject_id AS subjectId, COUNT(*) AS n FROM payment_orders WHERE state = 'paid' AND (late IS NULL OR late = 'kept') GROUP BY subject_id");
  expect(new Map(kept.map(({ subjectId, n }) => [subjectId, Number(n)]))).toEqual(new Map(all.map(({ owed }) => [owed.subjectId, 1])));
  expect(await count("payment_orders o WHERE o.state = 'paid' AND o.late = 'refunded'")).toBe(all.filter(({ manner }) => manner === 'double').length);
  expect(await count("payment_orders o WHERE o.late = 'refunded' AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id AND r.state = 'succeeded' AND r.fen = o.fen)")).toBe(0);
  expect(await count("ledger_bookings WHERE kind IN ('order_paid', 'late_paid')")).toBe(await count("payment_orders WHERE state = 'paid'"));
  for (const action of ['payments.order_paid', 'payments.order_closed', 'payments.late_money', 'payments.refund_settled', 'payments.shipping_reported']) expect([action, await count('(SELECT subject_id FROM audit_events WHERE action = ? GROUP BY subject_id HAVING COUNT(*) > 1) twice', [action])]).toEqual([action, 0]);
  expect(await count("messages WHERE title = '缴款已入账'")).toBe(all.length);
  expect(await count("payment_orders WHERE state = 'paid' AND provider = 'wechat' AND (late IS NULL OR late = 'kept') AND shipping_reported_at IS NULL")).toBe(0);
  expect(await count("jobs WHERE name LIKE 'payments.%' AND dead_at IS NOT NULL")).toBe(0);
}

/** What the ledger has with each provider is, fund by fund, what the provider's own bill has. */
async function expectBooksAgree(): Promise<void> {
  const [{ debit, credit }] = await db.query('SELECT (SELECT SUM(t.fen) FROM ledger_transfers t JOIN ledger_accounts a ON a.id = t.debit_account_id) AS debit, (SELECT SUM(t.fen) FROM ledger_transfers t JOIN ledger_accounts a ON a.id = t.credit_account_id) AS credit');
  expect(debit).toBe(credit);
  const days = [...new Set([0, 1].map((back) => dayInShanghai(new Date(product.clock.now().getTime() - back * 86_400_000))))];
  const { wechatPay, alipay } = product.simulators;
  for (const fund of ['dues', 'service_fee'] as const) {
    const billed = {
      wechat: days.flatMap((day) => wechatPay.bill(day, wechatPay.merchants[fund].mchid)),
      alipay: days.flatMap((day) => alipay.bill(day, alipay.apps[fund].sellerId)),
    };
    for (const host of ['wechat', 'alipay'] as const) {
      const [row] = await db.query(
        'SELECT COALESCE((SELECT SUM(fen) FROM ledger_transfers WHERE debit_account_id = a.id), 0) - COALESCE((SELECT SUM(fen) FROM ledger_transfers WHERE credit_account_id = a.id), 0) AS fen FROM ledger_accounts a WHERE a.fund = ? AND a.account = ?',
        [fund, `${host}_clearing`],
      );
      expect([fund, host, Number(row?.fen ?? 0)]).toEqual([fund, host, billed[host].reduce((sum, { fen }) => sum + fen, 0)]);
    }
  }
}
