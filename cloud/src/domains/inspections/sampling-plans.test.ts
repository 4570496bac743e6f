import type { AnswerOf, RequestOf } from '@yongche/contract';
import { dayInShanghai, nextDay } from '../../clock';
import { drawAll, inspectors, judgedCase, likeDeals } from '../../../test/inspections';
import { type Caller, employeeAt, verifiedAgent } from '../../../test/people';
import { quickDeal } from '../../../test/problems';
import { useProduct } from '../../../test/use-product';
import { InspectionDraw } from './inspection-draw.entity';
import standard from './sampling-plan.2026-1.json';

const product = useProduct();
const db = () => product().server.deps.db;
let people: Record<'inspector' | 'president' | 'auditor' | 'clerk' | 'agent' | 'operator', Caller>;
let model: AnswerOf<'GET /transactions/:id'>;
beforeAll(async () => {
  people = {
    inspector: await employeeAt(product(), 'inspector1'),
    president: await employeeAt(product(), 'president'),
    auditor: await employeeAt(product(), 'auditor'),
    clerk: await employeeAt(product(), 'clerk'),
    agent: await verifiedAgent(product()),
    operator: await employeeAt(product(), 'operator1'),
  };
  model = await quickDeal(product(), people.agent, people.operator, { plate: '浙B10001' });
});

type Content = NonNullable<RequestOf<'POST /sampling-plans'>['body']>['content'];
const make = (version: string, change: Partial<Content> = {}) => people.inspector.send('POST /sampling-plans', { body: { version, title: '试用', content: { ...standard, ...change } } });
const change = (version: string, content: Partial<Content>) => people.inspector.send('PUT /sampling-plans/:version', { params: { version }, body: { title: '改过', content: { ...standard, ...content } } });
const adopt = (version: string, effectiveOn: string, by = people.president) => by.send('POST /sampling-plans/:version/adoption', { params: { version }, body: { effectiveOn } });
const withdraw = (version: string, by = people.inspector) => by.send('POST /sampling-plans/:version/withdrawal', { params: { version }, body: { reason: '另行修订' } });
const trial = (version: string, from: string, to: string) => people.inspector.send('GET /sampling-plans/:version/trial', { params: { version }, query: { from, to } });
const today = () => dayInShanghai(product().clock.now());
const tomorrow = () => nextDay(today());

describe('抽样计划', () => {
  it('the first one came with the system: a third, three in a hundred as control, one in twenty twice', async () => {
    const { items } = await people.auditor.call('GET /sampling-plans');
    expect(items).toMatchObject([{ version: '2026-1', state: 'adopted', effectiveOn: '2026-01-01', inForce: true, madeBy: '随系统发布', content: { rate: 1 / 3, control: 0.03, blindSecond: 0.05, newAgents: { days: 30, rate: 1 }, repeatOffenders: { days: 90, problems: 2, rate: 1 } } }]);
  });

  it('from draft to adoption by somebody else, for deals of a day to come; then it draws', async () => {
    expect((await make('2027-1', { rate: 0.1 })).body).toMatchObject({ state: 'draft', madeBy: '核查一号', inForce: false, may: { change: true, adopt: false, withdraw: true } });
    expect((await make('2027-1')).error.code).toBe('inspection.plan_exists');
    expect((await change('2027-1', { rate: 1, newAgents: { days: 0, rate: 0 } })).body).toMatchObject({ title: '改过', content: { rate: 1 } });
    const [seen] = (await people.president.call('GET /sampling-plans')).items;
    expect(seen!.may).toEqual({ change: false, adopt: true, withdraw: true });
    expect((await adopt('2027-1', today())).error.fields?.[0]).toMatchObject({ field: 'effectiveOn' });
    expect((await adopt('2027-1', tomorrow())).body).toMatchObject({ state: 'adopted', adoptedBy: '会长一号', inForce: false });
    expect((await change('2027-1', {})).error.code).toBe('inspection.plan_wrong_state');

    const deals = [...(await likeDeals(product(), model.id, 1)), ...(await likeDeals(product(), model.id, 1, { at: new Date(product().clock.now().getTime() + 24 * 3600_000) }))];
    await drawAll(product(), deals);
    const plans = await Promise.all(deals.map(async (transactionId) => (await db().manager.findOneByOrFail(InspectionDraw, { transactionId })).planVersion));
    expect(plans).toEqual(['2026-1', '2027-1']);
  });

  it('is not adopted by who made or changed it, and no two on one day; what is in force is not withdrawn', async () => {
    await make('2027-2');
    const [{ id: president }] = await db().query("SELECT id FROM staff WHERE username = 'president'");
    await db().query("UPDATE sampling_plans SET changed_by = ? WHERE version = '2027-2'", [president]);
    expect((await adopt('2027-2', '2027-06-01')).error.code).toBe('inspection.plan_same_person');
    await db().query("UPDATE sampling_plans SET changed_by = NULL WHERE version = '2027-2'");
    expect((await adopt('2027-2', tomorrow())).error.fields?.[0]?.message).toBe('这一天已有另一个抽样计划生效，请换一天。');
    expect((await adopt('2027-2', '2027-06-01')).status).toBe(200);
    expect((await adopt('2027-2', '2027-07-01')).error.code).toBe('inspection.plan_wrong_state');
    expect((await withdraw('2027-2', people.president)).body).toMatchObject({ state: 'withdrawn', effectiveOn: null });
    expect((await withdraw('2027-2')).error.code).toBe('inspection.plan_wrong_state');
    expect((await withdraw('2026-1')).error.code).toBe('inspection.plan_wrong_state');
    expect((await withdraw('2026-9')).error.code).toBe('inspection.plan_not_found');
  });

  it('names what is unknown, stands twice or makes no sense', async () => {
    const { markets } = await people.agent.call('GET /markets');
    const id = markets[0]!.id;
    const wrong = await make('2027-3', {
      markets: [{ marketId: id, rate: 0.5 }, { marketId: '00000000-0000-4000-8000-000000000000', rate: 0.5 }, { marketId: id, rate: 0.2 }],
      agents: [{ certificateNumber: model.certificateNumber, rate: 1 }, { certificateNumber: '甬代20990001', rate: 1 }],
      days: [{ on: '2027-02-01', rate: 1 }, { on: '2027-02-01', rate: 0.5 }],
    });
    expect(wrong.error.fields).toEqual([
      { field: 'content.days.1.on', message: '与前面的重复，请删去一项' },
      { field: 'content.markets.1.marketId', message: '没有这个市场，请重新选择' },
      { field: 'content.markets.2.marketId', message: '与前面的重复，请删去一项' },
      { field: 'content.agents.1.certificateNumber', message: '没有这个代理证编号，请核对' },
    ]);
    expect((await make('2027-3', { rate: 1.2 })).error.fields?.[0]?.field).toBe('content.rate');
    expect((await make('2027-3', { redFrom: 0 })).error.fields?.[0]?.field).toBe('content.redFrom');
  });

  it('every step stands in the audit log; who has no part in it is refused', async () => {
    const { items } = await people.auditor.call('GET /audit-events', { query: { subjectType: 'sampling_plan', limit: 50 } });
    expect(items.filter(({ subject }) => subject.name === '2027-2').map(({ actionLabel }) => actionLabel).reverse()).toEqual(['新建抽样计划', '通过抽样计划', '撤回抽样计划']);
    expect((await people.clerk.send('GET /sampling-plans')).status).toBe(403);
    expect((await people.president.send('POST /sampling-plans', { body: { version: '2027-4', title: '试用', content: standard } })).status).toBe(403);
    expect((await adopt('2027-1', tomorrow(), people.inspector)).status).toBe(403);
  });
});

describe('试抽', () => {
  it('says what a draft would have drawn, and touches nothing', async () => {
    const { markets } = await people.agent.call('GET /markets');
    const [one, other] = markets.map(({ id }) => id);
    const like = (day: string, count: number, more = {}) => likeDeals(product(), model.id, count, { at: new Date(`${day}T02:00:00Z`), ...more });
    await like('2026-06-01', 9);
    const [red] = await like('2026-06-01', 1);
    await db().query("UPDATE rule_results SET severity = 'block', verdict = 'inconsistent' WHERE transaction_id = ? AND rule = 'T-18'", [red]);
    await like('2026-06-02', 8, { marketId: other });
    await make('2027-5', { rate: 1 / 3, control: 0.5, markets: [{ marketId: other!, rate: 0.25 }] });
    const counts = () => Promise.all(['inspection_draws', 'inspection_cases', 'inspection_strata', 'inspection_looks'].map(async (table) => (await db().query(`SELECT COUNT(*) AS n FROM ${table}`))[0].n));
    const before = await counts();
    const { body } = await trial('2027-5', '2026-06-01', '2026-06-30');
    expect(body).toEqual({
      completed: 18,
      drawn: { red: 1, sample: 5, control: 6, requested: 0 },
      days: [
        { on: '2026-06-01', completed: 10, drawn: { red: 1, sample: 3, control: 3, requested: 0 } },
        { on: '2026-06-02', completed: 8, drawn: { red: 0, sample: 2, control: 3, requested: 0 } },
      ],
      strata: [
        { name: '示范二手车市场 · 日常', completed: 9, sample: 3 },
        { name: '样板汽车城 · 指定市场', completed: 8, sample: 2 },
      ],
    });
    expect(await counts()).toEqual(before);
    expect(one).toBe(model.marketId);
  });

  it('draws as many as the plan draws in earnest', async () => {
    const ids = await likeDeals(product(), model.id, 20, { at: new Date('2026-07-01T02:00:00Z') });
    const { body } = await trial('2026-1', '2026-07-01', '2026-07-01');
    await drawAll(product(), ids);
    const draws = await Promise.all(ids.map((transactionId) => db().manager.findOneByOrFail(InspectionDraw, { transactionId })));
    const count = (origin: string) => draws.filter((draw) => draw.origin === origin).length;
    expect(body.drawn).toEqual({ red: count('red'), sample: count('sample'), control: count('control'), requested: 0 });
  });

  it('knows agents with problems of the days before, for as long as the plan says', async () => {
    const at = new Date('2026-08-20T02:00:00Z');
    const [deal, later] = [...(await likeDeals(product(), model.id, 1, { at })), ...(await likeDeals(product(), model.id, 1, { at: new Date('2026-08-26T02:00:00Z') }))];
    const [inspector] = await inspectors(product(), ['inspector1']);
    for (const problem of ['open', 'verified', 'withdrawn'] as const) {
      const [of] = await likeDeals(product(), model.id, 1, { at: new Date('2026-08-01T02:00:00Z') });
      await judgedCase(product(), of!, { first: [inspector!.staffId, 'problem'], problem, at: new Date('2026-08-16T02:00:00Z') });
    }
    await make('2027-6', { rate: 0, control: 0, repeatOffenders: { days: 7, problems: 2, rate: 1 } });
    const strata = async (version: string, day: string) => (await trial(version, day, day)).body.strata.map(({ name, sample }) => [name, sample]);
    expect(await strata('2027-6', '2026-08-20')).toEqual([['示范二手车市场 · 问题多发代理人', 1]]);
    expect(await strata('2027-6', '2026-08-26')).toEqual([['示范二手车市场 · 日常', 0]]);
    await drawAll(product(), [deal!, later!]);
    expect((await db().manager.findOneByOrFail(InspectionDraw, { transactionId: deal! })).stratum).toBe(`repeat|${model.marketId}`);
  });

  it('looks at a month at most', async () => {
    expect((await trial('2026-1', '2026-07-01', '2026-08-01')).error.fields).toEqual([{ field: 'to', message: '一次最多试抽31天，请缩短时间。' }]);
    expect((await trial('2026-1', '2026-07-02', '2026-07-01')).error.fields?.[0]?.field).toBe('to');
    expect((await trial('2026-9', '2026-07-01', '2026-07-01')).error.code).toBe('inspection.plan_not_found');
  });
});
