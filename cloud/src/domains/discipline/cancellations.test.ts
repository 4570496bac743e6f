import { dayInShanghai } from '../../clock';
import { beginOn, phoneNow, staffNow } from '../../../test/discipline';
import { appeal, chairsDecide, measuresIn, pointsTaken, recounted, roundsAfter, standingOf } from '../../../test/offences';
import { type Caller, newDeal, verifiedAgent } from '../../../test/people';
import { persona } from '../../../test/product';
import { enrolledAgent, type EnrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { addDays } from '../registry/duties';
import { executeCancellation, rectifyRepeatOffender } from './meeting-decisions';
import type { Subject } from './subjects';

const product = useProduct();
const db = () => product().server.deps.db;
let inspector: Caller;
beforeAll(async () => {
  beginOn(product(), '2026-06-01');
  inspector = await staffNow(product(), 'inspector1');
});

const today = () => dayInShanghai(product().clock.now());
const by = () => ({ author: { kind: 'system' as const }, origin: undefined, at: product().clock.now() });
const me = ({ personId: id }: EnrolledAgent): Subject => ({ type: 'agent', id });
const someone = async (options = {}) => enrolledAgent(product(), await newCompany(product()), options);
const cancellationOf = async (subject: Subject) => (await standingOf(product(), subject)).measures.find(({ kind }) => kind === 'cancellation')!.id;
/** 12 points at once. */
const heavy = (subject: Caller, of: Subject, code = of.type === 'company' || of.type === 'market' ? 'D05' : 'G01') => pointsTaken({ inspector, subject }, code, of);
const stateOf = async (table: string, id: string) => (await db().query(`SELECT state FROM ${table} WHERE id = ?`, [id]))[0].state;
const decide = async (subject: Subject, outcome: 'adopted' | 'rejected') => chairsDecide(product(), `measure:${await cancellationOf(subject)}`, outcome);
const askForCertificate = (manager: Caller, who: { name: string; idNumber: string; phone: string }) => manager.send('POST /register-requests', { body: { kind: 'certificate_issue', ...who } });

describe('取消资格, as the chairs’ meeting decides it', () => {
  it('not adopted: the agent works again, and the same sum does not propose it anew; a higher one does', async () => {
    const agent = await someone();
    await heavy(agent, me(agent), 'A05');
    expect(String(await newDeal(agent).catch((error: Error) => error))).toContain('registry.certificate_not_in_force');
    expect(await decide(me(agent), 'rejected')).toBe(`代理证${agent.number}（试验车行有限公司）的资格保留，先行暂停已解除。`);
    await newDeal(agent);
    await recounted(product(), me(agent));
    expect(measuresIn(await standingOf(product(), me(agent)))).toEqual(['cancellation revoked', 'suspension revoked']);
    await pointsTaken({ inspector, subject: agent }, 'D02', me(agent));
    expect(measuresIn(await standingOf(product(), me(agent)))).toEqual(['cancellation revoked', 'suspension revoked', 'cancellation proposed', 'suspension in_force']);
  });

  it('adopted: the certificate ends, the phone is logged out, and nobody applies anew for six months', async () => {
    const manager = await someone({ manages: true });
    const { name, idNumber } = persona('尤测试');
    const agent = await verifiedAgent(product(), name);
    const subject = (await agent.call('GET /my-discipline')).standing!.subject;
    await heavy(agent, subject, 'A05');
    expect(await decide(subject, 'adopted')).toMatch(/^代理证甬\S+（试点二手车销售有限公司）的资格已取消：注销代理证1张、APP 0个。$/);
    const ended = await db().query("SELECT c.state, e.reason FROM certificates c JOIN register_events e ON e.subject_id = c.id AND e.action = 'ended' WHERE c.person_id = ?", [subject.id]);
    expect(ended).toEqual([{ state: 'cancelled', reason: 'sanction' }]);
    expect((await agent.send('GET /my-discipline')).status).toBe(401);
    expect(measuresIn(await standingOf(product(), subject))).toEqual(['cancellation executed', 'suspension over']);

    const who = { name, idNumber, phone: '19900001234' };
    expect((await askForCertificate(manager, who)).error).toMatchObject({ code: 'registry.reapply_too_early', details: { from: '2026-12-01' } });
    product().clock.advance(183 * 24 * 3600);
    expect((await askForCertificate(await phoneNow(product(), manager), who)).status).toBe(201);
    beginOn(product(), '2026-06-01');
    inspector = await staffNow(product(), 'inspector1');
  });

  it('until the meeting decides, the suspension goes on', async () => {
    const agent = await someone();
    await heavy(agent, me(agent), 'A05');
    const until = async () => (await db().query('SELECT suspended_until AS until FROM certificates WHERE id = ?', [agent.certificateId]))[0].until;
    expect(await until()).toBe('2026-07-01');
    await roundsAfter(product(), 20);
    expect(await until()).toBe('2026-07-01');
    await roundsAfter(product(), 4);
    expect(await until()).toBe(addDays(today(), 30));
    expect(measuresIn(await standingOf(product(), me(agent)))).toEqual(['cancellation proposed', 'suspension in_force']);
    inspector = await staffNow(product(), 'inspector1');
  });

  it('an appeal takes it off the agenda; upheld by the meeting, it is proposed anew', async () => {
    const agent = await someone();
    const { id } = await heavy(agent, me(agent), 'A05');
    const first = await cancellationOf(me(agent));
    await appeal({ inspector, subject: agent }, id);
    expect(await db().transaction((tx) => executeCancellation(tx, first, { adopted: true, resolutionNumber: '2026-9' }, by()))).toBe(`代理证${agent.number}（试验车行有限公司）的扣分已有变动，这项取消已经结束，没有执行。`);
    expect(await stateOf('certificates', agent.certificateId)).toBe('in_force');
    expect(await chairsDecide(product(), `violation:${id}`, 'adopted')).toMatch(/^编号WG\d+的处理决定维持，扣分恢复计入。$/);
    expect(measuresIn(await standingOf(product(), me(agent)))).toEqual(['cancellation revoked', 'suspension revoked', 'cancellation proposed', 'suspension in_force']);
  });

  it('carried out before the appeal was over, it is revoked with it: one may apply anew', async () => {
    const agent = await someone();
    const { id } = await heavy(agent, me(agent), 'A05');
    await decide(me(agent), 'adopted');
    const phone = await phoneNow(product(), agent);
    await appeal({ inspector, subject: phone }, id);
    expect(measuresIn(await standingOf(product(), me(agent)))).toEqual(['cancellation executed', 'suspension over']);
    expect(await chairsDecide(product(), `violation:${id}`, 'rejected')).toMatch(/^编号WG\d+的处理决定撤销/);
    expect(measuresIn(await standingOf(product(), me(agent)))).toEqual(['cancellation revoked', 'suspension over']);
  });

  it('of a company: it ends with its people; of a market: its terminals close; of an operator: the account ends', async () => {
    const manager = await someone({ manages: true });
    const [{ companyId }] = await db().query('SELECT company_id AS companyId FROM company_managers WHERE person_id = ?', [manager.personId]);
    await heavy(manager, { type: 'company', id: companyId });
    expect(await decide({ type: 'company', id: companyId }, 'adopted')).toBe('试验车行有限公司的资格已取消：注销企业1家、代理证1张、APP 1个。');
    expect([await stateOf('companies', companyId), await stateOf('certificates', manager.certificateId)]).toEqual(['cancelled', 'cancelled']);

    const [market] = await db().query("SELECT id FROM markets WHERE code = '0003'");
    await heavy(await marketManager(market.id), { type: 'market', id: market.id });
    expect(await decide({ type: 'market', id: market.id }, 'adopted')).toBe('试点二手车广场的资格已取消：关闭固定端1个，不再办理新的交易。');
    expect(String(await newDeal(await someone(), { marketId: market.id }).catch((error: Error) => error))).toContain('registry.market_suspended');
    const clerk = await staffNow(product(), 'clerk');
    expect((await clerk.send('POST /register-requests', { body: { kind: 'terminal_issue', marketId: market.id, name: '一号采集台', location: '大厅' } })).error.code).toBe('registry.reapply_too_early');

    const operator = await staffNow(product(), 'operator2');
    await heavy(operator, { type: 'operator', id: operator.staffId });
    expect(await decide({ type: 'operator', id: operator.staffId }, 'adopted')).toBe('操作员柜台二号（样板汽车城）的资格已取消：注销操作员账号。');
    expect(await stateOf('staff', operator.staffId)).toBe('ended');
    const { ok } = await clerk.call('POST /register-checks');
    expect(ok).toBe(true);
  });
});

/** manager1 of the demo city, for a while the manager of another market. */
async function marketManager(marketId: string): Promise<Caller> {
  await db().query("UPDATE staff SET market_id = ? WHERE username = 'manager1'", [marketId]);
  return staffNow(product(), 'manager1');
}

describe('屡教不改', () => {
  it('the meeting orders a 限期整改, once for each resolution', async () => {
    const company = { type: 'company' as const, id: await newCompany(product()) };
    const order = (resolutionNumber: string) => db().transaction((tx) => rectifyRepeatOffender(tx, company, { resolutionNumber }, by()));
    const until = addDays(today(), 14);
    expect(await order('2026-3')).toBe(`试验车行有限公司限期整改，至${until}。`);
    expect(await order('2026-3')).toBe('试验车行有限公司已按这项决议限期整改。');
    expect(await standingOf(product(), company)).toMatchObject({ counted: 0, measures: [{ kind: 'rectification', sum: null, untilOn: until, reason: '同类问题反复出现，会长例会决定限期整改（决议2026-3）。' }] });
    expect(await stateOf('companies', company.id)).toBe('rectifying');
    await recounted(product(), company);
    expect(await stateOf('companies', company.id)).toBe('rectifying');
    await roundsAfter(product(), 15);
    expect(await stateOf('companies', company.id)).toBe('in_force');
  });
});

describe('暂停', () => {
  it('holds also for a certificate that comes into force meanwhile', async () => {
    inspector = await staffNow(product(), 'inspector1');
    const agent = await someone();
    await pointsTaken({ inspector, subject: agent }, 'B06', me(agent));
    await db().query("UPDATE certificates SET state = 'in_force', suspended_until = NULL, force_id = id WHERE id = ?", [agent.certificateId]);
    await roundsAfter(product(), 0);
    expect(await stateOf('certificates', agent.certificateId)).toBe('suspended');
  });
});
