import { staffRoles } from '@yongche/contract';
import type { AnswerOf } from '@yongche/contract';
import { caseOf, drawAll, drawnBy, type Inspector, inspectors, likeDeals, lookAt } from '../../../test/inspections';
import { type Caller, employeeAt, newDeal, verifiedAgent } from '../../../test/people';
import { quickDeal } from '../../../test/problems';
import { useProduct } from '../../../test/use-product';
import { InspectionLook } from './inspection-look.entity';

const product = useProduct();
const db = () => product().server.deps.db;
let people: Record<'agent' | 'operator', Caller>;
let model: AnswerOf<'GET /transactions/:id'>;
beforeAll(async () => {
  people = { agent: await verifiedAgent(product()), operator: await employeeAt(product(), 'operator1') };
  model = await quickDeal(product(), people.agent, people.operator, { plate: '浙B10001' });
  await drawnBy(product(), { rate: 1 });
  await drawAll(product(), [model.id]);
});

/** An empty queue, and then so many cases of it. */
async function queueOf(count: number): Promise<string[]> {
  await db().query("DELETE FROM inspection_looks WHERE state = 'open'");
  const ids = await likeDeals(product(), model.id, count);
  await drawAll(product(), ids);
  return ids;
}
const claim = (who: Caller, ahead = 1) => who.call('POST /inspection-claims', { body: { ahead } });
const dealsOf = ({ looks }: AnswerOf<'POST /inspection-claims'>) => looks.map(({ deal }) => deal.id);

describe('领取', () => {
  it('eight inspectors at once empty a queue of two hundred: no look twice, none lost', async () => {
    const ids = await queueOf(200);
    const eight = await inspectors(product(), 8);
    const seen: { lookId: string; dealId: string }[] = [];
    await Promise.all(
      eight.map(async (inspector) => {
        for (;;) {
          const { looks, waiting } = await claim(inspector, 3);
          if (looks.length === 0 && waiting === 0) return;
          await Promise.all(
            looks.map(async ({ id, deal }) => {
              seen.push({ lookId: id, dealId: deal.id });
              await inspector.call('POST /inspection-looks/:id/decision', { params: { id }, body: { verdict: 'pass', seconds: 1 } });
            }),
          );
        }
      }),
    );
    expect(seen).toHaveLength(200);
    expect(seen.map(({ dealId }) => dealId).sort()).toEqual([...ids].sort());
    expect(new Set(seen.map(({ lookId }) => lookId)).size).toBe(200);
    const rows: { action: string; n: string }[] = await db().query("SELECT action, COUNT(*) AS n FROM audit_events WHERE action IN ('inspections.claimed', 'inspections.decided') AND subject_type = 'inspection' GROUP BY action ORDER BY action");
    expect(rows.map(({ action, n }) => [action, Number(n)])).toEqual([['inspections.claimed', 200], ['inspections.decided', 200]]);
  }, 60_000);

  it('what somebody has comes first, up to what is asked, then the queue in its turns; red has one in the first half', async () => {
    const clean = await queueOf(3);
    const [red] = await likeDeals(product(), model.id, 1);
    await db().query("UPDATE rule_results SET severity = 'block', verdict = 'inconsistent' WHERE transaction_id = ? AND rule = 'T-18'", [red]);
    await drawAll(product(), [red!]);
    const [one, other] = await inspectors(product(), 2);
    const turns: { id: string; turn: number }[] = await db().query('SELECT c.transaction_id AS id, l.turn FROM inspection_looks l JOIN inspection_cases c ON c.id = l.case_id WHERE c.transaction_id IN (?) ORDER BY l.turn', [[...clean, red]]);
    const ofRed = turns.find(({ id }) => id === red)!.turn;
    expect([ofRed >= 1, ofRed < 1.5]).toEqual([true, true]);
    const first = await claim(one!, 2);
    expect([dealsOf(first), first.waiting]).toEqual([turns.slice(0, 2).map(({ id }) => id), 2]);
    expect(dealsOf(await claim(one!, 2))).toEqual(dealsOf(first));
    const more = await claim(one!, 3);
    expect([dealsOf(more).slice(0, 2), more.looks.length, more.waiting]).toEqual([dealsOf(first), 3, 1]);
    expect(dealsOf(await claim(other!, 3)).filter((id) => dealsOf(more).includes(id))).toEqual([]);
  });

  it('is kept for ten minutes from the last claim, and then anybody’s', async () => {
    const [id] = await queueOf(1);
    const [one, other] = await inspectors(product(), 2);
    const { looks } = await claim(one!);
    expect(new Date(looks[0]!.leaseUntil).getTime() - product().clock.now().getTime()).toBeGreaterThan(590_000);
    product().clock.advance(9 * 60);
    expect(dealsOf(await claim(other!))).toEqual([]);
    expect(dealsOf(await claim(one!))).toEqual([id]);
    product().clock.advance(9 * 60);
    expect(dealsOf(await claim(other!))).toEqual([]);
    product().clock.advance(61);
    const late = await one!.send('POST /inspection-looks/:id/decision', { params: { id: looks[0]!.id }, body: { verdict: 'pass', seconds: 1 } });
    expect(late.error.code).toBe('inspection.lease_over');
    expect(dealsOf(await claim(other!))).toEqual([id]);
    const later = await one!.send('POST /inspection-looks/:id/decision', { params: { id: looks[0]!.id }, body: { verdict: 'pass', seconds: 1 } });
    expect(later.error.code).toBe('inspection.look_not_found');
  });

  it('who leaves gives it back; who does not have it gives back nothing', async () => {
    const [id] = await queueOf(1);
    const [one, other] = await inspectors(product(), 2);
    const lookId = (await claim(one!)).looks[0]!.id;
    expect((await other!.send('POST /inspection-looks/:id/release', { params: { id: lookId } })).error.code).toBe('inspection.look_not_found');
    expect((await one!.send('POST /inspection-looks/:id/release', { params: { id: lookId } })).status).toBe(204);
    expect(dealsOf(await claim(other!))).toEqual([id]);
    await other!.call('POST /inspection-looks/:id/decision', { params: { id: lookId }, body: { verdict: 'pass', seconds: 1 } });
    expect((await other!.send('POST /inspection-looks/:id/release', { params: { id: lookId } })).error.code).toBe('inspection.decided');
  });

  it('nobody has two looks of one case, not even by many claims at once', async () => {
    await db().query("DELETE FROM inspection_looks WHERE state = 'open'");
    const version = await drawnBy(product(), { rate: 1, blindSecond: 1 });
    const ids = await likeDeals(product(), model.id, 4);
    await drawAll(product(), ids);
    const [one, other] = await inspectors(product(), 2);
    await Promise.all(Array.from({ length: 6 }, () => claim(one!, 5)));
    expect(dealsOf(await claim(one!, 5)).sort()).toEqual([...ids].sort());
    expect(dealsOf(await claim(other!, 5)).sort()).toEqual([...ids].sort());
    const rows: { n: string }[] = await db().query('SELECT COUNT(*) AS n FROM inspection_looks GROUP BY case_id, staff_id HAVING staff_id IS NOT NULL AND COUNT(*) > 1');
    expect(rows).toEqual([]);
    await db().query("UPDATE sampling_plans SET state = 'withdrawn', effective_on = NULL WHERE version = ?", [version]);
  });
});

describe('指定核查', () => {
  const ask = (who: Inspector, transactionId: string) => who.send('POST /inspection-cases', { body: { transactionId, reason: '接到电话反映' } });

  it('a completed deal that nothing brought up comes to the head of the own queue', async () => {
    await queueOf(2);
    const [wanted] = await likeDeals(product(), model.id, 1);
    const [one, other] = await inspectors(product(), 2);
    const held = await claim(one!, 2);
    expect((await ask(one!, wanted!)).status).toBe(201);
    expect(await caseOf(product(), wanted!)).toMatchObject({ origin: 'requested', state: 'waiting' });
    expect(dealsOf(await claim(one!, 2))).toEqual([wanted, dealsOf(held)[0]]);
    expect(dealsOf(await claim(other!, 1))).toEqual([]);
    await drawAll(product(), [wanted!]);
    expect(await caseOf(product(), wanted!)).toMatchObject({ origin: 'requested' });
  });

  it('one that waits already is taken out of the queue and stays what it was; one in other hands, or closed, is not had', async () => {
    const [waiting] = await queueOf(1);
    const [one, other] = await inspectors(product(), 2);
    await ask(one!, waiting!);
    expect(dealsOf(await claim(one!))).toEqual([waiting]);
    expect((await caseOf(product(), waiting!)).origin).toBe('sample');
    expect((await ask(one!, waiting!)).status).toBe(201);
    expect((await ask(other!, waiting!)).error.code).toBe('inspection.look_not_found');
    await db().query("UPDATE inspection_cases SET state = 'passed', closed_at = created_at WHERE transaction_id = ?", [waiting]);
    expect((await ask(other!, waiting!)).error.code).toBe('inspection.decided');
  });

  it('is asked by two at once and had by one', async () => {
    const [wanted] = await likeDeals(product(), model.id, 1);
    const four = await inspectors(product(), 4);
    const codes = await Promise.all(four.map(async (who) => (await ask(who, wanted!)).status));
    expect(codes.sort()).toEqual([201, 404, 404, 404]);
  });

  it('speaks of completed deals only', async () => {
    const [one] = await inspectors(product(), 1);
    const open = await newDeal(people.agent);
    expect((await ask(one!, open.id)).error.code).toBe('inspection.not_completed');
    expect((await ask(one!, '00000000-0000-4000-8000-000000000000')).error.code).toBe('transaction.not_found');
  });
});

describe('其他岗位', () => {
  it('have nothing to do with the queue', async () => {
    const [deal] = await queueOf(1);
    const { id } = await lookAt(product(), deal!);
    const usernames = { operator: 'operator1', market_manager: 'manager1', clerk: 'clerk', finance: 'finance', president: 'president', technician: 'technician', security_officer: 'security', auditor: 'auditor', policy_adviser: 'adviser' };
    expect(Object.keys(usernames).length).toBe(Object.keys(staffRoles).length - 1);
    for (const who of [...(await inspectors(product(), Object.values(usernames))), people.agent]) {
      const statuses = await Promise.all([
        who.send('POST /inspection-claims', { body: {} }),
        who.send('POST /inspection-looks/:id/decision', { params: { id }, body: { verdict: 'pass', seconds: 1 } }),
        who.send('POST /inspection-looks/:id/release', { params: { id } }),
        who.send('POST /inspection-looks/:id/undo', { params: { id } }),
        who.send('POST /inspection-cases', { body: { transactionId: deal!, reason: '试验' } }),
        who.send('GET /inspection-day'),
      ]);
      expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([who === people.agent ? 401 : 403]));
    }
    expect(await db().manager.findOneByOrFail(InspectionLook, { id })).toMatchObject({ state: 'open', staffId: null });
  });
});
