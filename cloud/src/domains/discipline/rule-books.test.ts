import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import { uuidv7 } from 'uuidv7';
import { beginOn, daysPass, phoneNow, staffNow } from '../../../test/discipline';
import type { Caller } from '../../../test/people';
import { type EnrolledAgent, enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { dayInShanghai } from '../../clock';
import json from './rule-book.2026-1.json';

const standard = json as RuleBookContent;
const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
beforeEach(() => beginOn(product(), '2026-06-01'));

const make = async (version: string, content: RuleBookContent = standard, by = 'inspector1') => (await staff(by)).send('POST /rule-books', { body: { version, title: '修订稿', content } });
const change = async (version: string, content: RuleBookContent, by = 'clerk') => (await staff(by)).send('PUT /rule-books/:version', { params: { version }, body: { title: '修订稿二', content } });
const propose = async (version: string) => (await staff('clerk')).send('POST /rule-books/:version/proposal', { params: { version } });
const read = async (version: string, who?: Caller) => (who ?? (await staff('president'))).send('GET /rule-books/:version', { params: { version } });
type Adoption = NonNullable<RequestOf<'POST /rule-books/:version/adoption'>['body']>;
const adopt = async (version: string, resolutionId: string, days: Partial<Adoption> = {}) =>
  (await staff('president')).send('POST /rule-books/:version/adoption', { params: { version }, body: { resolutionId, publishedOn: '2026-06-01', publishedWhere: '协会网站', effectiveOn: '2026-06-02', ...days } });

/** The general meeting of today votes on a version; gives the resolution, confirmed unless said otherwise. */
async function vote(version: string, outcome: 'adopted' | 'rejected' | 'adjourned', { confirmed = true } = {}): Promise<string> {
  const clerk = await staff('clerk');
  const { agendaItemId } = (await read(version)).body;
  const { id } = await clerk.call('POST /meetings', { body: { kind: 'general', title: '临时会员大会', heldOn: dayInShanghai(product().clock.now()), place: '协会会议室' } });
  await clerk.call('PUT /meetings/:id/agenda', { params: { id }, body: { itemIds: [agendaItemId!] } });
  await clerk.call('POST /meetings/:id/opening', { params: { id }, body: { entitled: 48, present: 40, guests: '' } });
  const votes = outcome === 'adopted' ? { inFavour: 38, against: 1, abstained: 1 } : { inFavour: 5, against: 35, abstained: 0 };
  const { resolution } = await clerk.call('POST /agenda-items/:id/resolution', { params: { id: agendaItemId! }, body: { outcome, ballot: 'secret', ...votes, text: '如议题所述。' } });
  if (confirmed) await (await staff('president')).call('POST /resolutions/:id/confirmation', { params: { id: resolution!.id } });
  return resolution!.id;
}
/** From draft to adoption by the meeting. */
async function inForce(version: string, content: RuleBookContent, effectiveOn: string): Promise<void> {
  await make(version, content);
  await propose(version);
  const { error } = await adopt(version, await vote(version, 'adopted'), { effectiveOn });
  if (error) throw new Error(JSON.stringify(error));
}
const withCodes = (points: Record<string, number>): RuleBookContent => ({ ...standard, codes: standard.codes.map((code) => ({ ...code, points: points[code.code] ?? code.points })) });

describe('随系统发布的细则', () => {
  it('has its 4 chapters, 19 articles and 40 codes, was passed by the general meeting, and is open to agents', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    const { items } = await agent.call('GET /rule-books');
    expect(items).toEqual([
      expect.objectContaining({
        version: '2026-1', state: 'adopted', inForce: true, effectiveOn: '2026-01-01', madeBy: '随系统发布',
        adoption: { resolutionNumber: '甬二车协决〔2025〕1号', meeting: '2025年度会员大会', heldOn: '2025-12-20', ballot: 'secret', inFavour: 39, against: 2, abstained: 1, publishedOn: '2025-12-22', publishedWhere: '协会网站、公众号和各市场公告栏' },
      }),
    ]); // prettier-ignore
    const { content, differences, may } = (await read('2026-1', agent)).body;
    expect(content.chapters.map(({ title, articles }) => [title, articles.length])).toEqual([['总则', 4], ['代理证与影像核对管理', 8], ['核查与扣分', 5], ['附则', 2]]);
    expect(content.codes).toHaveLength(40);
    expect([differences, may]).toEqual([[], { change: false, propose: false, adopt: false, withdraw: false }]);
  });

  it('says in its articles what its settings say', () => {
    const article = (number: number) => standard.chapters.flatMap(({ articles }) => articles).find((each) => each.number === number)!.text;
    for (const { from } of standard.measures) expect(article(15)).toContain(`${from}分`);
    for (const { days } of standard.measures.filter((measure) => measure.days !== null)) expect(article(15)).toContain(`${days}日`);
    expect(article(13)).toContain(`${standard.correctionWorkingDays}个工作日内改正`);
    expect(article(14)).toContain(`满分为${standard.full}分`);
    expect(article(15)).toContain(`${standard.reapplyAfterMonths}个月后方可重新申请`);
    expect(article(16)).toContain(`告知次日起${standard.defenceWorkingDays}个工作日内可以陈述申辩`);
    expect(article(16)).toContain(`陈述期满后${standard.decisionWorkingDays}个工作日内作出`);
    expect(article(16)).toContain(`决定次日起${standard.appealWorkingDays}个工作日内可以申诉`);
    expect(article(17)).toContain(`${standard.repeat.days}日内第三次`);
    expect(article(17)).toContain(`一个周期至多减${standard.learning.perCycle}分`);
    expect(new Set(standard.codes.map(({ points }) => points).filter((points) => points > 0))).toEqual(new Set([12, 9, 6, 3, 2, 1]));
  });
});

describe('从草稿到生效', () => {
  it('is drafted by one, changed by another, passed by the general meeting, published by the president, and in force from a day to come', async () => {
    expect((await make('2026-2', withCodes({ B03: 9 }))).body).toMatchObject({ state: 'draft', madeBy: '核查一号', adoption: null, inForce: false });
    expect((await make('2026-2')).error.code).toBe('discipline.book_exists');
    const draft = (await read('2026-2')).body;
    expect(draft.differences).toEqual([{ label: '代码B03', inForce: '翻拍、截屏、以复印件代原件，代理人、市场，6分，第8条', here: '翻拍、截屏、以复印件代原件，代理人、市场，9分，第8条' }]);
    expect((await change('2026-2', { ...withCodes({ B03: 9 }), defenceWorkingDays: 7 })).status).toBe(200);

    expect((await propose('2026-2')).status).toBe(200);
    const item = (await (await staff('clerk')).call('GET /agenda-items', { query: { state: 'waiting' } })).items.find(({ link }) => link === 'rule_book:2026-2')!;
    expect(item).toMatchObject({ kind: 'rule_book', title: '审议《修订稿二》（2026-2版）', decidedIn: 'general', madeBy: '文员一号', facts: expect.arrayContaining(['共4章19条，40个违规代码', '第3章 核查与扣分：第13至17条']) });
    expect((await propose('2026-2')).error.code).toBe('discipline.book_wrong_state');
    expect((await change('2026-2', standard)).error.code).toBe('discipline.book_wrong_state');
    expect((await read('2026-2')).body).toMatchObject({ agendaItemId: item.id, may: { change: false, adopt: false } });

    const resolutionId = await vote('2026-2', 'adopted');
    expect((await read('2026-2')).body.may.adopt).toBe(true);
    expect((await change('2026-2', standard)).error.code).toBe('discipline.book_wrong_state');
    expect((await adopt('2026-2', resolutionId, { publishedOn: '2026-05-31' })).error.fields?.[0]).toEqual({ field: 'publishedOn', message: '公布日应在会议召开（2026-06-01）之后，不晚于今天。' });
    expect((await adopt('2026-2', resolutionId, { publishedOn: '2026-06-02' })).error.fields?.[0]?.field).toBe('publishedOn');
    expect((await adopt('2026-2', resolutionId, { effectiveOn: '2026-06-01' })).error.fields?.[0]?.field).toBe('effectiveOn');
    const adopted = await adopt('2026-2', resolutionId);
    expect(adopted.body).toMatchObject({ state: 'adopted', inForce: false, effectiveOn: '2026-06-02', adoption: { meeting: '临时会员大会', inFavour: 38, publishedWhere: '协会网站' } });
    expect((await adopt('2026-2', resolutionId)).error.code).toBe('discipline.book_wrong_state');

    const agent = await enrolledAgent(product(), await newCompany(product()));
    const noticed = async () => (await staff('inspector1')).call('POST /violations', { body: { code: 'B03', subjectType: 'agent', subjectId: agent.personId, facts: '试验' } });
    expect(await noticed()).toMatchObject({ bookVersion: '2026-1', bookPoints: 6, defenceUntil: '2026-06-08' });
    daysPass(product(), 1);
    expect(await noticed()).toMatchObject({ bookVersion: '2026-2', bookPoints: 9, defenceUntil: '2026-06-11' });
    const auditor = await staff('auditor');
    const { items } = await auditor.call('GET /audit-events', { query: { subjectType: 'rule_book', limit: 50 } });
    expect(items.map(({ actionLabel }) => actionLabel).reverse()).toEqual(expect.arrayContaining(['新建管理细则草稿', '修改管理细则草稿', '管理细则提交会员大会', '管理细则通过并公布']));
    expect((await adopt('2026-2', resolutionId)).error.code).toBe('discipline.book_wrong_state');
  });

  it('takes no effect without a confirmed resolution of the general meeting about this very version: not by the president, not by SQL', async () => {
    await make('2026-3');
    await make('2026-4');
    expect((await adopt('2026-3', uuidv7())).error.code).toBe('discipline.resolution_missing');
    await propose('2026-3');
    await propose('2026-4');
    const unconfirmed = await vote('2026-3', 'adopted', { confirmed: false });
    expect((await adopt('2026-3', unconfirmed)).error.code).toBe('discipline.resolution_missing');
    const other = await vote('2026-4', 'adopted');
    expect((await adopt('2026-3', other)).error.code).toBe('discipline.resolution_missing');

    await expect(db().query("UPDATE rule_books SET state = 'adopted', effective_on = '2026-06-05' WHERE version = '2026-3'")).rejects.toThrow(/rule_books_resolved/);
    await expect(db().query("UPDATE rule_books SET state = 'adopted', effective_on = '2026-06-05', resolution_id = ?, published_on = '2026-06-01', published_where = 'x' WHERE version = '2026-3'", [uuidv7()])).rejects.toThrow(/rule_books_resolution/);
    expect((await read('2026-3')).body.state).toBe('draft');
  });

  it('what the meeting rejects may be changed and comes before it again', async () => {
    await make('2026-5');
    await propose('2026-5');
    const rejected = await vote('2026-5', 'rejected');
    expect((await adopt('2026-5', rejected)).error.code).toBe('discipline.resolution_missing');
    expect((await change('2026-5', withCodes({ B03: 3 }))).status).toBe(200);
    await propose('2026-5');
    await vote('2026-5', 'adjourned');
    expect((await change('2026-5', standard)).error.code).toBe('discipline.book_wrong_state');
    expect((await adopt('2026-5', await vote('2026-5', 'adopted'), { effectiveOn: '2026-06-20' })).body.state).toBe('adopted');
  });

  it('is not adopted by who made or changed it, and no two begin on one day', async () => {
    await make('2026-6');
    await propose('2026-6');
    const resolutionId = await vote('2026-6', 'adopted');
    await db().query("UPDATE rule_books SET changed_by = (SELECT id FROM staff WHERE username = 'president') WHERE version = '2026-6'");
    expect((await adopt('2026-6', resolutionId)).error.code).toBe('discipline.book_same_person');
    await db().query("UPDATE rule_books SET changed_by = NULL WHERE version = '2026-6'");
    expect((await adopt('2026-6', resolutionId, { effectiveOn: '2026-06-20' })).error.fields?.[0]?.message).toBe('这一天已有另一版管理细则生效，请换一天。');
  });

  it('a draft is withdrawn from the meeting too, and is nobody’s business outside the association', async () => {
    await make('2026-7');
    await propose('2026-7');
    const agent = await enrolledAgent(product(), await newCompany(product()));
    for (const who of [agent, await staff('manager1')]) {
      expect((await read('2026-7', who)).error.code).toBe('discipline.book_not_found');
      expect((await who.call('GET /rule-books')).items.map(({ state }) => state)).not.toContain('draft');
    }
    const withdrawn = await (await staff('president')).call('POST /rule-books/:version/withdrawal', { params: { version: '2026-7' }, body: { reason: '另行修订' } });
    expect(withdrawn.state).toBe('withdrawn');
    expect((await (await staff('clerk')).call('GET /agenda-items', { query: { state: 'withdrawn' } })).items.map(({ link }) => link)).toContain('rule_book:2026-7');
    expect((await propose('2026-7')).error.code).toBe('discipline.book_wrong_state');
  });
});

describe('前后一致', () => {
  const wrongIn = async (content: RuleBookContent) => ((await make('wrong', content)).error.fields ?? []).map(({ field }) => field);

  it('a book whose parts do not fit is refused, each error at its field', async () => {
    const [first, ...codes] = standard.codes;
    expect(await wrongIn({ ...standard, codes: [first!, { ...first!, article: 77 }, ...codes] })).toEqual(['content.codes.1.code', 'content.codes.1.article']);
    expect(await wrongIn({ ...standard, codes: [{ ...first!, points: 0 }, ...codes] })).toEqual(['content.codes.0.route']);
    expect(await wrongIn({ ...standard, codes: [{ ...first!, route: '另行处理' }, ...codes] })).toEqual(['content.codes.0.route']);
    expect(await wrongIn({ ...standard, full: 11 })).toEqual(expect.arrayContaining(['content.measures.5', 'content.codes.4.points']));
    const [warning, rectification, ...rest] = standard.measures;
    expect(await wrongIn({ ...standard, measures: [rectification!, warning!, ...rest] })).toEqual(['content.measures.1.from', 'content.measures.1.kind']);
    expect(await wrongIn({ ...standard, measures: [{ ...warning!, days: 3 }, rectification!, ...rest] })).toEqual(['content.measures.0.days']);
    expect(await wrongIn({ ...standard, measures: standard.measures.slice(0, -1) })).toEqual(['content.measures.4']);
    expect(await wrongIn({ ...standard, transition: [{ code: 'Z01', from: '2026-01-01', mode: 'points' }] })).toEqual(['content.transition.0.code', 'content.transition']);
    expect(await wrongIn({ ...standard, byReturnCode: { ...standard.byReturnCode, R01: 'Z01' } })).toEqual(['content.byReturnCode.R01']);
    expect(await wrongIn({ ...standard, score: { ...standard.score, amber: 0.2 } })).toEqual(['content.score.red']);
    const [chapter, ...others] = standard.chapters;
    expect((await wrongIn({ ...standard, chapters: [{ ...chapter!, articles: chapter!.articles.slice(1) }, ...others] }))[0]).toBe('content.chapters.0.articles.0.number');
  });
});

describe('过渡与效果', () => {
  let agent: EnrolledAgent;
  const decided = async (code: string, outcome: 'points' | 'correction', subject = agent) => {
    const { id } = await (await staff('inspector1')).call('POST /violations', { body: { code, subjectType: 'agent', subjectId: subject.personId, facts: '试验' } });
    await (await phoneNow(product(), subject)).call('POST /violations/:id/statement', { params: { id }, body: { text: '说明' } });
    return (await staff('inspector1')).send('POST /violations/:id/decision', { params: { id }, body: { outcome, reason: '事实清楚' } });
  };
  beforeEach(async () => {
    agent = await enrolledAgent(product(), await newCompany(product()));
  });

  it('what the violations of the past year would have meant, by code, measure and subject', async () => {
    beginOn(product(), '2026-03-02');
    const other = await enrolledAgent(product(), await newCompany(product()));
    for (const [code, outcome, subject] of [['B03', 'points', agent], ['B07', 'points', agent], ['B01', 'correction', agent], ['B05', 'points', other]] as const) expect((await decided(code, outcome, subject)).status).toBe(200);
    const stricter: RuleBookContent = { ...withCodes({ B03: 9, B05: 3 }), transition: [{ code: null, from: '2026-01-01', mode: 'points' }] };
    await make('2026-8', stricter);
    const effect: AnswerOf<'GET /rule-books/:version/effect'> = await (await staff('president')).call('GET /rule-books/:version/effect', { params: { version: '2026-8' } });
    expect(effect).toMatchObject({ from: '2025-03-02', to: '2026-03-02', violations: 4, points: { inForce: 6 + 3 + 0 + 6, here: 9 + 3 + 1 + 3 } });
    expect(effect.codes.map(({ code, count, inForce, here }) => [code, count, inForce, here])).toEqual([['B01', 1, 0, 1], ['B03', 1, 6, 9], ['B05', 1, 6, 3], ['B07', 1, 3, 3]]);
    // The agent comes from 9 points to 13 (7 days' suspension to cancellation), whose company from 3 to 4; the other one from 6 to 3, whose company from 2 to 1.
    expect(effect.measures).toEqual([
      { kind: 'warning', inForce: 1, here: 2 },
      { kind: 'rectification', inForce: 1, here: 0 },
      { kind: 'suspension', inForce: 1, here: 0 },
      { kind: 'cancellation', inForce: 0, here: 1 },
    ]);
    expect([effect.better, effect.worse]).toEqual([2, 2]);
  });

  it('a minor case is pointed out the first time as long as anything is only pointed out, and costs points the second time', async () => {
    const transition: RuleBookContent['transition'] = [{ code: null, from: '2026-01-01', mode: 'correction' }, { code: 'B01', from: '2026-01-01', mode: 'points' }];
    await inForce('2026-9', { ...standard, transition }, '2026-07-01');
    beginOn(product(), '2026-07-01');
    expect((await decided('B03', 'points')).error.fields?.[0]?.message).toBe('“B03 翻拍、截屏、以复印件代原件”在告知当日只指出改正，请选择指出改正或不予处理。');
    expect((await decided('B01', 'points')).error.fields?.[0]?.message).toBe('这是当事人在过渡期内首次发生的轻微违规“B01 影像模糊、反光、缺边”，只指出改正，不扣分。');
    expect((await decided('B01', 'correction')).status).toBe(200);
    expect((await decided('B01', 'points')).body).toMatchObject({ outcome: 'points', points: 1 });
  });
});
