import { type Caller, employeeAt, verifiedAgent } from '../../../test/people';
import { foundProblem, quickDeal, retaken, takeCorrection } from '../../../test/problems';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { dayInShanghai } from '../../clock';
import { workingDayAfter } from '../../working-days';
import { problemLetter } from './problem-letter';
import { Problem } from './problem.entity';
import { countProblems } from './problems';
import { inspectionsRound } from './rounds';

const product = useProduct();
const deps = () => product().server.deps;
const db = () => deps().db;
let people: Record<'inspector' | 'operator' | 'agent', Caller>;
beforeAll(async () => {
  people = { inspector: await employeeAt(product(), 'inspector1'), operator: await employeeAt(product(), 'operator1'), agent: await verifiedAgent(product()) };
});

let plates = 11_110;
const nextDeal = () => quickDeal(product(), people.agent, people.operator, { plate: `浙B${++plates}` });
const problemOf = (who: Caller, id: string) => who.call('GET /problems/:id', { params: { id } });
const correct = (who: Caller, id: string, note = '已重拍') => who.send('POST /problems/:id/correction', { params: { id }, body: { note } });
const review = (who: Caller, id: string, body: { accepted: true } | { accepted: false; note: string }) => who.send('POST /problems/:id/review', { params: { id }, body });
const today = () => dayInShanghai(product().clock.now());
const toldOf = async (who: Caller, id: string) => (await who.call('GET /messages')).items.filter(({ link }) => link === `problem:${id}`);
const violationsOf = (id: string): Promise<{ code: string; subject_type: string; facts: string; pictures: string; state: string; source: string }[]> =>
  db().query('SELECT code, subject_type, facts, pictures, state, source FROM violations WHERE problem_id = ? ORDER BY code, subject_type', [id]);

async function corrected(id: string, slot = 'P22'): Promise<void> {
  await takeCorrection(people.agent, id, slot, await retaken(slot));
  expect((await correct(people.agent, id)).status).toBe(200);
}
/** The clock goes on; sessions of before are over. */
async function daysLater(days: number): Promise<void> {
  product().clock.advance(days * 24 * 3600);
  people = { inspector: await employeeAt(product(), 'inspector1'), operator: await employeeAt(product(), 'operator1'), agent: await verifiedAgent(product()) };
}

describe('问题单', () => {
  it('is opened once by a look: agent and company are told what is wrong and until when, without a buyer or seller, and the violations are noticed', async () => {
    const deal = await nextDeal();
    const { id, lookId } = await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R04' }, { slot: 'P24', code: 'R04' }, { slot: 'P20', code: 'R08' }, { slot: 'P26', code: 'R01' }]);
    expect((await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R04' }], lookId)).id).toBe(id);

    const seen = await problemOf(people.agent, id);
    expect(seen).toMatchObject({ number: expect.stringMatching(/^WT20\d\d\d{4}$/), state: 'open', serial: deal.serial, plate: deal.plate, agentName: '甄**', dueOn: workingDayAfter(today(), 10), correctionNote: null });
    expect(seen.findings).toEqual(['行驶证主页：翻拍、屏拍', '车辆左前45°：翻拍、屏拍', '登记证书第1–2页：证件过期', '车架号实拍：无照片、漏拍']);
    expect(seen.items.map(({ slot, code, violation }) => [slot, code, violation])).toEqual([['P22', 'R04', 'B03'], ['P24', 'R04', 'B03'], ['P20', 'R08', null], ['P26', 'R01', 'B02']]);
    expect(seen.items[0]).toMatchObject({ title: '行驶证主页', violationName: '翻拍、截屏、以复印件代原件', corrections: [] });
    expect(seen.steps.map(({ step, by }) => [step, by])).toEqual([['found', '核查一号'], ['notified', '系统']]);
    expect(seen.may).toEqual({ correct: true, review: false, extend: false, withdraw: false });

    const [message] = await toldOf(people.agent, id);
    expect(message).toMatchObject({ kind: 'problem', to: 'person', title: `${deal.plate}的交易核查发现问题，请于${seen.dueOn}前改正` });
    expect(message!.body).toContain('行驶证主页：翻拍、屏拍');
    const [company] = await db().query("SELECT title, body FROM messages WHERE company_id IS NOT NULL AND link = ?", [`problem:${id}`]);
    expect([company.title, company.body]).toEqual([message!.title, message!.body]);
    for (const secret of ['卖方甲', '买方乙', '卖**', '买**']) expect(message!.body).not.toContain(secret);

    const noticed = await violationsOf(id);
    expect(noticed.map(({ code, subject_type, source }) => [code, subject_type, source])).toEqual([['B02', 'agent', 'inspection'], ['B02', 'market', 'inspection'], ['B03', 'agent', 'inspection'], ['B03', 'market', 'inspection']]);
    expect(noticed[2]!.facts).toMatch(new RegExp(`^${deal.plate}（流水号${deal.serial}）行驶证主页：翻拍、屏拍；.+：翻拍、屏拍。$`));
    expect(JSON.parse(noticed[2]!.pictures)).toHaveLength(2);
    expect(JSON.parse(noticed[0]!.pictures)).toEqual([]);
  });

  it('where no rule book is in force: no violation is noticed, and ten working days are given', async () => {
    await db().query("UPDATE rule_books SET effective_on = '2099-01-01' WHERE state = 'adopted'");
    const { id } = await foundProblem(product(), (await nextDeal()).id, [{ slot: 'P22', code: 'R04', violation: 'B03' }]);
    await db().query("UPDATE rule_books SET effective_on = '2026-01-01' WHERE state = 'adopted'");
    expect(await problemOf(people.agent, id)).toMatchObject({ dueOn: workingDayAfter(today(), 10), items: [{ violation: null, violationName: null }] });
    expect(await violationsOf(id)).toEqual([]);
    expect((await problemLetter(db().manager, await db().manager.findOneByOrFail(Problem, { id }), today())).paragraphs.join()).not.toContain('条');
  });

  it('lives from the finding over a refused correction to the verified one, each step with its time', async () => {
    const deal = await nextDeal();
    const { id } = await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R02' }]);
    await corrected(id);
    expect((await problemOf(people.agent, id)).state).toBe('corrected');
    expect((await correct(people.agent, id)).error.code).toBe('problem.wrong_state');
    expect((await problemOf(people.inspector, id)).may).toEqual({ correct: false, review: true, extend: false, withdraw: true });

    await daysLater(1);
    const refused = await review(people.inspector, id, { accepted: false, note: '仍看不清发证日期' });
    expect(refused.body).toMatchObject({ state: 'open', dueOn: workingDayAfter(today(), 10) });
    expect(refused.body.items[0]!.corrections.map(({ state }) => state)).toEqual(['returned']);
    expect((await toldOf(people.agent, id))[0]).toMatchObject({ title: expect.stringContaining('改正没有通过'), body: expect.stringContaining('仍看不清发证日期') });
    expect((await correct(people.agent, id)).error.code).toBe('problem.nothing_corrected');

    await takeCorrection(people.agent, id, 'P22', await retaken('P22', 85));
    expect((await correct(people.agent, id, '换了光线重拍')).body.correctionNote).toBe('换了光线重拍');
    const verified = (await review(people.inspector, id, { accepted: true })).body;
    expect(verified).toMatchObject({ state: 'verified', closedAt: expect.any(String), may: { correct: false, review: false, extend: false, withdraw: false } });
    expect(verified.steps.map(({ step, by, note }) => [step, by, note])).toEqual([
      ['found', '核查一号', null],
      ['notified', '系统', null],
      ['corrected', '代理人', '已重拍'],
      ['refused', '核查一号', '仍看不清发证日期'],
      ['corrected', '代理人', '换了光线重拍'],
      ['verified', '核查一号', null],
    ]);
    expect((await toldOf(people.agent, id))[0]!.title).toContain('改正已通过复核');
    expect((await people.inspector.send('POST /problems/:id/withdrawal', { params: { id }, body: { reason: '误判' } })).error.code).toBe('problem.wrong_state');
    const acts: { action: string }[] = await db().query("SELECT action FROM audit_events WHERE subject_type = 'problem' AND subject_id = ? AND action LIKE 'problems.%' ORDER BY id", [id]);
    expect(acts.map(({ action }) => action)).toEqual(['opened', 'upload_permitted', 'corrected', 'refused', 'upload_permitted', 'corrected', 'accepted'].map((act) => `problems.${act}`));
  });

  it('is reviewed once, however many inspectors decide at the same moment', async () => {
    const { id } = await foundProblem(product(), (await nextDeal()).id, [{ slot: 'P22', code: 'R02' }]);
    await corrected(id);
    const other = await employeeAt(product(), 'inspector2');
    const replies = await Promise.all([review(people.inspector, id, { accepted: true }), review(other, id, { accepted: false, note: '不清楚' })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(replies.find(({ status }) => status === 409)!.error.code).toBe('problem.wrong_state');
    const steps = (await problemOf(people.inspector, id)).steps.filter(({ step }) => step === 'verified' || step === 'refused');
    expect(steps).toHaveLength(1);
  });

  it('that is withdrawn takes its violations back, and nobody has anything to do any more', async () => {
    const { id } = await foundProblem(product(), (await nextDeal()).id, [{ slot: 'P22', code: 'R04' }]);
    expect((await violationsOf(id)).map(({ state }) => state)).toEqual(['noticed', 'noticed']);
    const withdrawn = await people.inspector.call('POST /problems/:id/withdrawal', { params: { id }, body: { reason: '照片由监管摄像头核实为现场拍摄' } });
    expect(withdrawn).toMatchObject({ state: 'withdrawn', steps: expect.arrayContaining([expect.objectContaining({ step: 'withdrawn', note: '照片由监管摄像头核实为现场拍摄' })]) });
    expect((await violationsOf(id)).map(({ state }) => state)).toEqual(['dismissed', 'dismissed']);
    expect((await correct(people.agent, id)).error.code).toBe('problem.wrong_state');
    expect((await people.inspector.send('GET /problems/:id/letter.pdf', { params: { id } })).error.code).toBe('problem.wrong_state');
  });
});

describe('改正期限', () => {
  it('is reminded of two working days before and over a day after it, once each: told, noticed as E05, and still to be corrected', async () => {
    const deal = await nextDeal();
    const { id } = await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R08' }]);
    const { dueOn } = await problemOf(people.agent, id);
    await inspectionsRound(deps());
    expect(await toldOf(people.agent, id)).toHaveLength(1);

    const daysUntil = (day: string) => Math.round((Date.parse(day) - Date.parse(today())) / 86_400_000);
    await daysLater(daysUntil(dueOn));
    await Promise.all([inspectionsRound(deps()), inspectionsRound(deps())]);
    expect((await toldOf(people.agent, id)).map(({ title }) => title)[0]).toBe(`${deal.plate}的问题单即将到期，请于${dueOn}前改正`);
    expect(await toldOf(people.agent, id)).toHaveLength(2);
    expect((await problemOf(people.agent, id)).state).toBe('open');

    await daysLater(1);
    await Promise.all([inspectionsRound(deps()), inspectionsRound(deps())]);
    await inspectionsRound(deps());
    const overdue = await problemOf(people.agent, id);
    expect(overdue).toMatchObject({ state: 'overdue', may: { correct: true } });
    expect(overdue.steps.filter(({ step }) => step === 'overdue')).toEqual([expect.objectContaining({ by: '系统' })]);
    expect(await toldOf(people.agent, id)).toHaveLength(3);
    const noticed = await violationsOf(id);
    expect(noticed.map(({ code, subject_type, source }) => [code, subject_type, source])).toEqual([['E05', 'agent', 'correction']]);
    expect(noticed[0]!.facts).toBe(`${deal.plate}（流水号${deal.serial}）的问题单${overdue.number}应于${dueOn}前改正，逾期未改正。`);

    await corrected(id);
    expect((await review(people.inspector, id, { accepted: true })).body.state).toBe('verified');
  });

  it('is extended by an inspector to a later day, also when it is over', async () => {
    const { id } = await foundProblem(product(), (await nextDeal()).id, [{ slot: 'P22', code: 'R02' }]);
    const { dueOn } = await problemOf(people.inspector, id);
    const extend = (until: string) => people.inspector.send('POST /problems/:id/extension', { params: { id }, body: { until, reason: '车主出差' } });
    expect((await extend(dueOn)).error.fields?.[0]?.field).toBe('until');
    await daysLater(20);
    await inspectionsRound(deps());
    expect((await problemOf(people.inspector, id)).state).toBe('overdue');
    const until = workingDayAfter(today(), 5);
    expect((await people.inspector.send('POST /problems/:id/extension', { params: { id }, body: { until: today(), reason: '车主出差' } })).error.fields?.[0]?.field).toBe('until');
    expect((await people.inspector.send('POST /problems/:id/extension', { params: { id }, body: { until, reason: '车主出差' } })).body).toMatchObject({ state: 'open', dueOn: until });
    expect((await toldOf(people.agent, id))[0]!.title).toContain(`改正期限延长到${until}`);
    await inspectionsRound(deps());
    expect((await problemOf(people.inspector, id)).state).toBe('open');
  });
});

describe('谁看得到', () => {
  it('agents see their own, managers their company’s, markets theirs, everybody else of the staff all; others’ read as not found', async () => {
    const companyId = await newCompany(product());
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    const colleague = await enrolledAgent(product(), companyId);
    const stranger = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const { markets } = await people.agent.call('GET /markets');
    const deal = await quickDeal(product(), colleague, people.operator, { plate: '浙B22221', marketId: markets[0]!.id });
    const { id } = await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R02' }]);
    const clerk = await employeeAt(product(), 'clerk');
    const own = await employeeAt(product(), 'operator1');
    const foreign = await employeeAt(product(), 'operator2');

    for (const who of [colleague, manager, clerk, own]) {
      expect((await problemOf(who, id)).id).toBe(id);
      expect((await who.call('GET /problems', { query: { q: '浙B2222' } })).items.map((problem) => problem.id)).toEqual([id]);
    }
    for (const who of [stranger, foreign, people.agent]) {
      expect((await who.send('GET /problems/:id', { params: { id } })).error.code).toBe('problem.not_found');
      expect((await who.call('GET /problems', { query: { q: '浙B2222' } })).items).toEqual([]);
    }
    for (const who of [stranger, people.agent]) {
      const images = [{ slot: 'P22', contentType: 'image/jpeg' as const, bytes: 1000, capturedAt: new Date().toISOString() }];
      expect((await who.send('POST /problems/:id/images', { params: { id }, body: { images } })).error.code).toBe('problem.not_found');
      expect((await correct(who, id)).error.code).toBe('problem.not_found');
    }
    const foreignManager = await employeeAt(product(), 'manager1');
    await db().query("UPDATE staff SET market_id = (SELECT id FROM markets WHERE code = '0002') WHERE username = 'manager1'");
    expect((await foreignManager.send('GET /problems/:id/letter.pdf', { params: { id } })).error.code).toBe('problem.not_found');
    await db().query("UPDATE staff SET market_id = (SELECT market_id FROM (SELECT market_id FROM staff WHERE username = 'operator1') AS o) WHERE username = 'manager1'");
    expect((await clerk.send('POST /problems/:id/review', { params: { id }, body: { accepted: true } })).status).toBe(403);
    expect(await countProblems(db().manager, { personId: colleague.personId, state: ['open', 'overdue'] })).toBe(1);
    expect(await countProblems(db().manager, { personId: colleague.personId, state: 'verified' })).toBe(0);
  });

  it('finds them by number, serial and plate, page by page, the latest first', async () => {
    const deal = await nextDeal();
    const { id } = await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R02' }]);
    const { number } = await problemOf(people.inspector, id);
    for (const q of [number, number.toLowerCase(), deal.serial, `浙B·${plates}`]) expect((await people.inspector.call('GET /problems', { query: { q } })).items.map((problem) => problem.id)).toEqual([id]);
    const pages: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await people.inspector.call('GET /problems', { query: { limit: 2, ...(cursor ? { cursor } : {}) } as never });
      pages.push(...page.items.map((problem) => problem.id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    const [{ n }] = await db().query('SELECT COUNT(*) AS n FROM problems');
    expect(new Set(pages).size).toBe(Number(n));
    expect(pages).toEqual([...pages].sort().reverse());
    expect((await people.inspector.call('GET /problems', { query: { state: 'verified' } })).items.every(({ state }) => state === 'verified')).toBe(true);
    expect((await people.inspector.send('GET /problems', { query: { cursor: 'x' } })).error.fields?.[0]?.field).toBe('cursor');
  });
});

describe('限期改正通知书', () => {
  it('goes to the company with a copy to the market: findings, articles and deadline, and nobody’s name', async () => {
    const deal = await nextDeal();
    const { id } = await foundProblem(product(), deal.id, [{ slot: 'P22', code: 'R04' }]);
    const response = await people.inspector.send('GET /problems/:id/letter.pdf', { params: { id } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(decodeURIComponent(response.headers.get('content-disposition')!)).toContain('限期改正通知书 WT');
    const problem = await db().manager.findOneByOrFail(Problem, { id });
    const letter = await problemLetter(db().manager, problem, today());
    expect(letter).toMatchObject({ addressee: deal.companyName, title: '限期改正通知书', deadlineOn: problem.dueOn, number: `甬二手车协函〔${today().slice(0, 4)}〕${problem.number}号` });
    const text = letter.paragraphs.join('\n');
    expect(text).toContain(`车牌号${deal.plate}，业务流水号${deal.serial}，行驶证主页：翻拍、屏拍`);
    expect(text).toContain('第八条（影像采集规范）');
    expect(text).toContain(`抄送：${deal.marketName}`);
    for (const secret of ['卖方甲', '买方乙', '甄']) expect(text).not.toContain(secret);
    const [{ n }] = await db().query("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'problems.letter_made' AND subject_id = ?", [id]);
    expect(Number(n)).toBe(1);
  });
});
