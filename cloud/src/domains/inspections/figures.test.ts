import type { AnswerOf } from '@yongche/contract';
import { uuidv7 } from 'uuidv7';
import { caseOf, drawAll, drawnBy, type Inspector, inspectors, judgedCase, likeDeals, settled } from '../../../test/inspections';
import { type Caller, employeeAt, verifiedAgent } from '../../../test/people';
import { quickDeal } from '../../../test/problems';
import { useProduct } from '../../../test/use-product';
import { Violation } from '../discipline/violation.entity';
import { Transaction } from '../transactions/transaction.entity';

const product = useProduct();
const db = () => product().server.deps.db;
let model: AnswerOf<'GET /transactions/:id'>;
let team: Inspector[];
let people: Record<'agent' | 'operator', Caller>;
beforeAll(async () => {
  people = { agent: await verifiedAgent(product()), operator: await employeeAt(product(), 'operator1') };
  model = await quickDeal(product(), people.agent, people.operator, { plate: '浙B10001' });
  await drawnBy(product(), { rate: 1 / 3, control: 0.2 });
  await drawAll(product(), [model.id]);
  team = await inspectors(product(), 3);
});
const ids = () => team.map(({ staffId }) => staffId) as [string, string, string];
const like = (day: string, count: number) => likeDeals(product(), model.id, count, { at: new Date(`${day}T02:00:00Z`) });
const figures = (from: string, to: string, who: Caller = team[0]!) => who.call('GET /inspection-figures', { query: { from, to } });

describe('核查统计', () => {
  it('coverage day by day, as it is drawn and inspected', async () => {
    const first = await like('2026-06-01', 30);
    const second = await like('2026-06-02', 3);
    await drawAll(product(), [...first, ...second]);
    const before = await figures('2026-06-01', '2026-06-30');
    expect(before.days).toEqual([
      { on: '2026-06-01', completed: 30, drawn: { red: 0, sample: 10, control: 4, requested: 0 }, inspected: 0, problems: 0 },
      { on: '2026-06-02', completed: 3, drawn: { red: 0, sample: 1, control: expect.any(Number), requested: 0 }, inspected: 0, problems: 0 },
    ]);
    expect(before).toMatchObject({ completed: 33, inspected: 0, problems: 0, problemRate: null, control: { inspected: 0, problems: 0, missRate: null } });

    // The deal that the others are like may have been drawn too, and is of today.
    const { looks } = await team[0]!.call('POST /inspection-claims', { body: { ahead: 2 } });
    const ofJune = looks.find(({ deal }) => deal.id !== model.id)!;
    await team[0]!.call('POST /inspection-looks/:id/decision', { params: { id: ofJune.id }, body: { verdict: 'pass', seconds: 3 } });
    await settled(product());
    expect((await caseOf(product(), ofJune.deal.id)).state).toBe('passed');
    expect(await figures('2026-06-01', '2026-06-30')).toMatchObject({ inspected: 1, problems: 0 });
  });

  it('midnight in Shanghai parts the days', async () => {
    await likeDeals(product(), model.id, 2, { at: new Date('2026-06-09T15:59:59Z') });
    expect((await figures('2026-06-09', '2026-06-10')).days.map(({ on, completed }) => [on, completed])).toEqual([['2026-06-09', 1], ['2026-06-10', 1]]);
  });

  it('problem rate of all, miss rate of the control alone, each with Wilson’s interval; a withdrawn problem is none', async () => {
    const at = new Date('2026-07-02T02:00:00Z');
    const [a] = ids();
    const deals = await like('2026-07-01', 40);
    for (const [n, id] of deals.entries()) {
      const origin = n < 20 ? 'control' : n < 30 ? 'sample' : 'red';
      const problem = n === 0 || n === 35 ? 'open' : n === 36 ? 'verified' : n === 37 ? 'withdrawn' : undefined;
      await judgedCase(product(), id, { origin, first: [a, problem ? 'problem' : 'pass'], ...(problem ? { problem } : {}), at });
    }
    const seen = await figures('2026-07-01', '2026-07-31');
    expect(seen).toMatchObject({ completed: 40, inspected: 40, problems: 3 });
    // 3 of 40 and 1 of 20, by the textbook.
    expect(seen.problemRate).toEqual({ share: 0.075, low: expect.closeTo(0.0258, 4), high: expect.closeTo(0.1986, 4) });
    expect(seen.control).toEqual({ inspected: 20, problems: 1, missRate: { share: 0.05, low: expect.closeTo(0.0089, 4), high: expect.closeTo(0.2361, 4) } });
    expect(seen.days[0]!.drawn).toEqual({ red: 10, sample: 10, control: 20, requested: 0 });
  });

  it('agreement of two who look blindly: kappa of the hand-counted table, by rule and by person', async () => {
    const [a, b, c] = ids();
    const at = new Date('2026-08-02T02:00:00Z');
    const deals = await like('2026-08-01', 64);
    // 20 both, 5 the first only, 10 the second only, 15 neither: 0.7 agree, 0.5 by chance, kappa 0.4.
    const table = [...Array(20).fill(['problem', 'problem']), ...Array(5).fill(['problem', 'pass']), ...Array(10).fill(['pass', 'problem']), ...Array(15).fill(['pass', 'pass'])] as ['pass' | 'problem', 'pass' | 'problem'][];
    for (const [n, [first, blind]] of table.entries()) await judgedCase(product(), deals[n]!, { first: [a, first, n], blind: [b, blind, 2 * n], ...(first === 'problem' ? { problem: 'open' as const } : {}), at });
    // Ten more with a third person, who sees what the first sees; and two in doubt, which is no verdict.
    for (let n = 50; n < 60; n++) await judgedCase(product(), deals[n]!, { first: [c, n < 54 ? 'problem' : 'pass'], blind: [a, n < 54 ? 'problem' : 'pass'], ...(n < 54 ? { problem: 'open' as const } : {}), at });
    for (const n of [60, 61]) await judgedCase(product(), deals[n]!, { first: [c, 'doubt'], blind: [b, 'pass'], at });
    // A rule had found something in 8 of the first kind and 4 of the last: 12 pairs, all of one mind.
    await db().query("UPDATE rule_results SET verdict = 'inconsistent' WHERE rule = 'T-18' AND transaction_id IN (?)", [[...deals.slice(0, 8), ...deals.slice(46, 50)]]);
    await db().query("UPDATE rule_results SET verdict = 'inconsistent' WHERE rule = 'T-04' AND transaction_id = ?", [deals[21]]);

    const { agreement, persons } = await figures('2026-08-01', '2026-08-31');
    // All 60: 45 agree; of the first 29 say problem, of the second 34: by chance (29·34 + 31·26) / 3600.
    const byChance = (29 * 34 + 31 * 26) / 3600;
    expect(agreement).toMatchObject({ pairs: 60, agreed: 45, kappa: expect.closeTo((0.75 - byChance) / (1 - byChance), 9) });
    expect(agreement.rules).toEqual([
      { rule: 'T-04', title: '车架号一致', pairs: 1, agreed: 0, kappa: null },
      { rule: 'T-18', title: '车价', pairs: 12, agreed: 12, kappa: 1 },
    ]);
    const names = new Map<string, string>((await db().query('SELECT id, name FROM staff')).map(({ id, name }: { id: string; name: string }) => [id, name]));
    const person = (id: string) => persons!.find(({ name }) => name === names.get(id));
    expect(person(b)).toMatchObject({ decided: 52, pairs: 50, agreed: 35, kappa: expect.closeTo(0.4, 9), appealed: 0, overturned: 0 });
    expect(person(c)).toMatchObject({ decided: 12, pairs: 10, agreed: 10, kappa: 1, medianSeconds: 5 });
    expect(person(a)).toMatchObject({ decided: 60, pairs: 60, agreed: 45 });
  });

  it('counts appeals against what a person found, and those that were right; the adviser sees no persons', async () => {
    const [a] = ids();
    const [deal] = await like('2026-09-01', 1);
    const { personId, companyId } = await db().manager.findOneByOrFail(Transaction, { id: deal! });
    const [{ version }] = await db().query('SELECT version FROM rule_books LIMIT 1');
    const at = new Date('2026-09-02T02:00:00Z');
    for (const [n, appealState] of ([null, 'open', 'upheld', 'changed', 'revoked'] as const).entries()) {
      await db().manager.insert(Violation, {
        id: uuidv7(), number: `WG-${n}`, about: `figures:${n}`, code: 'B01', bookVersion: version, subjectType: 'agent', subjectId: personId, source: 'inspection', state: 'decided', outcome: 'points', facts: '试验', pictures: [],
        transactionId: deal!, marketId: model.marketId, companyId, foundBy: a, noticedAt: at, defenceUntil: '2026-09-10', decideBy: '2026-09-20', decidedBy: a, decidedAt: at, appealState, appealAt: appealState && at,
      }); // prettier-ignore
    }
    const { persons } = await figures('2026-09-01', '2026-09-30');
    expect(persons).toMatchObject([{ decided: 0, medianSeconds: null, pairs: 0, kappa: null, appealed: 4, overturned: 2 }]);
    const [adviser, president] = await inspectors(product(), ['adviser', 'president']);
    expect((await figures('2026-09-01', '2026-09-30', adviser)).persons).toBeNull();
    expect((await figures('2026-09-01', '2026-09-30', president)).persons).toEqual(persons);
  });

  it('spans a year at most, and is for those who answer for it', async () => {
    const refused = (from: string, to: string) => team[0]!.send('GET /inspection-figures', { query: { from, to } });
    expect((await refused('2026-01-01', '2027-01-02')).error.fields).toEqual([{ field: 'to', message: '一次最多统计366天，请缩短时间。' }]);
    expect((await refused('2026-02-01', '2026-01-01')).error.fields?.[0]?.field).toBe('to');
    for (const who of await inspectors(product(), ['operator1', 'manager1', 'finance', 'technician', 'security'])) expect((await who.send('GET /inspection-figures', { query: { from: '2026-06-01', to: '2026-06-02' } })).status).toBe(403);
  });
});

describe('我今天的核查', () => {
  it('counts the own decisions of today, the queue, and what waits beside it', async () => {
    const [me, other] = await inspectors(product(), 2);
    await db().query("DELETE FROM inspection_looks WHERE state = 'open'");
    await drawnBy(product(), { rate: 1, target: 120 });
    await drawAll(product(), await likeDeals(product(), model.id, 4));
    const yesterday = new Date(product().clock.now().getTime() - 24 * 3600_000);
    const past = await like('2026-10-01', 12);
    for (const [n, id] of past.entries()) await judgedCase(product(), id, { first: [me!.staffId, n < 3 ? 'problem' : 'pass'], blind: [other!.staffId, n < 2 ? 'problem' : 'pass'], ...(n < 3 ? { problem: (['overdue', 'corrected', 'corrected'] as const)[n]! } : {}), at: yesterday });
    const [overdue, corrected] = await Promise.all(['overdue', 'corrected'].map(async (state) => Number((await db().query('SELECT COUNT(*) AS n FROM problems WHERE state = ?', [state]))[0].n)));
    const { looks } = await me!.call('POST /inspection-claims', { body: { ahead: 3 } });
    for (const [n, { id }] of looks.slice(0, 2).entries()) await me!.call('POST /inspection-looks/:id/decision', { params: { id }, body: n === 0 ? { verdict: 'pass', seconds: 4 } : { verdict: 'problem', seconds: 9, marks: [{ imageId: null, code: 'R13', note: '缺盖章' }] } });
    // The jobs may have brought more than the four: what nobody has waits.
    const [{ n: free }] = await db().query("SELECT COUNT(*) AS n FROM inspection_looks WHERE state = 'open' AND staff_id IS NULL");
    expect(Number(free)).toBeGreaterThanOrEqual(1);
    // Two pairs of one mind in problems, nine in passes, one apart.
    const byChance = (3 * 2 + 9 * 10) / 144;
    expect(await me!.call('GET /inspection-day')).toEqual({
      decided: 2, target: 120, waiting: Number(free), medianSeconds: 6.5, problems: 1,
      agreement: { pairs: 12, agreed: 11, kappa: expect.closeTo((11 / 12 - byChance) / (1 - byChance), 9) },
      overdueProblems: overdue, toReview: corrected,
    }); // prettier-ignore
    product().clock.advance(24 * 3600);
    const [tomorrow] = await inspectors(product(), 1);
    expect(await tomorrow!.call('GET /inspection-day')).toMatchObject({ decided: 0, medianSeconds: null, problems: 0, agreement: { pairs: 0, agreed: 0, kappa: null } });
  });
});
