import { dayInShanghai } from '../../clock';
import { type Caller, newDeal, permitFor, pictureFor } from '../../../test/people';
import { beginOn, staffNow } from '../../../test/discipline';
import { answered, appeal, type Case, decide, judge, measuresIn, pointsTaken, recounted, roundsAfter, standingOf } from '../../../test/offences';
import { enrolledAgent, type EnrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { addDays } from '../registry/duties';

const product = useProduct();
const db = () => product().server.deps.db;
let inspector: Caller;
let clerk: Caller;
beforeAll(async () => {
  beginOn(product(), '2026-06-01');
  inspector = await staffNow(product(), 'inspector1');
  clerk = await staffNow(product(), 'clerk');
});

async function someone(): Promise<{ agent: EnrolledAgent; people: Case; me: { type: 'agent'; id: string } }> {
  const agent = await enrolledAgent(product(), await newCompany(product()));
  return { agent, people: { inspector, subject: agent }, me: { type: 'agent', id: agent.personId } };
}
const today = () => dayInShanghai(product().clock.now());
const mine = async (agent: Caller) => (await agent.call('GET /my-discipline')).standing!;
const bytes = pictureFor('P22');
const tryToCapture = (agent: Caller, dealId: string) =>
  agent.send('POST /transactions/:id/images', { params: { id: dealId }, body: { images: [{ slot: 'P22', contentType: 'image/jpeg', bytes: bytes.length, capturedAt: product().clock.now().toISOString() }] } });
const lift = (id: string, by = clerk) => by.send('POST /measures/:id/lifting', { params: { id }, body: { reason: '已整改到位' } });
const measureOf = async (agent: Caller, kind: string) => (await mine(agent)).measures.find((measure) => measure.kind === kind)!;

describe('措施 of an agent', () => {
  it('3 → 警告, 6 → 限期整改, 9 → 暂停: the very next capture is refused; 12 → 取消 on the agenda', async () => {
    const { agent, people, me } = await someone();
    const deal = await newDeal(agent);
    await permitFor(agent, deal.id, 'P22', bytes);

    await pointsTaken(people, 'D02', me);
    expect(await mine(agent)).toMatchObject({ counted: 3, next: { kind: 'rectification', from: 6, left: 3 }, measures: [{ kind: 'warning', state: 'in_force', sum: 3, untilOn: null, reason: '本周期累计扣3分，达到3分，予以警告。' }] });
    await pointsTaken(people, 'B07', me);
    expect(await mine(agent)).toMatchObject({ counted: 6, measures: [{ kind: 'rectification', state: 'in_force', sum: 6 }, { kind: 'warning' }] });
    expect((await tryToCapture(agent, deal.id)).status).toBe(201);

    await pointsTaken(people, 'C02', me);
    expect(await measureOf(agent, 'suspension')).toMatchObject({ state: 'in_force', sum: 9, beganOn: today(), untilOn: addDays(today(), 7) });
    expect((await tryToCapture(agent, deal.id)).error.code).toBe('registry.certificate_not_in_force');
    expect((await agent.call('GET /account')).certificate).toMatchObject({ state: 'suspended', suspendedUntil: addDays(today(), 7) });

    await pointsTaken(people, 'C06', me);
    const standing = await mine(agent);
    expect(standing).toMatchObject({ counted: 12, next: null });
    expect(measuresIn(standing)).toEqual(['warning in_force', 'rectification in_force', 'suspension in_force', 'cancellation proposed', 'suspension in_force']);
    const cancellation = await measureOf(agent, 'cancellation');
    expect((await agent.call('GET /account')).certificate).toMatchObject({ state: 'suspended', suspendedUntil: addDays(today(), 30) });
    const { items } = await clerk.call('GET /agenda-items');
    const item = items.find(({ link }) => link === `measure:${cancellation.id}`)!;
    expect(item).toMatchObject({ kind: 'cancellation', state: 'waiting', decidedIn: 'chairs', title: `取消资格：代理证${agent.number}（试验车行有限公司）` });
    expect(item.facts).toHaveLength(4);
    expect(item.facts[0]).toMatch(/^WG\d+：D02 证件之间信息不一致仍提交，\d{4}-\d\d-\d\d决定，扣3分$/);
    expect(JSON.stringify(item)).not.toContain('工号');

    const { items: inbox } = await agent.call('GET /messages');
    expect(inbox.filter(({ kind }) => kind === 'measure').map(({ title }) => title)).toEqual(expect.arrayContaining(['扣分警告', '限期整改', '暂停', '拟取消资格']));
    expect(inbox.find(({ title }) => title === '扣分警告')!.body).toBe('本周期累计扣3分，达到3分，予以警告。警告不影响办理业务，请避免再次扣分。学习课程并全部答对，可以减分。如对扣分有异议，可在“我的扣分”中对相应的处理决定提出申诉。');
  });

  it('counting again changes nothing, also twice at once', async () => {
    const { agent, people, me } = await someone();
    await pointsTaken(people, 'B06', me);
    const before = { standing: await mine(agent), audit: await db().query('SELECT COUNT(*) AS n FROM audit_events') };
    await Promise.all(Array.from({ length: 8 }, () => recounted(product(), me)));
    expect({ standing: await mine(agent), audit: await db().query('SELECT COUNT(*) AS n FROM audit_events') }).toEqual(before);
  });

  it('two decisions at the same moment both count, and the measure is taken once', async () => {
    const { agent, people, me } = await someone();
    const cases = [await answered(people, 'B03', me), await answered(people, 'D02', me), await answered(people, 'B02', me)];
    await Promise.all(cases.map(({ id }) => decide(people, id, 'points')));
    const standing = await mine(agent);
    expect(standing.counted).toBe(11);
    expect(standing.measures.filter(({ kind, state }) => kind === 'suspension' && state === 'in_force')).toHaveLength(1);
    expect(standing.measures.filter(({ state }) => state === 'proposed')).toEqual([]);
  });

  it('a suspension ends with its days, and a higher sum prolongs it to what the book asks in all', async () => {
    const { agent, people, me } = await someone();
    await pointsTaken(people, 'B06', me);
    await roundsAfter(product(), 3);
    inspector = await staffNow(product(), 'inspector1');
    await pointsTaken({ inspector, subject: agent }, 'B02', me);
    // 11 points: 30 days in all, three of them are served.
    expect(await measureOf(agent, 'suspension')).toMatchObject({ sum: 11, untilOn: addDays(today(), 27) });
    expect(measuresIn(await mine(agent))).toEqual(['suspension revoked', 'suspension in_force']);
    await roundsAfter(product(), 28);
    const [{ state }] = await db().query('SELECT state FROM certificates WHERE id = ?', [agent.certificateId]);
    const [app] = await db().query('SELECT id FROM app_bindings WHERE certificate_id = ?', [agent.certificateId]);
    expect([state, app]).toEqual(['in_force', { id: expect.any(String) }]);
    expect(measuresIn(await standingOf(product(), me))).toEqual(['suspension revoked', 'suspension over']);
    await recounted(product(), me);
    expect(measuresIn(await standingOf(product(), me))).toEqual(['suspension revoked', 'suspension over']);
    [inspector, clerk] = [await staffNow(product(), 'inspector1'), await staffNow(product(), 'clerk')];
  });
});

describe('申诉', () => {
  it('while it is open nothing counts; when it succeeds everything after it is counted anew and the app works again', async () => {
    const { agent, people, me } = await someone();
    const first = await pointsTaken(people, 'D02', me);
    await pointsTaken(people, 'D02', me);
    const third = await pointsTaken(people, 'D02', me);
    expect(third).toMatchObject({ points: 6, multiplier: 2 });
    expect(measuresIn(await mine(agent))).toEqual(['warning in_force', 'rectification in_force', 'cancellation proposed', 'suspension in_force']);
    const { id: cancellationId } = await measureOf(agent, 'cancellation');
    const deal = await newDeal(agent).catch((error: Error) => error);
    expect(String(deal)).toContain('registry.certificate_not_in_force');

    // It hits a cancellation, so the meeting decides it; a clerk cannot.
    await appeal(people, first.id);
    expect(await mine(agent)).toMatchObject({ counted: 6, pending: 3 });
    expect((await clerk.send('POST /violations/:id/appeal-decision', { params: { id: first.id }, body: { outcome: 'revoked', reason: '复核' } })).error.code).toBe('discipline.meeting_decides');
    expect((await agent.call('GET /violations/:id', { params: { id: third.id } })).points).toBe(3);
    expect(measuresIn(await mine(agent))).toEqual(['warning in_force', 'rectification in_force', 'cancellation revoked', 'suspension revoked']);
    const { id: dealId } = await newDeal(agent);
    expect((await tryToCapture(agent, dealId)).status).toBe(201);
    const { items } = await clerk.call('GET /agenda-items');
    expect(items.find(({ link }) => link === `measure:${cancellationId}`)).toMatchObject({ state: 'withdrawn' });
    expect(items.find(({ link }) => link === `violation:${first.id}`)).toMatchObject({ kind: 'cancellation_appeal', state: 'waiting' });
  });

  it('upheld, the suspension goes on with the days that are left', async () => {
    const { agent, people, me } = await someone();
    const { id } = await pointsTaken(people, 'B06', me);
    await roundsAfter(product(), 2);
    await appeal(people, id);
    expect(measuresIn(await mine(agent))).toEqual(['suspension revoked']);
    expect((await agent.call('GET /account')).certificate!.state).toBe('in_force');
    [inspector, clerk] = [await staffNow(product(), 'inspector1'), await staffNow(product(), 'clerk')];
    await judge(clerk, id, 'upheld');
    expect(measuresIn(await mine(agent))).toEqual(['suspension revoked', 'suspension in_force']);
    expect(await measureOf(agent, 'suspension')).toMatchObject({ state: 'in_force', untilOn: addDays(today(), 5) });
  });

  it('revoked, it leaves no trace', async () => {
    const { agent, people, me } = await someone();
    const { id } = await pointsTaken(people, 'B03', me);
    await appeal(people, id);
    await judge(clerk, id, 'revoked');
    expect(await mine(agent)).toMatchObject({ counted: 0, pending: 0, next: { kind: 'warning', from: 3, left: 3 } });
    expect(measuresIn(await mine(agent))).toEqual(['rectification revoked']);
  });
});

describe('提前解除', () => {
  it('by a clerk with a reason: the app works again, and the same sum does not bring it back; a higher one does', async () => {
    const { agent, people, me } = await someone();
    await pointsTaken(people, 'B06', me);
    const { id } = await measureOf(agent, 'suspension');
    expect((await lift(id, inspector)).error.code).toBe('request.forbidden');
    expect((await lift(id)).body).toMatchObject({ state: 'lifted', endReason: '已整改到位', may: { lift: false } });
    expect((await lift(id)).error.code).toBe('discipline.measure_wrong_state');
    await newDeal(agent);
    await recounted(product(), me);
    expect(measuresIn(await mine(agent))).toEqual(['suspension lifted']);
    await pointsTaken(people, 'B02', me);
    expect(measuresIn(await mine(agent))).toEqual(['suspension lifted', 'suspension in_force']);
  });

  it('what waits for the meeting cannot be lifted, and what somebody else has suspended stays so', async () => {
    const { agent, people, me } = await someone();
    const until = addDays(today(), 60);
    await pointsTaken(people, 'B06', me);
    await clerk.call('POST /register/:subjectType/:id/suspension', { params: { subjectType: 'certificate', id: agent.certificateId }, body: { until, reason: 'investigation', note: '调查' } });
    expect((await lift((await measureOf(agent, 'suspension')).id)).status).toBe(200);
    expect((await agent.call('GET /account')).certificate).toMatchObject({ state: 'suspended', suspendedUntil: until });

    await pointsTaken(people, 'D02', me);
    const standing = await mine(agent);
    for (const measure of standing.measures.filter(({ state }) => state === 'proposed' || state === 'in_force').filter(({ sum, kind }) => kind === 'cancellation' || sum === null)) {
      expect((await lift(measure.id)).error.code).toBe('discipline.measure_wrong_state');
    }
  });
});
