import type { AnswerOf } from '@yongche/contract';
import { beginOn, daysPass, phoneNow, staffNow } from '../../../test/discipline';
import { type Caller, newDeal } from '../../../test/people';
import { type EnrolledAgent, enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { dayInShanghai } from '../../clock';
import { openDuty } from '../registry/duties';
import { registryRound } from '../registry/rounds';
import { noticeViolation } from './violations';

const product = useProduct();
const db = () => product().server.deps.db;
const today = () => dayInShanghai(product().clock.now());
const staff = (username: string) => staffNow(product(), username);
const phone = (agent: { personId: string }) => phoneNow(product(), agent);
const system = () => ({ author: { kind: 'system' as const }, origin: undefined, at: product().clock.now() });

type Violation = AnswerOf<'GET /violations/:id'>;
type Subject = Pick<Violation['subject'], 'type' | 'id'>;
let companyId: string;
let agent: EnrolledAgent;
let manager: EnrolledAgent;
beforeEach(async () => {
  beginOn(product(), '2026-06-01');
  companyId = await newCompany(product());
  agent = await enrolledAgent(product(), companyId);
  manager = await enrolledAgent(product(), companyId, { manages: true });
});
const own = (): Subject => ({ type: 'agent', id: agent.personId });

async function noticed(code: string, subject: Subject = own(), by = 'inspector1'): Promise<string> {
  const { id } = await (await staff(by)).call('POST /violations', { body: { code, subjectType: subject.type, subjectId: subject.id, facts: '现场查看发现' } });
  return id;
}
const seenBy = (who: Caller, id: string) => who.call('GET /violations/:id', { params: { id } });
const state = (who: Caller, id: string, text = '当时光线不好，已重拍') => who.send('POST /violations/:id/statement', { params: { id }, body: { text } });
const decide = async (id: string, outcome: 'points' | 'correction' | 'dismissed', by = 'inspector1') => (await staff(by)).send('POST /violations/:id/decision', { params: { id }, body: { outcome, reason: '事实清楚，证据充分' } });
const appeal = (who: Caller, id: string) => who.send('POST /violations/:id/appeal', { params: { id }, body: { text: '照片是现场所拍' } });
type AppealDecision = { outcome: 'upheld' | 'revoked'; reason: string } | { outcome: 'changed'; reason: string; points: number };
const judge = async (id: string, by: string, decision: AppealDecision = { outcome: 'revoked', reason: '复看原图，并非翻拍' }) => (await staff(by)).send('POST /violations/:id/appeal-decision', { params: { id }, body: decision });
const toldOf = async (who: Caller, id: string) => (await who.call('GET /messages')).items.filter(({ link, kind }) => link === `violation:${id}` && kind === 'violation');
const actsOn = async (id: string): Promise<string[]> => (await db().query("SELECT action FROM audit_events WHERE subject_type = 'violation' AND subject_id = ? ORDER BY id", [id])).map(({ action }: { action: string }) => action);

/** Decided to cost points, after its subject has spoken. */
async function punished(code: string): Promise<string> {
  const id = await noticed(code);
  await state(await phone(agent), id);
  expect((await decide(id, 'points')).status).toBe(200);
  return id;
}

describe('告知与陈述', () => {
  it('is told with its facts, its article and its days, and counts nothing before a person has decided', async () => {
    const id = await noticed('B03');
    const violation = await seenBy(agent, id);
    const [defenceUntil, decideBy] = ['2026-06-08', '2026-06-23'];
    expect(violation).toMatchObject({
      number: expect.stringMatching(/^WG2026\d{5}$/), code: 'B03', name: '翻拍、截屏、以复印件代原件', state: 'noticed', source: 'person', outcome: null,
      bookVersion: '2026-1', bookPoints: 6, standing: 'pending', facts: '现场查看发现', foundBy: '核查一号', decision: null, appeal: null, appealUntil: null,
      defenceUntil, decideBy, companyName: '试验车行有限公司', subject: { type: 'agent', id: agent.personId, name: '工**' },
      article: { number: 8, title: '影像采集规范', text: expect.stringContaining('翻拍') },
      may: { state: true, decide: false, appeal: false, decideAppeal: false },
      whatNow: `如有不同意见，请在${defenceUntil}前陈述申辩；工作人员作出决定前不扣分。`,
    }); // prettier-ignore
    const [message] = await toldOf(agent, id);
    expect(message).toMatchObject({ to: 'person', title: '违规告知：翻拍、截屏、以复印件代原件' });
    expect(message!.body).toBe(`协会发现可能的违规：B03 翻拍、截屏、以复印件代原件（管理细则第8条，编号${violation.number}）。请打开查看事实和依据；如有不同意见，请在${defenceUntil}前陈述申辩。工作人员作出决定前不扣分。`);
  });

  it('is served when its subject opens it first; nobody else’s look counts', async () => {
    const id = await noticed('B03');
    expect((await seenBy(manager, id)).readAt).toBeNull();
    expect((await seenBy(await staff('inspector1'), id)).readAt).toBeNull();
    const first = (await seenBy(agent, id)).readAt;
    expect(first).not.toBeNull();
    product().clock.advance(60);
    expect((await seenBy(agent, id)).readAt).toBe(first);
    expect((await actsOn(id)).filter((action) => action === 'discipline.violation_read')).toHaveLength(1);
  });

  it('the subject speaks once, within five working days; the company may not speak for its agent', async () => {
    const id = await noticed('B03');
    expect((await state(manager, id)).error.code).toBe('request.forbidden');
    expect((await state(agent, id)).body).toMatchObject({ statement: { text: '当时光线不好，已重拍' }, readAt: expect.any(String), may: { state: false } });
    expect((await state(agent, id)).error.code).toBe('discipline.statement_over');

    const late = await noticed('B05');
    const tooLate = await noticed('B08');
    daysPass(product(), 7);
    expect((await state(await phone(agent), late)).status).toBe(200);
    daysPass(product(), 1);
    expect((await state(await phone(agent), tooLate)).error.code).toBe('discipline.statement_over');
  });
});

describe('处理决定', () => {
  it('waits for the subject: before the statement or the end of the period nobody decides', async () => {
    const id = await noticed('B03');
    expect((await decide(id, 'points')).error.code).toBe('discipline.defence_runs');
    expect((await seenBy(await staff('inspector1'), id)).may.decide).toBe(false);
    daysPass(product(), 8);
    expect((await seenBy(await staff('inspector1'), id)).may.decide).toBe(true);
    expect((await decide(id, 'points')).body).toMatchObject({ state: 'decided', outcome: 'points', points: 6, standing: 'counted', decision: { by: '核查一号', reason: '事实清楚，证据充分' } });
  });

  it('is told with its reason, its points and the way to appeal', async () => {
    const id = await punished('B03');
    const violation = await seenBy(await phone(agent), id);
    expect(violation).toMatchObject({ appealUntil: '2026-06-15', may: { appeal: true, state: false }, whatNow: `已扣6分。如不服，可在${violation.appealUntil}前申诉一次；申诉期间不计入累计。` });
    const [message] = await toldOf(await phone(agent), id);
    expect(message).toMatchObject({ title: '违规处理决定：扣6分' });
    expect(message!.body).toBe(`B03 翻拍、截屏、以复印件代原件（编号${violation.number}）决定扣6分。理由：事实清楚，证据充分。如不服，请在${violation.appealUntil}前申诉，申诉期间不计入累计。打开“我的扣分”可看累计分值和措施。`);
    expect(await actsOn(id)).toEqual(expect.arrayContaining(['discipline.violation_noticed', 'discipline.violation_stated', 'discipline.violation_decided', 'discipline.points_changed']));
  });

  it('two who decide at once: one decides', async () => {
    const id = await noticed('B03');
    await state(agent, id);
    const both = await Promise.all([decide(id, 'points', 'inspector1'), decide(id, 'dismissed', 'clerk')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.error.code).toBe('discipline.violation_wrong_state');
    expect((await toldOf(agent, id)).filter(({ title }) => title.startsWith('违规处理决定'))).toHaveLength(1);
  });

  it('two violations of one agent decided at once both count', async () => {
    const ids = await Promise.all(['B03', 'B07'].map((code) => noticed(code)));
    for (const id of ids) await state(agent, id);
    expect((await Promise.all(ids.map((id, at) => decide(id, 'points', at === 0 ? 'inspector1' : 'clerk')))).map(({ status }) => status)).toEqual([200, 200]);
    const standing = await (await staff('clerk')).call('GET /standings/:subjectType/:id', { params: { subjectType: 'agent', id: agent.personId } });
    expect(standing.counted).toBe(9);
  });

  it('a code that is only pointed out on the day of its notice costs nothing, and says from when on it will', async () => {
    const id = await noticed('B01');
    await state(agent, id);
    const refused = await decide(id, 'points');
    expect(refused.error.fields).toEqual([{ field: 'outcome', message: '“B01 影像模糊、反光、缺边”在告知当日只指出改正，2027-01-01起告知的才扣分，请选择指出改正或不予处理。' }]);
    expect((await decide(id, 'correction')).body).toMatchObject({ state: 'decided', outcome: 'correction', points: null, standing: 'none', may: { appeal: false } });
    expect((await toldOf(agent, id))[0]).toMatchObject({ title: '违规处理决定：指出改正' });
    expect((await appeal(agent, id)).error.code).toBe('discipline.violation_wrong_state');
  });

  it('a code without points goes its own way', async () => {
    const id = await noticed('H01', { type: 'company', id: companyId });
    await state(await phone(manager), id);
    expect((await decide(id, 'points')).error.fields?.[0]?.message).toBe('“H01 拒不缴纳会费”不扣分（按章程提交会长例会），请选择指出改正或不予处理。');
    expect((await decide(id, 'correction')).body.whatNow).toBe('指出改正，不扣分。按章程提交会长例会。');
  });

  it('what is put aside counts nothing and is told', async () => {
    const id = await noticed('B03');
    await state(agent, id);
    expect((await decide(id, 'dismissed')).body).toMatchObject({ state: 'dismissed', outcome: null, points: null, standing: 'none', whatNow: '不予处理，不扣分，已办结。' });
    expect((await toldOf(agent, id))[0]!.title).toBe('违规处理决定：不予处理');
    expect((await decide(id, 'points')).error.code).toBe('discipline.violation_wrong_state');
  });

  it('never costs points without a person, not even by SQL', async () => {
    const id = await noticed('B03');
    await expect(db().query("UPDATE violations SET state = 'decided', outcome = 'points', decided_at = NOW(3) WHERE id = ?", [id])).rejects.toThrow(/violations_named/);
    await expect(db().query("UPDATE violations SET outcome = 'points' WHERE id = ?", [id])).rejects.toThrow(/violations_/);
  });
});

describe('申诉', () => {
  it('takes the points out of the count, goes to somebody who had no part in it, and ends with a new count', async () => {
    const id = await punished('B03');
    const appealed = await appeal(await phone(agent), id);
    expect(appealed.status).toBe(201);
    expect(appealed.body).toMatchObject({ appealState: 'open', standing: 'pending', points: 6, appeal: { text: '照片是现场所拍', beforeMeeting: false, decideBy: '2026-06-15', decidedBy: null } });
    expect((await appeal(await phone(agent), id)).error.code).toBe('discipline.appeal_over');

    expect((await seenBy(await staff('inspector1'), id)).whatNow).toContain('您参与过发现或原决定');
    expect((await judge(id, 'inspector1')).error.code).toBe('discipline.same_person');
    expect((await judge(id, 'clerk', { outcome: 'changed', reason: '从轻', points: 6 })).error.fields).toEqual([{ field: 'points', message: '变更后的分值应少于原来的6分；分值不变请选维持。' }]);
    const changed = await judge(id, 'clerk', { outcome: 'changed', reason: '情节较轻', points: 3 });
    expect(changed.body).toMatchObject({ appealState: 'changed', points: 3, standing: 'counted', appeal: { decidedBy: '文员一号', reason: '情节较轻', points: 3 }, whatNow: '申诉后变更为扣3分，已办结。' });
    expect((await judge(id, 'clerk2')).error.code).toBe('discipline.violation_wrong_state');
    const [message] = await toldOf(await phone(agent), id);
    expect(message).toMatchObject({ title: '申诉决定：变更', body: expect.stringContaining('改为扣3分，累计分值和措施已重新计算。理由：情节较轻') });
  });

  it('who found it judges as little as who decided', async () => {
    const id = await noticed('B03', own(), 'inspector2');
    await state(agent, id);
    await decide(id, 'points', 'inspector1');
    await appeal(agent, id);
    expect((await judge(id, 'inspector2')).error.code).toBe('discipline.same_person');
    expect((await judge(id, 'inspector1')).error.code).toBe('discipline.same_person');
    expect((await judge(id, 'clerk')).body).toMatchObject({ appealState: 'revoked', points: null, standing: 'none', whatNow: '申诉后撤销，不扣分，已办结。' });
  });

  it('ten working days after the decision it is too late', async () => {
    const id = await punished('B03');
    daysPass(product(), 14);
    expect((await seenBy(await phone(agent), id)).may.appeal).toBe(true);
    daysPass(product(), 1);
    expect((await appeal(await phone(agent), id)).error.code).toBe('discipline.appeal_over');
    expect((await seenBy(await phone(agent), id)).may.appeal).toBe(false);
  });

  it('against a full cycle’s points it goes before the chairs, who alone decide it', async () => {
    const id = await punished('B04');
    expect((await appeal(await phone(agent), id)).body).toMatchObject({ appeal: { beforeMeeting: true }, whatNow: '申诉已列入会长例会议题，决定前这12分待定，不计入累计。' });
    expect((await judge(id, 'clerk')).error.code).toBe('discipline.meeting_decides');

    const clerk = await staff('clerk');
    const item = (await clerk.call('GET /agenda-items', { query: { state: 'waiting' } })).items.find(({ link }) => link === `violation:${id}`)!;
    expect(item).toMatchObject({ kind: 'cancellation_appeal', title: '申诉：工**，B04 修改、拼接影像', decidedIn: 'chairs', madeBy: '系统' });
    expect(item.facts).toEqual(['违规事实：现场查看发现', '原决定理由：事实清楚，证据充分', '陈述申辩：当时光线不好，已重拍', '申诉理由：照片是现场所拍']);
    const { id: meetingId } = await clerk.call('POST /meetings', { body: { kind: 'chairs', title: '会长例会', heldOn: today(), place: '协会会议室' } });
    await clerk.call('PUT /meetings/:id/agenda', { params: { id: meetingId }, body: { itemIds: [item.id] } });
    await clerk.call('POST /meetings/:id/opening', { params: { id: meetingId }, body: { entitled: 9, present: 7, guests: '' } });
    const { resolution } = await clerk.call('POST /agenda-items/:id/resolution', { params: { id: item.id }, body: { outcome: 'rejected', ballot: 'open', inFavour: 2, against: 5, abstained: 0, text: '撤销。' } });
    await (await staff('president')).call('POST /resolutions/:id/confirmation', { params: { id: resolution!.id } });
    expect(await seenBy(await phone(agent), id)).toMatchObject({ appealState: 'revoked', points: null, standing: 'none', appeal: { decidedBy: '会长例会' } });
    expect((await toldOf(await phone(agent), id))[0]!.title).toBe('申诉决定：撤销原决定');
  });
});

describe('谁看得到', () => {
  it('an agent sees the own, a company’s manager also its agents’, markets their own and their operators’; everybody else’s is not found', async () => {
    const stranger = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const [market] = await db().query("SELECT id FROM markets WHERE code = '0001'");
    const operator = await staff('operator1');
    const ids = {
      agent: await noticed('B03'),
      company: await noticed('F01', { type: 'company', id: companyId }),
      market: await noticed('E02', { type: 'market', id: market.id }),
      operator: await noticed('E01', { type: 'operator', id: operator.staffId }),
    };
    const readers: [who: Caller, sees: (keyof typeof ids)[]][] = [
      [agent, ['agent']],
      [manager, ['agent', 'company']],
      [stranger, []],
      [operator, ['operator']],
      [await staff('operator2'), []],
      [await staff('manager1'), ['market', 'operator']],
      [await staff('inspector2'), ['agent', 'company', 'market', 'operator']],
      [await staff('president'), ['agent', 'company', 'market', 'operator']],
    ];
    for (const [who, sees] of readers) {
      for (const [kind, id] of Object.entries(ids)) {
        const { status, error } = await who.send('GET /violations/:id', { params: { id } });
        expect([kind, status, error?.code]).toEqual([kind, ...(sees.includes(kind as keyof typeof ids) ? [200, undefined] : [404, 'discipline.violation_not_found'])]);
      }
      const { items } = await who.call('GET /violations', { query: { limit: 100 } });
      expect(Object.values(ids).filter((id) => items.some((item) => item.id === id)).sort()).toEqual(sees.map((kind) => ids[kind]).sort());
    }
    expect((await state(stranger, ids.agent)).error.code).toBe('discipline.violation_not_found');
    expect((await appeal(stranger, ids.agent)).error.code).toBe('discipline.violation_not_found');
    expect((await seenBy(await staff('manager1'), ids.operator)).subject.name).toBe('柜台一号');
  });

  it('a long list comes page by page, each once, by state, code and appeal', async () => {
    const ids = await Promise.all(['B03', 'B05', 'B07'].map((code) => noticed(code)));
    const clerk = await staff('clerk');
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await clerk.call('GET /violations', { query: { limit: 2, ...(cursor ? { cursor } : {}) } });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(ids));
    expect((await agent.call('GET /violations', { query: { code: 'B05' } })).items.map(({ code }) => code)).toEqual(['B05']);
    expect((await agent.call('GET /violations', { query: { appeal: 'open' } })).items).toEqual([]);
    expect((await agent.send('GET /violations', { query: { cursor: 'x' } })).error.fields?.[0]?.field).toBe('cursor');
  });
});

describe('登记', () => {
  const register = async (body: Partial<Parameters<typeof noticed>[1]> & { code: string; type: Subject['type']; id: string; transactionId?: string }) =>
    (await staff('clerk')).send('POST /violations', { body: { code: body.code, subjectType: body.type, subjectId: body.id, transactionId: body.transactionId ?? null, facts: '现场查看发现' } });

  it('only codes of the book in force, for whom they are meant, against who is in the register', async () => {
    expect((await register({ code: 'Z99', ...own() })).error.code).toBe('discipline.code_unknown');
    expect((await register({ code: 'A01', ...own() })).error.code).toBe('discipline.code_unknown');
    expect((await register({ code: 'B03', type: 'agent', id: companyId })).error.code).toBe('discipline.subject_not_found');
    const deal = await newDeal(agent);
    expect((await register({ code: 'B03', type: 'agent', id: manager.personId, transactionId: deal.id })).error.fields?.[0]?.field).toBe('transactionId');
    expect((await register({ code: 'B03', ...own(), transactionId: deal.id })).body).toMatchObject({ serial: deal.serial, marketName: '示范二手车市场' });
  });

  it('the same noticed twice at once is noticed once, without a gap in the numbers', async () => {
    const notice = { code: 'B03', subject: own(), source: 'person', facts: '同一件事', transactionId: null, problemId: null, pictures: [], foundBy: null, key: `test:${agent.personId}` } as const;
    const twice = () => db().transaction((tx) => noticeViolation(tx, { ...notice, pictures: [] }, system()));
    const ids = await Promise.all([twice(), twice(), twice()]);
    expect(new Set(ids).size).toBe(1);
    const numberOf = async (id: string) => Number((await seenBy(await staff('clerk'), id)).number.slice(6));
    expect((await numberOf(await noticed('B05'))) - (await numberOf(ids[0]!))).toBe(1);
    expect(await toldOf(agent, ids[0]!)).toHaveLength(1);
  });

  it('where no book is in force nothing is noticed', async () => {
    beginOn(product(), '2025-12-30');
    const notice = { code: 'B03', subject: own(), source: 'person', facts: '试验', transactionId: null, problemId: null, pictures: [], foundBy: null, key: 'test:none' } as const;
    expect(await db().transaction((tx) => noticeViolation(tx, { ...notice, pictures: [] }, system()))).toBeNull();
    expect((await register({ code: 'B03', ...own() })).error.code).toBe('discipline.code_unknown');
  });

  it('a duty that nobody met is noticed once, for a person to decide', async () => {
    await db().transaction((tx) => openDuty(tx, { companyId, kind: 'A02', cause: '企业住所已变更' }, system()));
    daysPass(product(), 31);
    await registryRound(db(), product().clock.now());
    await registryRound(db(), product().clock.now());
    const boss = await phone(manager);
    const { items } = await boss.call('GET /violations', { query: { subjectType: 'company' } });
    expect(items).toMatchObject([{ code: 'A02', source: 'duty', state: 'noticed', subject: { name: '试验车行有限公司' }, points: 2, standing: 'pending' }]);
    expect(await seenBy(boss, items[0]!.id)).toMatchObject({ foundBy: '系统', facts: expect.stringMatching(/^企业住所已变更，应于\d{4}-\d\d-\d\d前办理，逾期未办。$/), may: { state: true } });
    expect(await toldOf(boss, items[0]!.id)).toMatchObject([{ to: 'company', title: '违规告知：登记事项变更逾期未办理变更' }]);
  });
});
