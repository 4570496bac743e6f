import { uuidv7 } from 'uuidv7';
import type { AnswerOf } from '@yongche/contract';
import { dayInShanghai, startOfDay } from '../../clock';
import { type Caller, employeeAt } from '../../../test/people';
import { enrolledAgent, type EnrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { InspectionCase } from '../inspections/inspection-case.entity';
import { InspectionLook } from '../inspections/inspection-look.entity';
import { Problem } from '../inspections/problem.entity';
import { Staff } from '../identity/staff.entity';
import { Transaction } from '../transactions/transaction.entity';
import { monthAfter } from '../ledger/calendar-month';
import { firstDayOf } from './score-months';
import { scoreRound } from './score-round';
import { Violation } from './violation.entity';

const product = useProduct();
type Who = 'inspector' | 'president' | 'adviser' | 'manager';
const usernames: Record<Who, string> = { inspector: 'inspector1', president: 'president', adviser: 'adviser', manager: 'manager1' };
let people: Record<Who, Caller & { cookie: string }>;
let markets: { id: string; name: string }[];
let company: { id: string; agent: EnrolledAgent };
let other: { id: string; agent: EnrolledAgent };
let inspector: string;

const db = () => product().server.deps.db;
const thisMonth = () => dayInShanghai(product().clock.now()).slice(0, 7);
/** Eleven in the morning on a day of a month. */
const on = (month: string, day: number) => new Date(startOfDay(firstDayOf(month)).getTime() + ((day - 1) * 24 + 11) * 3600_000);

async function logIn() {
  const entered: [string, Caller][] = [];
  for (const [who, username] of Object.entries(usernames)) entered.push([who, await employeeAt(product(), username)]);
  people = Object.fromEntries(entered) as typeof people;
}
beforeAll(async () => {
  await logIn();
  markets = await db().query('SELECT id, name FROM markets ORDER BY code');
  const trading = async (name: string) => {
    const id = await newCompany(product(), name);
    return { id, agent: await enrolledAgent(product(), id, { manages: true }) };
  };
  company = await trading('评分车行有限公司');
  other = await trading('另一车行有限公司');
  inspector = (await db().manager.findOneByOrFail(Staff, { username: 'inspector1' })).id;
});

interface Happened {
  month: string;
  market?: number;
  of?: typeof company;
  completed: number;
  inspected: number;
  problems: number;
  /** Of the problems. */
  withdrawn?: number;
  overdue?: number;
}
let serials = 0;

/** Deals of a month, the first of which are inspected, the first of those with problems. */
async function happened({ month, market = 0, of = company, completed, inspected, problems, withdrawn = 0, overdue = 0 }: Happened): Promise<void> {
  const marketId = markets[market]!.id;
  for (let at = 0; at < completed; at++) {
    const id = uuidv7();
    // The first minute of a month in Shanghai is still the month before in UTC.
    const completedAt = at === 0 ? new Date(startOfDay(firstDayOf(month)).getTime() + 60_000) : on(month, 1 + (at % 28));
    const deal = { id, serial: String(++serials).padStart(18, '9'), business: 'city_transfer', state: 'completed', channel: 'mobile', marketId, companyId: of.id, certificateId: of.agent.certificateId, personId: of.agent.personId } as const;
    await db().manager.insert(Transaction, { ...deal, vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, rulesVersion: '2026-1', createdAt: completedAt, completedAt });
    if (at >= inspected) continue;
    const isProblem = at < problems;
    const caseId = uuidv7();
    await db().manager.insert(InspectionCase, { id: caseId, transactionId: id, origin: 'sample', risk: 0, state: isProblem ? 'problem' : 'passed', day: dayInShanghai(completedAt), createdAt: completedAt, closedAt: completedAt });
    if (!isProblem) continue;
    const lookId = uuidv7();
    await db().manager.insert(InspectionLook, { id: lookId, caseId, kind: 'first', turn: 0, state: 'settled', claimableAt: completedAt, staffId: inspector, decidedAt: completedAt, verdict: 'problem' });
    const state = at < withdrawn ? 'withdrawn' : at < withdrawn + overdue ? 'overdue' : 'verified';
    await db().manager.insert(Problem, { id: uuidv7(), number: `WT${serials}`, transactionId: id, lookId, state, foundBy: inspector, foundAt: completedAt, dueOn: dayInShanghai(completedAt), closedAt: state === 'overdue' ? null : completedAt, personId: of.agent.personId, companyId: of.id, marketId });
  }
}

/** A violation that was decided with points and counts. */
async function violated(subject: { type: 'market' | 'company' | 'agent'; id: string }, code: string, points: number, change: Partial<Violation> = {}, month = thisMonth()): Promise<void> {
  const at = on(month, 2);
  const id = uuidv7();
  const said = { facts: '事实', pictures: [], decisionReason: '理由', defenceUntil: dayInShanghai(at), decideBy: dayInShanghai(at) };
  await db().manager.insert(Violation, { id, number: `WG${++serials}`, about: id, code, bookVersion: '2026-1', subjectType: subject.type, subjectId: subject.id, source: 'person', state: 'decided', outcome: 'points', noticedAt: at, decidedAt: at, decidedBy: inspector, points, standing: 'counted', ...said, ...change });
}

describe('评分卡', () => {
  beforeAll(async () => {
    const month = thisMonth();
    await happened({ month, market: 0, completed: 40, inspected: 21, problems: 5, withdrawn: 1, overdue: 2 });
    await happened({ month, market: 1, of: other, completed: 20, inspected: 20, problems: 0 });
    await happened({ month, market: 2, of: other, completed: 12, inspected: 10, problems: 5 });
    await happened({ month: monthAfter(month, -1), completed: 10, inspected: 10, problems: 1 });
    await happened({ month: monthAfter(month, -11), completed: 3, inspected: 1, problems: 0 });
    await violated({ type: 'market', id: markets[0]!.id }, 'B03', 6);
    await violated({ type: 'market', id: markets[0]!.id }, 'B02', 2, { appealState: 'open', appealAt: on(month, 3), standing: 'pending' });
    await violated({ type: 'company', id: company.id }, 'A02', 2);
    await violated({ type: 'agent', id: company.agent.personId }, 'C02', 3, { companyId: company.id, marketId: markets[0]!.id });
    await violated({ type: 'agent', id: company.agent.personId }, 'B02', 2, { companyId: company.id, marketId: markets[0]!.id });
  }, 60_000);

  it('of a month gives each market its rate with the interval, and its colour by the lower end', async () => {
    const { month, items } = await people.president.call('GET /score-cards', {});
    expect(month).toBe(thisMonth());
    expect(items.slice(0, 3).map(({ id, colour, completed, inspected, problems, overdue, points }) => [markets.findIndex((market) => market.id === id), colour, completed, inspected, problems, overdue, points])).toEqual([
      [2, 'red', 12, 10, 5, 0, 0], // 5 of 10: at least 23.7 %
      [0, 'amber', 40, 21, 4, 2, 6], // 4 of 21 (the withdrawn one was none): at least 7.7 %
      [1, 'green', 20, 20, 0, 0, 0],
    ]);
    const [, amber] = items;
    expect(amber!.problemRate!.share).toBeCloseTo(4 / 21, 6);
    expect(amber!.problemRate!.low).toBeCloseTo(0.0767, 3);
    expect(amber!.problemRate!.high).toBeCloseTo(0.4, 3);
    expect(amber!.before!.share).toBeCloseTo(0.1, 6);
    // Nothing was inspected there: nothing is said.
    expect(items.slice(3).every(({ colour, problemRate, before }) => colour === 'green' && problemRate === null && before === null)).toBe(true);
  });

  it('of a company counts a third of its agents’ points, rounded down, beside its own', async () => {
    const { items } = await people.inspector.call('GET /score-cards', { query: { kind: 'company' } });
    expect(items.find(({ id }) => id === company.id)).toMatchObject({ name: '评分车行有限公司', completed: 40, problems: 4, points: 2 + Math.floor((3 + 2) / 3) });
  });

  it('tells of twelve months, the standing, and what was found, by code', async () => {
    const file = await people.inspector.call('GET /score-cards/:kind/:id', { params: { kind: 'market', id: markets[0]!.id } });
    expect(file.trend.map(({ month }) => month)).toEqual(Array.from({ length: 12 }, (_, at) => monthAfter(thisMonth(), at - 11)));
    expect([0, 10, 11].map((at) => [file.trend[at]!.completed, file.trend[at]!.inspected, file.trend[at]!.problems])).toEqual([[3, 1, 0], [10, 10, 1], [40, 21, 4]]);
    expect(file.trend[5]).toMatchObject({ completed: 0, problemRate: null, points: 0 });
    // What is under appeal is no finding yet.
    expect(file.codes).toEqual([{ code: 'B03', name: '翻拍、截屏、以复印件代原件', count: 1 }]);
    expect(file.standing.subject).toEqual({ type: 'market', ...markets[0] });
    const past = await people.inspector.call('GET /score-cards/:kind/:id', { params: { kind: 'market', id: markets[0]!.id }, query: { month: monthAfter(thisMonth(), -1) } });
    expect([past.completed, past.problems, past.trend.at(-1)!.month]).toEqual([10, 1, monthAfter(thisMonth(), -1)]);
  });

  it('a market’s manager reads the own market’s, a company’s manager the own company’s, and nobody another’s', async () => {
    expect((await people.manager.call('GET /score-cards', {})).items.map(({ id }) => id)).toEqual([markets[0]!.id]);
    expect((await people.manager.call('GET /score-cards', { query: { kind: 'company' } })).items).toEqual([]);
    const read = (kind: 'market' | 'company', id: string) => people.manager.send('GET /score-cards/:kind/:id', { params: { kind, id } });
    expect((await read('market', markets[0]!.id)).status).toBe(200);
    expect((await read('market', markets[1]!.id)).status).toBe(404);
    expect((await read('company', company.id)).status).toBe(404);
    expect((await people.inspector.send('GET /score-cards/:kind/:id', { params: { kind: 'market', id: uuidv7() } })).status).toBe(404);
    const own = await company.agent.call('GET /my-score-card');
    expect([own.id, own.kind, own.codes.map(({ code }) => code)]).toEqual([company.id, 'company', ['A02', 'B02', 'C02']]);
    const employed = await enrolledAgent(product(), company.id);
    expect((await employed.send('GET /my-score-card')).error.code).toBe('request.forbidden');
    expect((await people.adviser.send('GET /score-cards')).error.code).toBe('request.forbidden');
  });
});

describe('处理情况汇总', () => {
  it('counts, and names nobody', async () => {
    const month = thisMonth();
    await violated({ type: 'company', id: other.id }, 'A02', 0, { outcome: 'correction', points: null, standing: 'none' });
    await violated({ type: 'company', id: other.id }, 'A02', 0, { state: 'dismissed', outcome: null, points: null, standing: 'none' });
    const range = { from: firstDayOf(month), to: `${month}-28` };
    const response = await fetch(`${product().url}/api/discipline-figures?${new URLSearchParams(range)}`, { headers: { cookie: people.adviser.cookie } });
    const text = await response.text();
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    for (const name of ['车行', '市场', company.agent.number]) expect(text).not.toContain(name);
    const figures = JSON.parse(text) as AnswerOf<'GET /discipline-figures'>;
    expect(figures).toMatchObject({ violations: 7, appeals: { open: 1, upheld: 0, changed: 0, revoked: 0 }, problems: { found: 9, verified: 7, open: 0, overdue: 2 } });
    expect(figures.codes.find(({ code }) => code === 'A02')).toEqual({ code: 'A02', name: '登记事项变更逾期未办理变更', found: 3, points: 1, correction: 1, dismissed: 1 });
    expect(figures.measures.map(({ kind }) => kind)).toEqual(['warning', 'rectification', 'suspension', 'cancellation']);
    const empty = await people.adviser.call('GET /discipline-figures', { query: { from: '2020-01-01', to: '2020-12-31' } });
    expect([empty.violations, empty.codes, empty.problems.found]).toEqual([0, [], 0]);
  });
});

describe('屡教不改', () => {
  it('comes before the chairs in the first days of the next month, once a year and code', async () => {
    const month = thisMonth();
    const market = { type: 'market' as const, id: markets[1]!.id };
    for (const outcome of ['correction', 'points', 'points'] as const) await violated(market, 'E02', outcome === 'points' ? 3 : 0, { outcome });
    await violated(market, 'D06', 3);
    await violated(market, 'D06', 3);
    await violated(market, 'D06', 3, { appealState: 'revoked', appealAt: on(month, 3) });
    const offenders = async () => (await people.president.call('GET /agenda-items')).items.filter(({ kind }) => kind === 'repeat_offender');

    const seconds = (day: number) => (on(monthAfter(month, 1), day).getTime() - product().clock.now().getTime()) / 1000;
    product().clock.advance(seconds(6));
    await scoreRound(product().server.deps);
    await logIn();
    expect(await offenders()).toEqual([]);
    product().clock.advance(seconds(1) + 60);
    await Promise.all([scoreRound(product().server.deps), scoreRound(product().server.deps)]);
    const [item, ...more] = await offenders();
    expect(more).toEqual([]);
    expect(item).toMatchObject({ state: 'waiting', decidedIn: 'chairs', madeBy: '系统', link: `market:${market.id}`, title: `屡教不改：${markets[1]!.name}，E02 共用操作员账号（3次）` });
    expect(item!.facts[0]).toBe('违规：E02 共用操作员账号，已决定且未被撤销3次，其中指出改正1次、扣分2次，共扣6分');
    expect(item!.facts[2]).toBe('同期办结交易20笔，核查20笔，有问题0笔，问题率0.0%（95%区间0.0%至16.1%）');

    await db().query("UPDATE agenda_items SET state = 'decided', open_key = NULL WHERE id = ?", [item!.id]);
    await violated(market, 'E02', 3, {}, month);
    await scoreRound(product().server.deps);
    expect(await offenders()).toHaveLength(1);
  });
});
