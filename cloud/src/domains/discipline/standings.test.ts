import { dayInShanghai } from '../../clock';
import { beginOn, phoneNow, staffNow } from '../../../test/discipline';
import { appeal, judge, measuresIn, pointsTaken, recounted, roundsAfter, standingOf } from '../../../test/offences';
import { type Caller, newDeal } from '../../../test/people';
import { quickDeal } from '../../../test/problems';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { addDays } from '../registry/duties';
import { openTerminal } from '../registry/terminals';

const product = useProduct();
const db = () => product().server.deps.db;
let inspector: Caller;
let clerk: Caller;
beforeAll(async () => {
  beginOn(product(), '2026-06-01');
  await refresh();
});
async function refresh() {
  [inspector, clerk] = [await staffNow(product(), 'inspector1'), await staffNow(product(), 'clerk')];
}
const today = () => dayInShanghai(product().clock.now());
const market = async (code: string): Promise<{ type: 'market'; id: string }> => ({ type: 'market', id: (await db().query('SELECT id FROM markets WHERE code = ?', [code]))[0].id });
const companyState = async (id: string) => (await db().query('SELECT state, suspended_until AS until FROM companies WHERE id = ?', [id]))[0];

describe('企业', () => {
  it('takes a third of what its agents’ points come to together, and falls back with them', async () => {
    const companyId = await newCompany(product());
    const company = { type: 'company' as const, id: companyId };
    const [one, other] = [await enrolledAgent(product(), companyId, { manages: true }), await enrolledAgent(product(), companyId)];
    const { id } = await pointsTaken({ inspector, subject: one }, 'B03', { type: 'agent', id: one.personId });
    await pointsTaken({ inspector, subject: other }, 'B02', { type: 'agent', id: other.personId });
    // 6 + 2 = 8, a third of it 2.
    expect(await standingOf(product(), company)).toMatchObject({ counted: 2, rolledUp: 2, cycle: { from: '2026-01-01', to: '2026-12-31' }, violations: [], next: { kind: 'warning', left: 1 } });
    await pointsTaken({ inspector, subject: one }, 'A02', company);
    const { company: own } = await one.call('GET /my-discipline');
    expect(own).toMatchObject({ counted: 4, rolledUp: 2, measures: [{ kind: 'warning' }] });
    expect((await other.call('GET /my-discipline')).company).toBeNull();

    await appeal({ inspector, subject: one }, id);
    expect(await standingOf(product(), company)).toMatchObject({ counted: 2, rolledUp: 0 });
    await judge(clerk, id, 'revoked');
    expect(measuresIn(await standingOf(product(), company))).toEqual(['warning revoked']);
  });

  it('is to rectify at 6 and works on; at 9 none of its people may work; both end by date', async () => {
    const companyId = await newCompany(product());
    const company = { type: 'company' as const, id: companyId };
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    await pointsTaken({ inspector, subject: manager }, 'F01', company);
    expect(await companyState(companyId)).toEqual({ state: 'rectifying', until: '2026-06-15' });
    await newDeal(manager);
    await pointsTaken({ inspector, subject: manager }, 'F05', company);
    expect(await companyState(companyId)).toEqual({ state: 'suspended', until: '2026-06-08' });
    const body = { business: 'city_transfer' as const, marketId: (await market('0001')).id, vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties: [] as never[] };
    expect((await manager.send('POST /transactions', { body })).status).not.toBe(201);
    expect(String(await newDeal(manager).catch((error: Error) => error))).toContain('registry.certificate_not_in_force');

    // The suspension is over first, then what remains is the rectification.
    await roundsAfter(product(), 8);
    expect(await companyState(companyId)).toEqual({ state: 'rectifying', until: '2026-06-15' });
    await newDeal(await phoneNow(product(), manager));
    await roundsAfter(product(), 8);
    expect(await companyState(companyId)).toEqual({ state: 'in_force', until: null });
    await refresh();
  });

  it('rests at once where a violation says so, whatever the sum, and also during an appeal', async () => {
    const companyId = await newCompany(product());
    const company = { type: 'company' as const, id: companyId };
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    const { id, number } = await pointsTaken({ inspector, subject: manager }, 'A03', company);
    const { measures } = await standingOf(product(), company);
    expect(measures.map(({ kind, sum, reason }) => [kind, sum, reason])).toEqual([
      ['rectification', 6, '本周期累计扣6分，达到6分，限期整改。'],
      ['suspension', null, `A03 营业执照被吊销、注销后仍使用系统（编号${number}）按管理细则立即暂停。`],
    ]);
    await appeal({ inspector, subject: await phoneNow(product(), manager) }, id);
    expect(measuresIn(await standingOf(product(), company))).toEqual(['suspension in_force', 'rectification revoked']);
    await judge(clerk, id, 'revoked');
    expect(await companyState(companyId)).toEqual({ state: 'in_force', until: null });
  });
});

describe('市场', () => {
  it('takes a fifth of what the companies come to there; suspended, its terminals rest and no deal begins', async () => {
    const place = await market('0001');
    const companyId = await newCompany(product());
    const agent = await enrolledAgent(product(), companyId, { manages: true });
    const operator = await staffNow(product(), 'operator1');
    const manager = await staffNow(product(), 'manager1');
    const deal = await quickDeal(product(), agent, operator, { plate: '浙B10001' });
    const open = await newDeal(agent);
    const people = { inspector, subject: agent };
    await pointsTaken(people, 'C03', { type: 'agent', id: agent.personId }, deal.id);
    // The company: a third of 12 is 4. The market: a fifth of 4 is 0, of 4 + 6 it is 2.
    expect(await standingOf(product(), place)).toMatchObject({ counted: 0 });
    await pointsTaken(people, 'F01', { type: 'company', id: companyId });
    expect(await standingOf(product(), place)).toMatchObject({ counted: 0, rolledUp: 0 });
    await pointsTaken(people, 'D05', { type: 'company', id: companyId }, deal.id);
    // What is registered with a deal arose in its market: 4 + 12 = 16, a fifth of it 3.
    expect(await standingOf(product(), place)).toMatchObject({ counted: 3, rolledUp: 3, measures: [{ kind: 'warning' }] });

    await pointsTaken({ inspector, subject: manager }, 'D03', place);
    expect(await standingOf(product(), place)).toMatchObject({ counted: 9, rolledUp: 3 });
    const other = await enrolledAgent(product(), await newCompany(product()));
    expect(String(await newDeal(other, { marketId: place.id }).catch((error: Error) => error))).toContain('registry.market_suspended');
    await newDeal(other, { marketId: (await market('0002')).id });
    const { items: terminals } = await manager.call('GET /terminals');
    expect(terminals.map(({ state, suspendedUntil }) => [state, suspendedUntil])).toEqual([['suspended', addDays(today(), 7)]]);
    expect((await operator.call('GET /transactions/:id', { params: { id: open.id } })).state).toBe('capturing');

    // A terminal that is opened meanwhile rests with them from the next round on.
    const by = { author: { kind: 'system' as const }, origin: undefined, at: product().clock.now() };
    await db().transaction((tx) => openTerminal(tx, { marketId: place.id, name: '二号采集台', location: '交易大厅二楼' }, by));
    await roundsAfter(product(), 0);
    expect((await manager.call('GET /terminals')).items.map(({ state }) => state)).toEqual(['suspended', 'suspended']);
    expect((await manager.call('GET /measures', { query: { state: 'in_force' } })).items.map(({ kind, subject }) => [kind, subject.id])).toEqual([['suspension', place.id], ['warning', place.id]]);

    await roundsAfter(product(), 8);
    await newDeal(await phoneNow(product(), other), { marketId: place.id });
    expect((await (await staffNow(product(), 'manager1')).call('GET /terminals')).items.map(({ state }) => state)).toEqual(['in_force', 'in_force']);
    await refresh();
  });

  it('a standing is read by whom it concerns, and reads as not found for other markets', async () => {
    const manager = await staffNow(product(), 'manager1');
    const operator = await staffNow(product(), 'operator2');
    const read = (who: Caller, subjectType: 'market' | 'operator' | 'company', id: string) => who.send('GET /standings/:subjectType/:id', { params: { subjectType, id } });
    expect((await read(manager, 'market', (await market('0001')).id)).status).toBe(200);
    expect((await read(manager, 'market', (await market('0002')).id)).error.code).toBe('request.not_found');
    const [{ id: operator1 }, { id: operator2 }] = await db().query("SELECT id FROM staff WHERE username IN ('operator1', 'operator2') ORDER BY username");
    expect([(await read(manager, 'operator', operator1)).status, (await read(manager, 'operator', operator2)).status]).toEqual([200, 404]);
    expect([(await read(operator, 'operator', operator2)).status, (await read(operator, 'operator', operator1)).status]).toEqual([200, 404]);
    expect((await read(inspector, 'company', operator1)).status).toBe(404);
  });
});

describe('操作员', () => {
  it('suspended, is put out at once and cannot be let in by the security officer; afterwards the account works again', async () => {
    const operator = await staffNow(product(), 'operator3');
    const me = { type: 'operator' as const, id: operator.staffId };
    const people = { inspector, subject: operator };
    await pointsTaken(people, 'E01', me);
    await pointsTaken(people, 'E05', me);
    expect((await operator.send('GET /transactions')).status).toBe(401);
    const security = await staffNow(product(), 'security');
    const { items } = await security.call('GET /staff', { query: { q: 'operator3' } });
    expect(items[0]).toMatchObject({ state: 'suspended' });
    expect(items[0]!.may).not.toContain('resume');
    await roundsAfter(product(), 8);
    expect((await (await staffNow(product(), 'operator3')).send('GET /transactions')).status).toBe(200);
    expect(measuresIn(await standingOf(product(), me))).toEqual(['warning in_force', 'suspension over']);
    await refresh();
  });

  it('who was suspended by the security officer stays so after the measure', async () => {
    const operator = await staffNow(product(), 'operator2');
    const me = { type: 'operator' as const, id: operator.staffId };
    await db().query("UPDATE staff SET state = 'suspended' WHERE id = ?", [me.id]);
    await recounted(product(), me);
    await roundsAfter(product(), 0);
    expect((await db().query('SELECT state FROM staff WHERE id = ?', [me.id]))[0].state).toBe('suspended');
    await db().query("UPDATE staff SET state = 'active' WHERE id = ?", [me.id]);
  });
});

describe('周期', () => {
  it('the remainder is cleared with the cycle, a warning too; the points of an unfinished measure are cleared with that', async () => {
    beginOn(product(), '2026-12-20');
    await refresh();
    const [light, heavy] = [await enrolledAgent(product(), await newCompany(product())), await enrolledAgent(product(), await newCompany(product()))];
    const [one, other] = [{ type: 'agent' as const, id: light.personId }, { type: 'agent' as const, id: heavy.personId }];
    await pointsTaken({ inspector, subject: light }, 'D02', one);
    expect(await standingOf(product(), one)).toMatchObject({ counted: 3, cycle: { from: '2026-01-05', to: '2027-01-04' } });
    beginOn(product(), '2026-12-31');
    await refresh();
    const { id } = await pointsTaken({ inspector, subject: await phoneNow(product(), heavy) }, 'B06', other);

    await roundsAfter(product(), 5);
    expect(await standingOf(product(), one)).toMatchObject({ counted: 0, cycle: { from: '2027-01-05', to: '2028-01-04' }, violations: [], measures: [] });
    expect(await standingOf(product(), other)).toMatchObject({ counted: 9, measures: [{ kind: 'suspension', state: 'in_force', untilOn: '2027-01-07' }] });
    await roundsAfter(product(), 3);
    expect(await standingOf(product(), other)).toMatchObject({ counted: 0, measures: [] });
    const [row] = await db().query('SELECT points, standing FROM violations WHERE id = ?', [id]);
    expect(row).toEqual({ points: 9, standing: 'cleared' });
    const states = await db().query('SELECT kind, state, end_reason AS why FROM measures WHERE subject_id IN (?) ORDER BY kind', [[one.id, other.id]]);
    expect(states).toEqual([{ kind: 'suspension', state: 'over', why: '期限至2027-01-07，已满。' }, { kind: 'warning', state: 'over', why: '扣分周期届满，扣分已清零。' }]);
  });
});
