import type { Role } from '@yongche/contract';
import { uuidv7 } from 'uuidv7';
import { noticeViolation } from '../src/domains/discipline/violations';
import { proposeItem } from '../src/domains/governance/agenda';
import { openProblem } from '../src/domains/inspections/problems';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import { insertRows } from '../src/insert-rows';
import type { Product } from './product';

type Params = Record<string, string>;
type Whose = 'own' | 'other';
type Owner = 'agent' | 'company_manager' | 'other';

/** Whose deals, certificates and companies the objects of review and discipline belong to. */
interface Around {
  estates: Record<Owner, { companyId: string; dealId: string }>;
  marketIds: string[];
  staffIds: Map<string, string>;
}

/** Looks, problems, violations, measures and meetings, one of each for whoever may have one of their own. */
export async function reviewObjects(product: Product, { estates, marketIds, staffIds }: Around) {
  const { db } = product.server.deps;
  const at = product.clock.now();
  const by = { author: { kind: 'system' as const }, origin: undefined, at };
  const inspector = staffIds.get('inspector1')!;

  /** A completed deal of the same people as an open one, with a look that the inspector holds. */
  async function heldLook(dealId: string): Promise<{ deal: Transaction; lookId: string }> {
    const model = await db.manager.findOneByOrFail(Transaction, { id: dealId });
    const deal: Transaction = { ...model, id: uuidv7(), serial: String(Math.floor(Math.random() * 1e17)).padStart(18, '1'), state: 'completed', submittedAt: at, completedAt: at, completedBy: staffIds.get('operator1')! };
    const [caseId, lookId] = [uuidv7(), uuidv7()];
    await db.transaction(async (tx) => {
      await insertRows(tx, Transaction, [deal]);
      await tx.query("INSERT INTO inspection_cases (id, transaction_id, origin, risk, state, day, created_at) VALUES (?, ?, 'requested', 0, 'waiting', '2026-01-05', ?)", [caseId, deal.id, at]);
      await tx.query("INSERT INTO inspection_looks (id, case_id, kind, turn, state, claimable_at, staff_id) VALUES (?, ?, 'first', 0, 'open', ?, ?)", [lookId, caseId, new Date(at.getTime() + 600_000), inspector]);
    });
    return { deal, lookId };
  }
  async function problemOf(owner: Owner): Promise<string> {
    const { deal, lookId } = await heldLook(estates[owner].dealId);
    return db.transaction((tx) => openProblem(tx, { deal, lookId, foundBy: inspector, marks: [{ imageId: null, slot: null, code: 'R09', violation: 'D02', note: null }] }, by));
  }
  const violationOf = async (type: 'company' | 'market' | 'operator', id: string, code: string): Promise<string> =>
    (await db.transaction((tx) => noticeViolation(tx, { code, subject: { type, id }, source: 'person', facts: '试验', transactionId: null, problemId: null, pictures: [], foundBy: inspector, key: `test:${id}` }, by)))!;

  const problems = { agent: await problemOf('agent'), company_manager: await problemOf('company_manager'), other: await problemOf('other') };
  const ofProblem = async (owner: Owner): Promise<string> => (await db.query("SELECT id FROM violations WHERE problem_id = ? AND subject_type = 'agent'", [problems[owner]]))[0].id;
  const violations = {
    agent: await ofProblem('agent'),
    company_manager: await violationOf('company', estates.company_manager.companyId, 'A04'),
    other: await ofProblem('other'),
    markets: [await violationOf('market', marketIds[0]!, 'E02'), await violationOf('market', marketIds[1]!, 'E02')],
    operators: [await violationOf('operator', staffIds.get('operator1')!, 'E01'), await violationOf('operator', staffIds.get('operator2')!, 'E01')],
  };
  const measureId = uuidv7();
  await db.query("INSERT INTO measures (id, subject_type, subject_id, kind, state, cycle_from, began_on, reason) VALUES (?, 'market', ?, 'warning', 'in_force', '2026-01-01', '2026-01-05', '试验')", [measureId, marketIds[0]]);
  const itemId = await db.transaction((tx) => proposeItem(tx, { kind: 'other', key: 'test', title: '试验', proposal: '试验', facts: [], link: null, decidedIn: 'chairs', madeBy: staffIds.get('clerk')! }, by));
  // The demo city's rule book was adopted by a general meeting.
  const [meeting]: { id: string }[] = await db.query('SELECT id FROM meetings LIMIT 1');
  const [resolution]: { id: string }[] = await db.query('SELECT id FROM resolutions LIMIT 1');

  return {
    /** What the path names, for this person; undefined where it speaks of something else. */
    async paramsFor(person: Role | 'stranger', path: string, whose: Whose): Promise<Params | undefined> {
      const owner: Owner = whose === 'other' ? 'other' : person === 'company_manager' ? 'company_manager' : 'agent';
      const place = whose === 'own' ? 0 : 1;
      const violation = person === 'operator' ? violations.operators[place] : person === 'market_manager' ? violations.markets[place] : violations[owner];
      const operatorId = staffIds.get(`operator${place + 1}`)!;
      if (path.startsWith('/inspection-looks/:id')) return { id: (await heldLook(estates.agent.dealId)).lookId };
      if (path.startsWith('/problems/:id')) return { id: problems[owner] };
      if (path.startsWith('/violations/:id')) return { id: violation! };
      if (path.startsWith('/standings')) return person === 'operator' ? { subjectType: 'operator', id: operatorId } : { subjectType: 'market', id: marketIds[place]! };
      if (path.startsWith('/score-cards')) return { kind: 'market', id: marketIds[place]! };
      const others: [string, Params][] = [
        ['/sampling-plans', { version: '2026-1' }],
        ['/rule-books', { version: '2026-1' }],
        ['/measures/:id', { id: measureId }],
        ['/courses', { code: 'capture' }],
        ['/meetings', { id: meeting!.id }],
        ['/agenda-items', { id: itemId }],
        ['/resolutions', { id: resolution!.id }],
      ];
      return others.find(([start]) => path.startsWith(start))?.[1];
    },
    /** Ids that stand in nobody else's lists. */
    idsOfOthers: [problems.other, violations.other],
    idsOfOtherMarkets: [violations.markets[1]!, violations.operators[1]!],
  };
}
