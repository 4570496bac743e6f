import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Deps } from '../src/deps';
import { AuditVerification } from '../src/domains/audit/audit-verification.entity';
import { continueVerification as continueAudit, openVerification as openAudit } from '../src/domains/audit/verifications';
import { EvidenceVerification } from '../src/domains/evidence/evidence-verification.entity';
import { continueVerification as continueEvidence, openVerification as openEvidence } from '../src/domains/evidence/verifications';
import { Image } from '../src/domains/transactions/image.entity';
import { openPicture } from '../src/domains/transactions/sealed-pictures';
import { createHash } from 'node:crypto';
import type { Told } from './faults-people';

/** What was promised and is not there, and what is there twice; both empty where all is well. */
export interface Verdict {
  lost: string[];
  doubled: string[];
  /** Books, chains and rows that do not hold. */
  broken: string[];
}

const settledWithinMs = 180_000;

const openWork = {
  'payment orders': "SELECT COUNT(*) AS n FROM payment_orders WHERE state IN ('opening', 'waiting')",
  'payment notices': "SELECT COUNT(*) AS n FROM payment_notices WHERE outcome = 'waiting'",
  'evidence records': 'SELECT COUNT(*) AS n FROM evidence_waiting',
  'audit rows': 'SELECT COUNT(*) AS n FROM audit_waiting',
  uploads: "SELECT COUNT(*) AS n FROM images WHERE state = 'uploading'",
  jobs: "SELECT COUNT(*) AS n FROM jobs WHERE dead_at IS NULL AND (name LIKE 'payments.%' AND name <> 'payments.ask-order' OR name IN ('billing.meter', 'inspections.draw'))",
};

/** Waits until jobs have done what was begun: time passes quickly for whoever waits for a lease or the provider's next news. @returns what is still open */
export async function settle(db: DataSource): Promise<string[]> {
  const deadline = Date.now() + settledWithinMs;
  for (;;) {
    const open: string[] = [];
    for (const [what, sql] of Object.entries(openWork)) {
      const [row]: { n: string }[] = await db.query(sql);
      if (Number(row!.n) > 0) open.push(`${row!.n} ${what} not settled`);
    }
    if (open.length === 0 || Date.now() > deadline) return open;
    await db.query("UPDATE jobs SET lease_until = NULL, run_at = LEAST(run_at, UTC_TIMESTAMP(3)) WHERE dead_at IS NULL AND (name LIKE 'payments.%' OR lease_until < UTC_TIMESTAMP(3) + INTERVAL 60 SECOND)");
    await pause(1000);
  }
}

/** Compares what everybody was told with what is there; a bench in which nothing was done proves nothing. */
export async function judgeAll(deps: Deps, told: Told): Promise<Verdict> {
  const verdict: Verdict = { lost: [], doubled: [], broken: nothingOf(told).map((what) => `no ${what}: nothing was put to the test`) };
  await judgeDeals(deps, told, verdict);
  await judgePictures(deps, told, verdict);
  await judgeMoney(deps, told, verdict);
  await judgeChains(deps, verdict);
  return verdict;
}

const nothingOf = ({ deals, pictures, orders }: Told): string[] =>
  Object.entries({ 'deal was completed': [...deals.values()].filter(({ state }) => state === 'completed'), 'picture was accepted': [...pictures], 'due was paid': [...orders.values()].filter(({ paid }) => paid) })
    .filter(([, done]) => done.length === 0)
    .map(([what]) => what);

const rank = { capturing: 0, awaiting_check: 1, completed: 2 } as const;

async function judgeDeals({ db }: Deps, told: Told, { lost, doubled, broken }: Verdict): Promise<void> {
  const rows: { id: string; plate: string; state: keyof typeof rank }[] = await db.query("SELECT id, plate, state FROM transactions WHERE vin LIKE 'WVWZZZ3CZ%'");
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const [id, { state }] of told.deals) if ((rank[found.get(id)?.state ?? 'capturing'] ?? -1) < rank[state] || !found.has(id)) lost.push(`deal ${id} was ${state}, is ${found.get(id)?.state ?? 'not there'}`);
  const plates = rows.map(({ plate }) => plate);
  doubled.push(...plates.filter((plate, index) => plates.indexOf(plate) !== index).map((plate) => `deal of ${plate}`));
  await twice(db, doubled, 'audit', "SELECT CONCAT(action, ' ', subject_id) AS what FROM audit_events WHERE action IN ('transactions.created', 'transactions.submitted', 'transactions.completed', 'payments.order_paid', 'payments.order_opened') GROUP BY action, subject_id HAVING COUNT(*) > 1");
  await twice(db, doubled, 'picture in a slot', "SELECT CONCAT(i.transaction_id, ' ', i.slot) AS what FROM images i JOIN transactions t ON t.id = i.transaction_id WHERE t.vin LIKE 'WVWZZZ3CZ%' AND i.state = 'accepted' GROUP BY i.transaction_id, i.slot HAVING COUNT(*) > 1");
  await twice(db, doubled, 'meter event', 'SELECT transaction_id AS what FROM meter_events GROUP BY transaction_id HAVING COUNT(*) > 1');
  await twice(db, broken, 'completed deal without record', "SELECT t.id AS what FROM transactions t LEFT JOIN evidence_records r ON r.transaction_id = t.id WHERE t.state = 'completed' AND r.transaction_id IS NULL");
  await twice(db, broken, 'completed deal without meter event', "SELECT t.id AS what FROM transactions t LEFT JOIN meter_events m ON m.transaction_id = t.id WHERE t.state = 'completed' AND m.transaction_id IS NULL");
  await twice(db, broken, 'dead job', 'SELECT name AS what FROM jobs WHERE dead_at IS NOT NULL');
}

async function twice(db: DataSource, into: string[], of: string, sql: string): Promise<void> {
  const rows: { what: string }[] = await db.query(sql);
  into.push(...rows.map(({ what }) => `${of}: ${what}`));
}

/** Each picture that was answered as accepted is opened from the storage, and is what the phone took. */
async function judgePictures(deps: Deps, told: Told, { lost, doubled }: Verdict): Promise<void> {
  for (const [id, { sha256 }] of told.pictures) {
    const image = await deps.db.manager.findOneBy(Image, { id });
    const plain = image?.state === 'accepted' && image.sha256 === sha256 ? await openPicture(deps, image, 'full').catch(() => undefined) : undefined;
    if (!plain || createHash('sha256').update(plain).digest('hex') !== sha256) lost.push(`picture ${id}`);
  }
  await twice(deps.db, doubled, 'reception of a picture', "SELECT JSON_UNQUOTE(JSON_EXTRACT(details, '$.imageId')) AS what FROM audit_events WHERE action = 'transactions.image_accepted' GROUP BY JSON_UNQUOTE(JSON_EXTRACT(details, '$.imageId')) HAVING COUNT(*) > 1");
}

async function judgeMoney({ db }: Deps, told: Told, { lost, doubled, broken }: Verdict): Promise<void> {
  const orders: { id: string; state: string }[] = await db.query('SELECT id, state FROM payment_orders');
  const state = new Map(orders.map((order) => [order.id, order.state]));
  for (const [id, { paid }] of told.orders) if (!state.has(id) || (paid && state.get(id) !== 'paid')) lost.push(`order ${id} is ${state.get(id) ?? 'not there'}`);
  await twice(db, doubled, 'payment of', "SELECT subject_id AS what FROM payment_orders WHERE state = 'paid' GROUP BY subject_id HAVING COUNT(*) > 1");
  const [books]: { debit: string; credit: string; paid: string; booked: string }[] = await db.query(
    `SELECT (SELECT COALESCE(SUM(t.fen), 0) FROM ledger_transfers t JOIN ledger_accounts a ON a.id = t.debit_account_id) AS debit, (SELECT COALESCE(SUM(t.fen), 0) FROM ledger_transfers t JOIN ledger_accounts a ON a.id = t.credit_account_id) AS credit,
      (SELECT COALESCE(SUM(fen), 0) FROM payment_orders WHERE state = 'paid') AS paid, (SELECT COALESCE(SUM(t.fen), 0) FROM ledger_transfers t JOIN ledger_bookings b ON b.id = t.booking_id WHERE b.kind = 'order_paid') AS booked`,
  );
  if (books!.debit !== books!.credit) broken.push(`ledger: debit ${books!.debit}, credit ${books!.credit}`);
  if (Number(books!.paid) !== Number(books!.booked)) broken.push(`ledger: ${books!.paid} fen were paid, ${books!.booked} are booked`);
}

/** Audit chain and evidence log from their first row to their last, with every picture. */
async function judgeChains(deps: Deps, { broken }: Verdict): Promise<void> {
  const { db, clock } = deps;
  const audit = await db.transaction((tx) => openAudit(tx, { requestedBy: null }, clock.now()));
  while (await continueAudit(deps, audit.id));
  const audited = await db.manager.findOneByOrFail(AuditVerification, { id: audit.id });
  if (!audited.ok) broken.push(`audit chain: ${JSON.stringify(audited.findings)}`);
  const evidence = await db.transaction((tx) => openEvidence(tx, { requestedBy: null }, clock.now()));
  while (await continueEvidence(deps, evidence.id));
  const proven = await db.manager.findOneByOrFail(EvidenceVerification, { id: evidence.id });
  if (!proven.ok) broken.push(`evidence log: ${JSON.stringify(proven.findings)}`);
}
