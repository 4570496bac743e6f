import { createHash } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { In } from 'typeorm';
import type { Deps } from '../src/deps';
import { continueVerification as continueAudit, latestVerifications as latestAudits, openVerification as openAudit } from '../src/domains/audit/verifications';
import { continueVerification as continueEvidence, latestVerifications as latestEvidence, openVerification as openEvidence } from '../src/domains/evidence/verifications';
import { ledgerSums, tableSums } from '../src/domains/operations/backups/table-sums';
import { Image } from '../src/domains/transactions/image.entity';
import { openPicture } from '../src/domains/transactions/sealed-pictures';
import { paymentService } from '../test/payments';
import type { Product } from '../test/product';
import { account, type GaleraNode } from './galera-node';
import type { Acknowledged } from './load';

/** What was looked at, how much of it there is, and what is wrong with it. */
export interface Judgement {
  what: string;
  count: number;
  wrong: string[];
}

/** Looks at everything that was acknowledged; all processes have ended by then. */
export async function judge(deps: Deps, product: Product, acknowledged: Acknowledged): Promise<Judgement[]> {
  return [await judgeDeals(deps, acknowledged), await judgePictures(deps, acknowledged), ...(await judgePayments(deps, product, acknowledged)), await judgeLedger(deps), ...(await judgeLogs(deps))];
}

async function judgeDeals({ db }: Deps, { deals }: Acknowledged): Promise<Judgement> {
  const rows: { id: string; plate: string; state: string; acts: string }[] = await db.query("SELECT t.id, t.plate, t.state, (SELECT COUNT(*) FROM audit_events e WHERE e.subject_id = t.id AND e.action = 'transactions.completed') AS acts FROM transactions t WHERE t.plate LIKE '浙B1____'");
  const wrong = rows.filter(({ id }) => !deals.has(id)).map(({ id, plate }) => `${id} ${plate} was acknowledged to nobody`);
  for (const [id, { plate, isCompleted }] of deals) {
    const own = rows.filter((row) => row.plate === plate);
    if (own.length !== 1 || own[0]!.id !== id) wrong.push(`${plate} is there ${own.length} times`);
    else if (isCompleted && (own[0]!.state !== 'completed' || Number(own[0]!.acts) !== 1)) wrong.push(`${plate} was completed, and is ${own[0]!.state} (${own[0]!.acts} times in the audit log)`);
  }
  return { what: 'deals', count: deals.size, wrong };
}

async function judgePictures(deps: Deps, { pictures }: Acknowledged): Promise<Judgement> {
  const images = new Map((await deps.db.manager.findBy(Image, { id: In([...pictures.keys()]) })).map((image) => [image.id, image]));
  const wrong: string[] = [];
  for (const [id, { sha256 }] of pictures) {
    const image = images.get(id);
    const bytes = image && (await openPicture(deps, image, 'full').catch(() => undefined));
    if (image?.state !== 'accepted' || image.sha256 !== sha256 || !bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) wrong.push(`${id}: ${image?.state}, ${bytes ? 'other bytes' : 'no bytes'}`);
  }
  const twice: { transaction_id: string; slot: string }[] = await deps.db.query("SELECT transaction_id, slot FROM images WHERE state = 'accepted' AND replaces_id IS NULL GROUP BY transaction_id, slot HAVING COUNT(*) > 1");
  return { what: 'pictures', count: pictures.size, wrong: [...wrong, ...twice.map((row) => `${row.transaction_id} ${row.slot} twice`)] };
}

async function judgePayments({ db }: Deps, product: Product, { payments, paidThere }: Acknowledged): Promise<Judgement[]> {
  const orders: { id: string; number: string; state: string; subjectId: string }[] = await db.query('SELECT id, number, state, subject_id AS subjectId FROM payment_orders');
  const booked: { key: string; n: string }[] = await db.query("SELECT `key`, COUNT(*) AS n FROM ledger_bookings WHERE kind = 'order_paid' GROUP BY `key`");
  const paid = orders.filter(({ state }) => state === 'paid');
  const wrong = [...payments].filter(([id, { subjectId }]) => !paid.some((order) => order.id === id && order.subjectId === subjectId)).map(([id]) => `${id} was said to be paid and is not`);
  for (const subjectId of new Set(paid.map((order) => order.subjectId))) if (paid.filter((order) => order.subjectId === subjectId).length > 1) wrong.push(`${subjectId} was paid twice`);
  if (booked.length !== paid.length) wrong.push(`${paid.length} orders are paid, ${booked.length} are in the ledger`);
  const lost = paidThere.filter(({ host, number }) => paymentService(product, host).orders().some((order) => order.number === number && order.state === 'paid') && !paid.some((order) => order.number === number));
  return [
    { what: 'payments', count: payments.size, wrong },
    { what: 'money at the pay services', count: paidThere.length, wrong: lost.map(({ number }) => `${number} is paid there and not here`) },
  ];
}

async function judgeLedger({ db }: Deps): Promise<Judgement> {
  const sums = await ledgerSums({ query: async (sql, values) => [await db.query(sql, values as never)] });
  return { what: 'funds of the ledger', count: sums.length, wrong: sums.filter(({ debit, credit }) => debit !== credit).map(({ fund, debit, credit }) => `${fund}: ${debit} ≠ ${credit}`) };
}

/** The product's own verification of both logs, with every picture read again. */
async function judgeLogs(deps: Deps): Promise<Judgement[]> {
  const { db, clock } = deps;
  const audit = await db.transaction((tx) => openAudit(tx, { requestedBy: null }, clock.now()));
  while (await continueAudit(deps, audit.id));
  const evidence = await db.transaction((tx) => openEvidence(tx, { requestedBy: null }, clock.now()));
  while (await continueEvidence(deps, evidence.id));
  const { finished } = await latestAudits(db);
  const [checked] = await latestEvidence(db.manager, 1);
  const [leaves] = await db.query('SELECT COUNT(*) AS n FROM evidence_leaves');
  const [links] = await db.query('SELECT COUNT(*) AS n FROM audit_chain');
  const [completed] = await db.query("SELECT COUNT(*) AS n FROM transactions t LEFT JOIN evidence_leaves l ON l.transaction_id = t.id WHERE t.state = 'completed' AND l.leaf_index IS NULL");
  return [
    { what: 'events of the audit chain', count: Number(links.n), wrong: finished?.id === audit.id ? finished.findings.map((one) => JSON.stringify(one)) : ['was not verified to its end'] },
    { what: 'leaves of the evidence log', count: Number(leaves.n), wrong: [...(checked!.finishedAt ? checked!.findings.map((one) => JSON.stringify(one)) : ['was not verified to its end']), ...(Number(completed.n) > 0 ? [`${completed.n} completed deals have no leaf`] : [])] },
  ];
}

/** Whether every node has the same rows in every table. */
export async function judgeNodes(nodes: GaleraNode[]): Promise<Judgement> {
  const sums = await Promise.all(
    nodes.map(async ({ place: { host, port } }) => {
      const connection = await createConnection({ host, port, ...account, database: 'yongche' });
      return tableSums(connection).finally(() => connection.end());
    }),
  );
  const [first, ...others] = sums;
  const wrong = others.flatMap((other, at) => first!.filter((table) => other.find(({ name }) => name === table.name)?.sum !== table.sum).map(({ name }) => `${name} differs at ${nodes[at + 1]!.name}`));
  return { what: 'tables, the same at all nodes', count: first!.length, wrong };
}
