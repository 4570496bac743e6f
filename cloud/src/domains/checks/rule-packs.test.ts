import type { AnswerOf, RequestOf } from '@yongche/contract';
import { dayInShanghai, nextDay } from '../../clock';
import { type Caller, employeeAt, newDeal, verifiedAgent } from '../../../test/people';
import { readDeal, retakePaper } from '../../../test/read-deals';
import { useProduct } from '../../../test/use-product';
import standard from './rule-pack.2026-1.json';
import type { RuleCode } from './rules/rule';

const product = useProduct();
let people: Record<'technician' | 'inspector' | 'president' | 'operator' | 'manager' | 'agent', Caller>;
beforeAll(async () => {
  people = {
    technician: await employeeAt(product(), 'technician'),
    inspector: await employeeAt(product(), 'inspector1'),
    president: await employeeAt(product(), 'president'),
    operator: await employeeAt(product(), 'operator1'),
    manager: await employeeAt(product(), 'manager1'),
    agent: await verifiedAgent(product()),
  };
});

type Content = NonNullable<RequestOf<'POST /rule-packs'>['body']>['content'];
/** The standard pack but for some rules: their severity, and settings beside their own. */
function packWith(rules: Partial<Record<RuleCode, { severity?: string; settings?: object }>>): Content {
  const changed = Object.entries(rules).map(([code, { settings, ...change }]) => {
    const usual = standard.rules[code as RuleCode];
    return [code, { ...usual, ...change, settings: { ...usual.settings, ...settings } }];
  });
  return { ...standard, waitsForReadingSeconds: 0, rules: { ...standard.rules, ...Object.fromEntries(changed) } } as Content;
}
const make = (version: string, content: Content) => people.technician.send('POST /rule-packs', { body: { version, title: '试用', content } });
const shadow = (version: string) => people.technician.call('POST /rule-packs/:version/shadow', { params: { version } });
const adopt = (version: string, effectiveOn: string, by = people.president) => by.send('POST /rule-packs/:version/adoption', { params: { version }, body: { effectiveOn, resolution: '会长会议2026年第11次' } });
const withdraw = (version: string) => people.inspector.send('POST /rule-packs/:version/withdrawal', { params: { version }, body: { reason: '另行修订' } });
const today = () => dayInShanghai(product().clock.now());
const effectOf = async (version: string) => people.inspector.call('GET /rule-packs/:version/effect', { params: { version } });
const ruleIn = ({ rules }: AnswerOf<'GET /rule-packs/:version/effect'>, rule: RuleCode) => rules.find((effect) => effect.rule === rule)!;

async function submitted(papers: Parameters<typeof readDeal>[2] = {}): Promise<string> {
  const id = await readDeal(product(), people.agent, papers);
  await people.agent.call('POST /transactions/:id/submission', { params: { id } });
  return id;
}
async function completed(id: string): Promise<void> {
  const { slots } = await people.operator.call('GET /transactions/:id', { params: { id } });
  const checkedImageIds = slots.flatMap(({ images }) => images.filter(({ state }) => state === 'accepted').map((image) => image.id));
  await people.operator.call('POST /transactions/:id/completion', { params: { id }, body: { checkedImageIds } });
}
async function sentBack(id: string, slot: string, code: 'R09' | 'R02'): Promise<void> {
  const { slots } = await people.operator.call('GET /transactions/:id', { params: { id } });
  const imageId = slots.find((candidate) => candidate.code === slot)!.images.at(-1)!.id;
  await people.operator.call('POST /transactions/:id/returns', { params: { id }, body: { images: [{ imageId, code }] } });
}

describe('规则包', () => {
  it('the first one came with the system and is in force; the tests’ own takes its place', async () => {
    const { items } = await people.president.call('GET /rule-packs');
    expect(items.map(({ version, state, inForce, madeBy }) => [version, state, inForce, madeBy])).toEqual([
      ['test', 'adopted', true, '随系统发布'],
      ['2026-1', 'adopted', false, '随系统发布'],
    ]);
  });

  it('from draft over shadow to adoption by somebody else, for deals that begin on a day to come', async () => {
    expect((await make('2027-1', packWith({ 'T-14': { severity: 'block', settings: { days: 30 } } }))).body).toMatchObject({ state: 'draft', madeBy: '运维一号', inForce: false });
    const seen = await people.president.call('GET /rule-packs/:version', { params: { version: '2027-1' } });
    expect(seen.differences).toEqual([
      { label: 'T-14 短期内多次交易：后果', inForce: '标记', here: '拦截' },
      { label: 'T-14 短期内多次交易：再次交易距上次不足多少天', inForce: '90', here: '30' },
    ]);
    expect(seen.may).toEqual({ change: false, shadow: false, adopt: false, withdraw: true, replay: false });
    expect((await adopt('2027-1', nextDay(today()))).error.code).toBe('check.pack_wrong_state');
    await shadow('2027-1');
    const change = await people.technician.send('PUT /rule-packs/:version', { params: { version: '2027-1' }, body: { title: '改', content: packWith({}) } });
    expect(change.error.code).toBe('check.pack_wrong_state');

    expect((await adopt('2027-1', today())).error.fields?.[0]?.field).toBe('effectiveOn');
    const before = (await newDeal(people.agent)).id;
    expect((await adopt('2027-1', nextDay(today()))).body).toMatchObject({ state: 'adopted', adoptedBy: '会长一号', inForce: false });
    product().clock.advance(24 * 3600);
    const agent = await verifiedAgent(product());
    const after = (await newDeal(agent)).id;
    const packOf = async (id: string) => (await agent.call('GET /transactions/:id/checks', { params: { id } })).packVersion;
    expect([await packOf(before), await packOf(after)]).toEqual(['test', '2027-1']);
    product().clock.advance(-24 * 3600);
  });

  it('is not adopted by who made or changed it, and no two on one day', async () => {
    await make('2027-2', packWith({}));
    await shadow('2027-2');
    const { db } = product().server.deps;
    const [{ id: president }] = await db.query("SELECT id FROM staff WHERE username = 'president'");
    await db.query("UPDATE rule_packs SET changed_by = ? WHERE version = '2027-2'", [president]);
    expect((await adopt('2027-2', '2027-06-01')).error.code).toBe('check.pack_same_person');
    await db.query("UPDATE rule_packs SET changed_by = NULL WHERE version = '2027-2'");
    expect((await adopt('2027-2', nextDay(today()))).error.fields?.[0]?.message).toBe('这一天已有另一个规则包生效，请换一天。');
    expect((await adopt('2027-2', '2027-06-01')).status).toBe(200);
    expect((await withdraw('2027-2')).body).toMatchObject({ state: 'withdrawn', effectiveOn: null });
    expect((await withdraw('test')).error.code).toBe('check.pack_wrong_state');
  });

  it('sets what the rules know, each of its kind', async () => {
    const unknown = await make('2027-3', packWith({ 'T-14': { settings: { dayz: 30 } } }));
    expect(unknown.error.fields).toEqual([{ field: 'content.rules.T-14.settings.dayz', message: '规则T-14没有这项设置' }]);
    const wrong = await make('2027-3', packWith({ 'T-14': { settings: { days: 'thirty' } } }));
    expect(wrong.error.fields).toEqual([{ field: 'content.rules.T-14.settings.days', message: '应填写数字' }]);
    expect((await make('test', packWith({}))).error.code).toBe('check.pack_exists');
  });

  it('every step stands in the audit log, by its version', async () => {
    const auditor = await employeeAt(product(), 'auditor');
    const { items } = await auditor.call('GET /audit-events', { query: { subjectType: 'rule_pack', limit: 50 } });
    const acts = items.filter(({ subject }) => subject.name === '2027-2').map(({ actionLabel }) => actionLabel);
    expect(acts.reverse()).toEqual(['新建规则包', '规则包开始影子运行', '通过规则包', '撤回规则包']);
  });
});

describe('影子运行', () => {
  it('sees what people saw, costs nobody anything, and shows with whom it agrees', async () => {
    await make('shadow-1', packWith({ 'T-18': { severity: 'block' }, 'T-19': { settings: { localOffices: '宁波,杭州' } } }));
    await shadow('shadow-1');
    const otherWords = { papers: { P30: { fields: { totalInWords: '壹拾叁万捌仟元整' } } } };

    const agreed = await submitted(otherWords);
    await sentBack(agreed, 'P30', 'R09');
    await retakePaper(product(), agreed, 'P30');
    await people.agent.call('POST /transactions/:id/submission', { params: { id: agreed } });
    await completed(agreed);
    const disagreed = await submitted(otherWords);
    await completed(disagreed);
    const missed = await submitted();
    await sentBack(missed, 'P30', 'R09');
    const elsewhere = await submitted();
    await sentBack(elsewhere, 'P22', 'R02');

    const effect = await effectOf('shadow-1');
    expect([effect.deals, effect.replay]).toEqual([4, null]);
    expect(ruleIn(effect, 'T-18')).toMatchObject({ severity: 'block', severityInForce: 'flag', hits: 2, hitsInForce: 2, agreed: 1, disagreed: 1, missed: 1, uncertain: 0 });
    expect(ruleIn(effect, 'T-02')).toMatchObject({ hits: 0, missed: 1 });
  });

  it('is replayed over history from what was read then, in slices, and looks at the pictures that people judged', async () => {
    const { db } = product().server.deps;
    await db.query('DELETE FROM readings WHERE transaction_id = ?', [await submitted()]);
    await make('shadow-2', packWith({ 'T-18': { settings: { leastYuan: 200_000 } } }));
    await shadow('shadow-2');
    const replays = { params: { version: 'shadow-2' }, body: { from: today(), to: today() } };
    expect((await people.technician.send('POST /rule-packs/:version/replays', replays)).status).toBe(201);
    let effect = await effectOf('shadow-2');
    while (effect.replay) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      effect = await effectOf('shadow-2');
    }
    expect([effect.deals, effect.replay, effect.skipped]).toEqual([4, null, 1]);
    // Two had other words than figures in the picture that came before the counter, the other two cost less than the pack likes.
    expect(ruleIn(effect, 'T-18')).toMatchObject({ hits: 4, hitsInForce: 2, agreed: 2, disagreed: 1 });
    await withdraw('shadow-2');
    expect((await people.technician.send('POST /rule-packs/:version/replays', replays)).error.code).toBe('check.pack_wrong_state');
  });

  it('shows agents and counters nothing of a rule that only watches', async () => {
    await make('2027-9', packWith({ 'T-18': { severity: 'shadow' } }));
    await shadow('2027-9');
    await adopt('2027-9', '2026-12-31');
    const id = await readDeal(product(), people.agent, { papers: { P30: { fields: { totalInWords: '壹元整' } } } });
    const { db } = product().server.deps;
    await db.query("UPDATE transactions SET rule_pack = '2027-9' WHERE id = ?", [id]);
    const rulesFor = async (who: Caller) => (await who.call('GET /transactions/:id/checks', { params: { id } })).results.map(({ rule }) => rule);
    expect(await rulesFor(people.agent)).not.toContain('T-18');
    expect(await rulesFor(people.operator)).not.toContain('T-18');
    expect(await rulesFor(people.inspector)).toContain('T-18');
  });
});

describe('预检统计', () => {
  it('counts verdicts, disputes and overrides, and who let what pass', async () => {
    const id = await readDeal(product(), people.agent, { papers: { P30: { fields: { vin: 'LSGPC52U6AF102564' } } } });
    await people.agent.call('POST /transactions/:id/check-disputes', { params: { id }, body: { rule: 'T-04', note: '原件如此' } });
    await people.agent.call('POST /transactions/:id/submission', { params: { id } });
    await people.operator.call('POST /transactions/:id/check-overrides', { params: { id }, body: { rule: 'T-04', reason: '已看原件' } });
    await completed(id);
    const range = { query: { from: today(), to: today() } };
    const figures = await people.manager.call('GET /check-figures', range);
    expect(figures.rules.find(({ rule }) => rule === 'T-04')).toMatchObject({ inconsistent: 1, disputed: 1, overridden: 1 });
    expect(figures.overrides).toEqual([{ marketName: '示范二手车市场', operatorName: '柜台一号', completed: 3, overridden: 1 }]);
    expect((await people.inspector.call('GET /check-figures', range)).deals).toBe(figures.deals);
    expect((await people.inspector.call('GET /check-figures', { query: { from: '2025-01-01', to: '2025-12-31' } })).deals).toBe(0);
  });
});
