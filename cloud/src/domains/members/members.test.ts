import type { RequestOf } from '@yongche/contract';
import { uuidv7 } from 'uuidv7';
import { beginOn, daysPass, staffNow } from '../../../test/discipline';
import { joined, moved, voted } from '../../../test/members';
import { enrolledAgent, newCompany, newCreditCode } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { Market } from '../registry/market.entity';
import { moveMember } from './member-moves';
import { MemberStanding } from './member.entity';
import { marketIsMember } from './standings';

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
beforeEach(() => beginOn(product(), '2026-06-01'));

type Proposal = NonNullable<RequestOf<'POST /membership-changes'>['body']>;
const propose = async (body: Proposal, by = 'clerk') => (await staff(by)).send('POST /membership-changes', { body });
const joining = (more: Partial<NonNullable<Proposal['member']>> = {}, position: Proposal['position'] = 'ordinary_unit'): Proposal => ({
  kind: 'join', member: { name: '新会员汽车城', creditCode: newCreditCode(), companyId: null, marketId: null, ...more }, position, effectiveOn: '2026-06-01', reason: '自愿申请入会，材料齐全',
}); // prettier-ignore
const read = async (id: string) => (await staff('clerk')).call('GET /members/:id', { params: { id } });
let markets = 2000;
async function newMarket(): Promise<string> {
  const id = uuidv7();
  await db().manager.insert(Market, { id, code: String(++markets), name: `试验市场${markets}`, allowsAgentForBothSides: false });
  return id;
}

describe('入会', () => {
  it('is proposed by the secretariat, decided by the chairs, and carried out with the president’s confirmation', async () => {
    const marketId = await newMarket();
    const companyId = await newCompany(product(), '新会员汽车城有限公司');
    const body = joining({ marketId, companyId }, 'council_unit');
    const proposed = await propose(body);
    expect(proposed.body).toMatchObject({ state: 'proposed', memberId: null, memberName: '新会员汽车城', position: 'council_unit', market: { id: marketId }, company: { id: companyId }, resolutionNumber: null, proposedBy: '文员一号', mayWithdraw: true });
    expect((await propose(body)).error.code).toBe('members.change_open');
    const { body: item } = await (await staff('president')).send('GET /agenda-items/:id', { params: { id: proposed.body.agendaItemId } });
    expect(item).toMatchObject({ kind: 'membership', title: '入会：新会员汽车城', decidedIn: 'chairs', madeBy: '文员一号', link: `membership:${proposed.body.id}` });
    expect(item.facts).toContain(`所属市场：试验市场${markets}，会籍决定该市场按会员或非会员计价`);

    const { executed } = await voted(product(), proposed.body.agendaItemId);
    expect(executed).toMatch(/^新会员汽车城（HY\d{4}）自2026-06-01起入会，为理事单位。$/);
    const { items } = await (await staff('clerk')).call('GET /membership-changes', { query: { state: 'carried_out' } });
    const change = items.find(({ id }) => id === proposed.body.id)!;
    expect(change).toMatchObject({ state: 'carried_out', resolutionNumber: expect.stringMatching(/^甬二车协决〔2026〕\d+号$/), mayWithdraw: false });
    const member = await read(change.memberId!);
    expect(member).toMatchObject({ name: '新会员汽车城', state: 'active', position: 'council_unit', joinedOn: '2026-06-01', leftOn: null, due: null, market: { id: marketId }, company: { id: companyId } });
    expect(member.history).toEqual([{ kind: 'join', state: 'active', position: 'council_unit', effectiveOn: '2026-06-01', resolutionNumber: change.resolutionNumber, reason: '自愿申请入会，材料齐全' }]);
    const listed = await (await staff('finance')).call('GET /members', { query: { q: member.number, state: 'active', position: 'council_unit' } });
    expect([listed.total, listed.items.map(({ id }) => id)]).toEqual([1, [member.id]]);

    const manager = await enrolledAgent(product(), companyId, { manages: true });
    expect((await manager.call('GET /my-membership')).member).toEqual({ id: member.id, number: member.number, name: '新会员汽车城', position: 'council_unit', state: 'active', joinedOn: '2026-06-01', market: { id: marketId, name: `试验市场${markets}` }, history: [{ kind: 'join', effectiveOn: '2026-06-01', resolutionNumber: change.resolutionNumber }] });
    expect((await manager.call('GET /messages')).items[0]).toMatchObject({ kind: 'company', title: '贵单位已成为协会会员', link: 'membership' });
    const stranger = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    expect((await stranger.call('GET /my-membership')).member).toBeNull();
  });

  it('what the chairs reject changes nothing, and what the secretariat takes back leaves the agenda', async () => {
    const rejected = (await propose(joining())).body;
    expect((await voted(product(), rejected.agendaItemId, { outcome: 'rejected' })).executed).toBe('决议不通过，新会员汽车城的会籍不变。');
    const { body: taken } = await propose(joining());
    const clerk = await staff('clerk');
    expect((await clerk.send('POST /membership-changes/:id/withdrawal', { params: { id: taken.id }, body: { reason: '对方撤回申请' } })).body).toMatchObject({ state: 'withdrawn', mayWithdraw: false });
    expect((await clerk.send('POST /membership-changes/:id/withdrawal', { params: { id: taken.id }, body: { reason: '再撤' } })).error.code).toBe('members.change_wrong_state');
    expect((await clerk.call('GET /agenda-items/:id', { params: { id: taken.agendaItemId } })).state).toBe('withdrawn');
    const { items } = await clerk.call('GET /membership-changes', { query: { limit: '2' } });
    expect(items.map(({ id, state }) => [id, state])).toEqual([[taken.id, 'withdrawn'], [rejected.id, 'rejected']]); // prettier-ignore
    expect(await db().query('SELECT 1 FROM members WHERE credit_code IN (?)', [[taken.creditCode, rejected.creditCode]])).toEqual([]);

    // However old it is, the agenda's link finds it.
    const auditor = await staff('auditor');
    expect(await auditor.call('GET /membership-changes/:id', { params: { id: rejected.id } })).toEqual({ ...rejected, state: 'rejected', mayWithdraw: false });
    expect((await auditor.send('GET /membership-changes/:id', { params: { id: uuidv7() } })).error.code).toBe('members.change_not_found');
  });

  it('a credit code, a market and a company belong to one member, also where two are decided in the same hour', async () => {
    const [marketId, companyId] = [await newMarket(), await newCompany(product())];
    const memberId = await joined(product(), { marketId, companyId });
    const { creditCode } = await read(memberId);
    expect((await propose(joining({ creditCode }))).error.code).toBe('members.exists');
    expect((await propose(joining({ marketId }))).error.code).toBe('members.market_taken');
    expect((await propose(joining({ companyId }))).error.code).toBe('members.company_taken');
    expect((await propose(joining({ marketId: uuidv7() }))).error.code).toBe('registry.market_not_found');

    const free = await newMarket();
    const [first, second] = [(await propose(joining({ marketId: free }))).body, (await propose(joining({ marketId: free }))).body];
    await voted(product(), first.agendaItemId);
    await expect(voted(product(), second.agendaItemId)).rejects.toThrow(/members.market_taken/);
    const other = await joined(product());
    const link = async (companyId: string | null) => (await staff('clerk')).send('PUT /members/:id/company', { params: { id: other }, body: { companyId } });
    expect((await link(companyId)).error.code).toBe('members.company_taken');
    expect((await link(uuidv7())).error.code).toBe('registry.company_not_found');
    const own = await newCompany(product(), '自己的公司');
    expect((await link(own)).body.company).toEqual({ id: own, name: '自己的公司' });
    await expect(db().query('UPDATE members SET live_market_id = NULL WHERE id = ?', [memberId])).rejects.toThrow(/members_live/);
  });

  it('is nobody’s but the secretariat’s to propose, and no row stands without a resolution', async () => {
    for (const who of ['finance', 'president', 'auditor']) expect((await propose(joining(), who)).error.code).toBe('request.forbidden');
    expect((await (await staff('inspector1')).send('GET /members')).error.code).toBe('request.forbidden');
    const memberId = await joined(product());
    const standing = { memberId, turn: 2, kind: 'leave', state: 'left', position: 'ordinary_unit', effectiveOn: '2026-06-02', marketId: null, changeId: null, reason: 'x', madeAt: new Date(0) } as const;
    await expect(db().manager.insert(MemberStanding, { ...standing, resolutionId: uuidv7() })).rejects.toThrow(/member_standings_resolution/);
    expect((await read(memberId)).state).toBe('active');
  });

  it('a form that says too much or too little is refused at its field', async () => {
    const fieldsOf = async (body: object) => ((await propose(body as Proposal)).error.fields ?? []).map(({ field }) => field);
    const memberId = await joined(product());
    const base = { effectiveOn: '2026-06-01', reason: '试验' };
    expect(await fieldsOf({ ...joining(), position: undefined })).toEqual(['position']);
    expect(await fieldsOf({ ...joining(), memberId })).toEqual(['memberId']);
    expect(await fieldsOf({ ...base, kind: 'leave' })).toEqual(['memberId']);
    expect(await fieldsOf({ ...base, kind: 'suspend', memberId, position: 'council_unit' })).toEqual(['position']);
    expect(await fieldsOf({ ...base, kind: 'change_position', memberId, position: 'ordinary_unit' })).toEqual(['position']);
    expect(await fieldsOf({ ...base, kind: 'leave', memberId, effectiveOn: '2025-12-31' })).toEqual(['effectiveOn']);
    expect(await fieldsOf({ ...base, kind: 'leave', memberId, effectiveOn: '2028-01-01' })).toEqual(['effectiveOn']);
  });
});

describe('会籍变动', () => {
  const change = async (memberId: string, kind: Exclude<Proposal['kind'], 'join'>, effectiveOn: string, position?: Proposal['position']) => propose({ kind, memberId, effectiveOn, reason: '会长例会讨论', ...(position ? { position } : {}) });

  it('goes from 在会 to 暂停 and back, through another position, to 退会, and back in under the old number', async () => {
    const id = await joined(product(), { name: '老会员' });
    const { number, creditCode } = await read(id);
    expect((await change(id, 'resume', '2026-06-01')).error.code).toBe('members.change_wrong_state');
    for (const [kind, on, position] of [['suspend', '2026-06-01'], ['resume', '2026-06-10'], ['change_position', '2026-06-10', 'vice_president_unit'], ['leave', '2026-06-20']] as const) await voted(product(), (await change(id, kind, on, position)).body.agendaItemId);
    expect(await read(id)).toMatchObject({ state: 'suspended', position: 'ordinary_unit', leftOn: '2026-06-20' });
    daysPass(product(), 9);
    expect(await read(id)).toMatchObject({ state: 'active', position: 'vice_president_unit' });
    daysPass(product(), 10);
    expect(await read(id)).toMatchObject({ state: 'left', leftOn: '2026-06-20' });
    expect((await change(id, 'suspend', '2026-06-21')).error.code).toBe('members.change_wrong_state');
    await voted(product(), (await propose({ ...joining({ creditCode, name: '老会员改名' }), effectiveOn: '2026-06-20' })).body.agendaItemId);
    const member = await read(id);
    expect(member).toMatchObject({ number, name: '老会员改名', state: 'active', position: 'ordinary_unit', joinedOn: '2026-06-20', leftOn: null });
    expect(member.history.map(({ kind, effectiveOn }) => [kind, effectiveOn])).toEqual([['join', '2026-06-20'], ['leave', '2026-06-20'], ['change_position', '2026-06-10'], ['resume', '2026-06-10'], ['suspend', '2026-06-01'], ['join', '2026-01-01']]); // prettier-ignore
  });

  it('is open once per member, and is not carried out where the membership has changed meanwhile', async () => {
    const id = await joined(product());
    const { body: suspension } = await change(id, 'suspend', '2026-06-01');
    expect((await change(id, 'leave', '2026-06-01')).error.code).toBe('members.change_open');
    await moved(product(), id, 'leave', '2026-06-01');
    await expect(voted(product(), suspension.agendaItemId)).rejects.toThrow(/members.change_wrong_state/);
    expect((await read(id)).changes[0]).toMatchObject({ state: 'proposed', mayWithdraw: true });
  });

  it('changes what a market’s deals cost from its day on, and asks for the prices since then to be put right', async () => {
    const marketId = await newMarket();
    const isMember = (day: string) => marketIsMember(db().manager, marketId, day);
    expect(await isMember('2026-06-01')).toBe(false);
    const id = await joined(product(), { marketId, on: '2026-03-01' });
    expect([await isMember('2026-02-28'), await isMember('2026-03-01')]).toEqual([false, true]);
    await moved(product(), id, 'suspend', '2026-08-01');
    await moved(product(), id, 'resume', '2026-08-15');
    const [{ resolution_id: resolutionId }] = await db().query('SELECT resolution_id FROM member_standings WHERE member_id = ?', [id]);
    const jobs: { payload: string }[] = await db().transaction(async (tx) => {
      await moveMember(tx, id, { kind: 'leave', effectiveOn: '2026-09-01', reason: '退会', resolutionId }, { author: { kind: 'system' }, origin: undefined, at: product().clock.now() });
      return tx.query("SELECT payload FROM jobs WHERE name = 'billing.rerate-market' AND payload LIKE '%2026-09-01%'");
    });
    expect(jobs.map(({ payload }) => JSON.parse(payload) as object)).toEqual([{ marketId, fromOn: '2026-09-01' }]);
    const expected = { '2026-07-31': true, '2026-08-01': false, '2026-08-14': false, '2026-08-15': true, '2026-08-31': true, '2026-09-01': false, '2027-01-01': false };
    for (const [day, member] of Object.entries(expected)) expect([day, await isMember(day)]).toEqual([day, member]);
    await joined(product(), { marketId, on: '2026-10-01' });
    expect([await isMember('2026-09-30'), await isMember('2026-10-01'), await isMember('2026-08-31')]).toEqual([false, true, true]);
  });

  it('two at once are carried out one after the other: the second finds what the first has left', async () => {
    const id = await joined(product());
    const results = await Promise.allSettled([moved(product(), id, 'suspend', '2026-06-01'), moved(product(), id, 'suspend', '2026-06-01')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await read(id)).history.map(({ kind }) => kind)).toEqual(['suspend', 'join']);
  });
});

describe('会员增减', () => {
  it('32 + 8 − 1 = 39, whoever is suspended included', async () => {
    beginOn(product(), '2019-12-20');
    const flow = async (from: string, to: string) => (await staff('adviser')).call('GET /membership-flow', { query: { from, to } });
    const founders = [];
    for (let at = 0; at < 32; at++) founders.push(await joined(product(), { name: `老会员${at}`, on: '2018-05-01' }));
    for (let at = 0; at < 8; at++) await joined(product(), { name: `新会员${at}`, on: '2019-07-01' });
    await moved(product(), founders[0]!, 'leave', '2019-09-01');
    await moved(product(), founders[1]!, 'suspend', '2019-11-01');
    expect(await flow('2019-01-01', '2019-12-31')).toEqual({ from: '2019-01-01', to: '2019-12-31', opening: 32, joined: 8, left: 1, closing: 39, suspended: 1 });
    expect(await flow('2019-09-01', '2019-09-01')).toMatchObject({ opening: 40, joined: 0, left: 1, closing: 39, suspended: 0 });
    expect((await (await staff('adviser')).send('GET /membership-flow', { query: { from: '2019-02-01', to: '2019-01-01' } })).error.fields?.[0]?.field).toBe('to');
  });
});
