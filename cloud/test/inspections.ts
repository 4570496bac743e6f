import type { SamplingContent } from '@yongche/contract/inspections.shapes';
import { uuidv7 } from 'uuidv7';
import { dayInShanghai } from '../src/clock';
import { openSession } from '../src/domains/identity/sessions';
import { Staff } from '../src/domains/identity/staff.entity';
import { drawCase } from '../src/domains/inspections/draw';
import { InspectionCase } from '../src/domains/inspections/inspection-case.entity';
import { InspectionLook } from '../src/domains/inspections/inspection-look.entity';
import { settleLook } from '../src/domains/inspections/looks';
import { Problem } from '../src/domains/inspections/problem.entity';
import standard from '../src/domains/inspections/sampling-plan.2026-1.json';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import { insertRows } from '../src/insert-rows';
import { type Caller, caller } from './people';
import type { Product } from './product';

let plans = 0;
/** The standard plan but for what is given, without new agents and second looks, in force from now on. Gives its version. */
export async function drawnBy(product: Product, change: Partial<SamplingContent> = {}): Promise<string> {
  const content = { ...standard, newAgents: { days: 0, rate: 0 }, blindSecond: 0, ...change };
  const [version, effectiveOn] = [`test-${++plans}`, `2026-03-${String(plans).padStart(2, '0')}`];
  const at = product.clock.now();
  await product.server.deps.db.query("INSERT INTO sampling_plans (version, id, state, title, effective_on, created_at, content) VALUES (?, ?, 'adopted', '试验', ?, ?, ?)", [version, uuidv7(), effectiveOn, at, JSON.stringify(content)]);
  return version;
}

let copied = 0;
/** As many more completed deals as that one, with the same results of their pre-check, completed a second apart from `at` on; their ids in this order. */
export async function likeDeals({ server: { deps }, clock }: Product, dealId: string, count: number, { at = clock.now(), ...change }: Partial<Transaction> & { at?: Date } = {}): Promise<string[]> {
  const deal = await deps.db.manager.findOneByOrFail(Transaction, { id: dealId });
  const rows = Array.from({ length: count }, (_, n): Transaction => ({ ...deal, id: uuidv7(), serial: `9${String(++copied).padStart(17, '0')}`, completedAt: new Date(at.getTime() + n * 1000), ...change }));
  await insertRows(deps.db.manager, Transaction, rows);
  const results = 'pack_version, rule, version, severity, verdict, seen, sentence, fix, shown, about';
  await deps.db.query(`INSERT INTO rule_results (transaction_id, ${results}) SELECT t.id, ${results.replace(/\w+/g, 'r.$&')} FROM transactions t JOIN rule_results r ON r.transaction_id = ? WHERE t.id IN (?)`, [dealId, rows.map(({ id }) => id)]);
  return rows.map(({ id }) => id);
}

/** Draws these deals now, one after the other; what the jobs have drawn already stays. */
export async function drawAll({ server: { deps } }: Product, dealIds: string[]): Promise<void> {
  for (const id of dealIds) await drawCase(deps, id);
}

/** An inspector with a session of this moment. */
export interface Inspector extends Caller {
  staffId: string;
  /** Of the session. */
  token: string;
}

/** So many inspectors beside those of the demo city, or those with these user names. */
export async function inspectors(product: Product, who: number | string[]): Promise<Inspector[]> {
  const { db } = product.server.deps;
  const now = product.clock.now();
  const model = await db.manager.findOneByOrFail(Staff, { username: 'inspector1' });
  const staffIds =
    typeof who === 'number'
      ? await Promise.all(
          Array.from({ length: who }, async (_, n) => {
            const id = uuidv7();
            await db.manager.insert(Staff, { ...model, id, username: `i${id.slice(-12)}`, name: `核查${n}` });
            return id;
          }),
        )
      : await Promise.all(who.map(async (username) => (await db.manager.findOneByOrFail(Staff, { username })).id));
  return Promise.all(
    staffIds.map(async (staffId) => {
      const { token } = await openSession(db.manager, { staffId, secondFactorAt: now }, { ip: '127.0.0.1', userAgent: 'test' }, now);
      return { ...caller(product.url, { cookie: `session=${token}`, origin: product.url }), staffId, token };
    }),
  );
}

/** The look of this kind at a deal. */
export async function lookAt(product: Product, dealId: string, kind: InspectionLook['kind'] = 'first'): Promise<InspectionLook> {
  const { id } = await caseOf(product, dealId);
  return product.server.deps.db.manager.findOneByOrFail(InspectionLook, { caseId: id, kind });
}

/** The case of a deal. */
export function caseOf({ server: { deps } }: Product, dealId: string): Promise<InspectionCase> {
  return deps.db.manager.findOneByOrFail(InspectionCase, { transactionId: dealId });
}

/** Ten seconds pass, and every decision made until now takes effect. */
export async function settled(product: Product): Promise<void> {
  const { deps } = product.server;
  product.clock.advance(10);
  for (const { id } of await deps.db.manager.findBy(InspectionLook, { state: 'decided' })) await settleLook(deps, id);
}

/** A verdict that has taken effect: whose, what, and in how many seconds. */
export type Judged = [staffId: string, verdict: 'pass' | 'doubt' | 'problem', seconds?: number];

/** The closed case of a completed deal as it stands in the tables, with its looks, and with its problem in this state. */
export async function judgedCase({ server: { deps } }: Product, dealId: string, { origin = 'sample', first, blind, problem, at }: { origin?: InspectionCase['origin']; first: Judged; blind?: Judged; problem?: Problem['state']; at: Date }): Promise<void> {
  const { manager } = deps.db;
  const deal = await manager.findOneByOrFail(Transaction, { id: dealId });
  const { personId, companyId, marketId } = deal;
  const caseId = uuidv7();
  await manager.insert(InspectionCase, { id: caseId, transactionId: dealId, origin, risk: 0, state: problem ? 'problem' : 'passed', day: dayInShanghai(deal.completedAt!), createdAt: at, closedAt: at });
  const looks = Object.entries({ first, ...(blind ? { blind } : {}) }).map(([kind, [staffId, verdict, seconds = 5]]): InspectionLook => ({
    id: uuidv7(), caseId, kind: kind as 'first' | 'blind', turn: 1, question: null, state: 'settled', claimableAt: at, staffId, decidedAt: at, verdict, note: null, marks: null, seconds,
  })); // prettier-ignore
  await insertRows(manager, InspectionLook, looks);
  if (!problem) return;
  const closedAt = problem === 'verified' || problem === 'withdrawn' ? at : null;
  await manager.insert(Problem, { id: uuidv7(), number: `WT${caseId.slice(-12)}`, transactionId: dealId, lookId: looks[0]!.id, state: problem, foundBy: first[0], foundAt: at, dueOn: dayInShanghai(at), closedAt, personId, companyId, marketId });
}
