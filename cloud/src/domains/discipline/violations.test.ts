import { beginOn, daysPass, phoneNow } from '../../../test/discipline';
import { type Caller, newDeal } from '../../../test/people';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { appeal, type Cast, castOf, seenBy, staffOf, state, type Subject, toldOf } from '../../../test/violation-story';
import { openDuty } from '../registry/duties';
import { registryRound } from '../registry/rounds';
import { noticeViolation } from './violations';

const product = useProduct();
const db = () => product().server.deps.db;
const phone = (agent: { personId: string }) => phoneNow(product(), agent);
const { staff, noticed } = staffOf(product);
let { companyId, agent, manager } = {} as Cast;
beforeEach(async () => {
  ({ companyId, agent, manager } = await castOf(product()));
});
const own = (): Subject => ({ type: 'agent', id: agent.personId });
const system = () => ({ author: { kind: 'system' as const }, origin: undefined, at: product().clock.now() });
const actsOn = async (id: string): Promise<string[]> => (await db().query("SELECT action FROM audit_events WHERE subject_type = 'violation' AND subject_id = ? ORDER BY id", [id])).map(({ action }: { action: string }) => action);

describe('告知与陈述', () => {
  it('is told with its facts, its article and its days, and counts nothing before a person has decided', async () => {
    const id = await noticed('B03', own());
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
    const id = await noticed('B03', own());
    expect((await seenBy(manager, id)).readAt).toBeNull();
    expect((await seenBy(await staff('inspector1'), id)).readAt).toBeNull();
    const first = (await seenBy(agent, id)).readAt;
    expect(first).not.toBeNull();
    product().clock.advance(60);
    expect((await seenBy(agent, id)).readAt).toBe(first);
    expect((await actsOn(id)).filter((action) => action === 'discipline.violation_read')).toHaveLength(1);
  });

  it('the subject speaks once, within five working days; the company may not speak for its agent', async () => {
    const id = await noticed('B03', own());
    expect((await state(manager, id)).error.code).toBe('request.forbidden');
    expect((await state(agent, id)).body).toMatchObject({ statement: { text: '当时光线不好，已重拍' }, readAt: expect.any(String), may: { state: false } });
    expect((await state(agent, id)).error.code).toBe('discipline.statement_over');

    const late = await noticed('B05', own());
    const tooLate = await noticed('B08', own());
    daysPass(product(), 7);
    expect((await state(await phone(agent), late)).status).toBe(200);
    daysPass(product(), 1);
    expect((await state(await phone(agent), tooLate)).error.code).toBe('discipline.statement_over');
  });
});

describe('谁看得到', () => {
  it('an agent sees the own, a company’s manager also its agents’, markets their own and their operators’; everybody else’s is not found', async () => {
    const stranger = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const [market] = await db().query("SELECT id FROM markets WHERE code = '0001'");
    const operator = await staff('operator1');
    const ids = {
      agent: await noticed('B03', own()),
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
    const ids = await Promise.all(['B03', 'B05', 'B07'].map((code) => noticed(code, own())));
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
    expect((await numberOf(await noticed('B05', own()))) - (await numberOf(ids[0]!))).toBe(1);
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
