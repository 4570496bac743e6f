import { uuidv7 } from 'uuidv7';
import { dayInShanghai } from '../../clock';
import type { AgentActor, StaffActor } from '../../http/actor';
import { Refusal } from '../../http/errors';
import { beginOn, staffNow } from '../../../test/discipline';
import { recounted, roundsAfter } from '../../../test/offences';
import { likeDeals } from '../../../test/inspections';
import { naiveBooks, type Random, seeded } from '../../../test/points-model';
import { quickDeal } from '../../../test/problems';
import { enrolledAgent, enrolledAgents, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { Staff } from '../identity/staff.entity';
import { Market } from '../registry/market.entity';
import { openTerminal } from '../registry/terminals';
import { appealViolation, decideAppeal, settleAppeal } from './appeals';
import { countSubject } from './count-subject';
import content from './courses.2026-1.json';
import { attemptCourse } from './courses';
import { decideViolation } from './decisions';
import { LearningCredit } from './learning-credit.entity';
import { liftMeasure } from './lift-measures';
import { Measure } from './measure.entity';
import { live } from './measures';
import { type Finding, type Share, stepFor } from './points';
import { keyOfSubject, type Subject } from './subjects';
import { Violation } from './violation.entity';
import { noticeViolation } from './violations';

const product = useProduct();
const db = () => product().server.deps.db;
const runs = 10;
const stepsARun = 60;
const acts = ['notice', 'notice', 'notice', 'notice', 'decide', 'decide', 'decide', 'decide', 'decide', 'appeal', 'judge', 'judge', 'learn', 'lift'] as const;
const codesOf: Record<Subject['type'], string[]> = { agent: ['B02', 'B07', 'D02', 'D02', 'B03', 'B06', 'E05'], company: ['A01', 'A02', 'A03', 'F01', 'F03'], market: ['D03', 'D06', 'D06', 'B08'], operator: ['E01'] };

/** A company with two agents, and the market where one of them has completed a deal: those whose points hang together. */
interface Troupe {
  subjects: Subject[];
  actors: Map<string, AgentActor | StaffActor>;
  dealId: string;
}

async function troupe(like: string): Promise<Troupe> {
  const companyId = await newCompany(product());
  const people = await enrolledAgents(product(), companyId, 2, { manages: true });
  // Their cycle turns in the middle of the story.
  await db().query('UPDATE certificates SET issued_on = ? WHERE id IN (?)', ['2025-04-10', people.map(({ certificateId }) => certificateId)]);
  const [{ personId, certificateId }] = people as [(typeof people)[number]];
  const { manager, marketId } = await newMarket();
  const [dealId] = (await likeDeals(product(), like, 1, { companyId, personId, certificateId, marketId })) as [string];
  const agents = people.map(({ personId, certificateId }, at): AgentActor => ({ kind: 'agent', sessionId: '', accountId: uuidv7(), host: 'wechat', personId, role: at === 0 ? 'company_manager' : 'agent', companyId: at === 0 ? companyId : null, certificateId }));
  const actors = new Map<string, AgentActor | StaffActor>([
    ...agents.map((actor): [string, AgentActor] => [`agent:${actor.personId}`, actor]),
    [`company:${companyId}`, agents[0]!],
    [`market:${marketId}`, employee(manager)],
  ]);
  return { subjects: [...people.map(({ personId: id }): Subject => ({ type: 'agent', id })), { type: 'company', id: companyId }, { type: 'market', id: marketId }], actors, dealId };
}

let markets = 1000;
/** A market with a terminal and a manager. */
async function newMarket(): Promise<{ manager: Staff; marketId: string }> {
  const marketId = uuidv7();
  await db().manager.insert(Market, { id: marketId, code: String(++markets), name: `试验市场${markets}`, allowsAgentForBothSides: false });
  await db().transaction((tx) => openTerminal(tx, { marketId, name: '一号采集台', location: '大厅' }, by()));
  const manager = { ...(await db().manager.findOneByOrFail(Staff, { username: 'manager1' })), id: uuidv7(), username: `manager${markets}`, marketId };
  await db().manager.insert(Staff, manager);
  return { manager, marketId };
}

const employee = ({ id, name, role, marketId }: Staff): StaffActor => ({ kind: 'staff', sessionId: '', staffId: id, name, role, marketId, isSetUp: true, secondFactorAt: null });
const by = (author: AgentActor | StaffActor | { kind: 'system' } = { kind: 'system' }) => ({ author, origin: undefined, at: product().clock.now() });

/** One thing that happens, by the services through which it happens; gives whether it did. */
async function somethingHappens(random: Random, { subjects, actors, dealId }: Troupe, staff: Record<'inspector' | 'clerk', StaffActor>): Promise<boolean> {
  const { keys } = product().server.deps;
  const ids = subjects.map(({ id }) => id);
  const violations = await db().manager.find(Violation, { order: { id: 'ASC' } });
  const ours = violations.filter(({ subjectId }) => ids.includes(subjectId));
  const one = (test: (violation: Violation) => boolean) => random.pick(ours.filter(test)) as Violation | undefined;
  const actorOf = ({ subjectType, subjectId }: Violation) => actors.get(`${subjectType}:${subjectId}`)!;
  switch (random.pick(acts)) {
    case 'notice': {
      const subject = random.pick(subjects);
      const isOfDeal = subject.id !== subjects[1]!.id && random.chance(0.6);
      const notice = { code: random.pick(codesOf[subject.type]), subject, source: 'person' as const, facts: '核查发现', transactionId: isOfDeal ? dealId : null, problemId: null, pictures: [], foundBy: null, key: `test:${uuidv7()}` };
      await db().transaction((tx) => noticeViolation(tx, notice, by()));
      return true;
    }
    case 'decide': {
      const violation = one(({ state }) => state === 'noticed');
      if (!violation) return false;
      await db().query('UPDATE violations SET stated_at = noticed_at WHERE id = ?', [violation.id]);
      const outcome = random.pick(['points', 'points', 'points', 'points', 'points', 'points', 'correction', 'dismissed'] as const);
      await db().transaction((tx) => decideViolation(tx, { id: violation.id, outcome, reason: '核实' }, staff.inspector, by(staff.inspector)));
      return true;
    }
    case 'appeal': {
      const violation = one(({ outcome, appealState }) => outcome === 'points' && appealState === null);
      if (!violation) return false;
      await db().transaction((tx) => appealViolation(tx, { id: violation.id, text: '不服', keys }, actorOf(violation), by(actorOf(violation))));
      return true;
    }
    case 'judge': {
      const violation = one(({ appealState }) => appealState === 'open');
      if (!violation) return false;
      const outcome = random.pick(['upheld', 'changed', 'revoked', 'revoked'] as const);
      await db().transaction(async (tx) => {
        if (violation.appealBeforeMeeting) await settleAppeal(tx, violation.id, { outcome: outcome === 'changed' ? 'upheld' : outcome, reason: '会议决定', decidedBy: null }, by());
        else await decideAppeal(tx, { id: violation.id, outcome, reason: '复核', ...(outcome === 'changed' ? { points: random.below(3) } : {}) }, staff.clerk, by(staff.clerk));
      });
      return true;
    }
    case 'learn': {
      const course = random.pick(content);
      const answers = course.questions.map(({ id, right }) => ({ id, option: right }));
      await db().transaction((tx) => attemptCourse(tx, { personId: random.pick(ids.slice(0, 2)), code: course.code, answers }, by()));
      return true;
    }
    case 'lift': {
      const measures = await db().manager.find(Measure, { order: { id: 'ASC' } });
      const measure = random.pick(measures.filter(({ subjectId, state, cancellationId }) => ids.includes(subjectId) && state === 'in_force' && cancellationId === null)) as Measure | undefined;
      if (!measure) return false;
      await db().transaction((tx) => liftMeasure(tx, { id: measure.id, reason: '已整改' }, staff.clerk, by(staff.clerk)));
      return true;
    }
  }
}

/** What stands in the database against a subject, added up by the naive bookkeeper, with the points of others as they are stored. */
async function booksOf({ type, id }: Subject) {
  const counting = (await countSubject(db().manager, { type, id }, dayInShanghai(product().clock.now())))!;
  const rows = await db().manager.find(Violation, { where: { subjectType: type, subjectId: id } });
  const findings = rows.map((row): Finding => ({ ...row, bookPoints: counting.book.codes.find(({ code }) => code === row.code)!.points, noticedOn: dayInShanghai(row.noticedAt) }));
  const credits = type === 'agent' ? await db().manager.findBy(LearningCredit, { personId: id }) : [];
  const others = await db().manager.find(Violation, { where: type === 'company' ? { companyId: id, subjectType: 'agent' } : { marketId: id } });
  const shares = others
    .filter(({ subjectType, outcome, appealState }) => (subjectType === 'agent' || subjectType === 'company') && outcome === 'points' && appealState !== 'open' && appealState !== 'revoked')
    .map(({ subjectType, companyId, points, decidedAt }): Share => ({ of: subjectType as Share['of'], companyId: companyId!, points: points!, decidedAt: decidedAt! }));
  return { counting, rows, books: naiveBooks(counting.book, { type, period: counting.period }, findings, credits, type === 'company' || type === 'market' ? shares : []) };
}

it('after any sequence of decisions, appeals, courses, liftings and days, what is stored is what the rules come to', async () => {
  beginOn(product(), '2026-03-02');
  const { inspector, clerk } = Object.fromEntries((await db().manager.findBy(Staff, [{ username: 'inspector1' }, { username: 'clerk' }])).map((staff) => [staff.role, employee(staff)])) as Record<'inspector' | 'clerk', StaffActor>;
  const { id: like } = await quickDeal(product(), await enrolledAgent(product(), await newCompany(product())), await staffNow(product(), 'operator1'), { plate: '浙B10001' });
  let happened = 0;
  for (let run = 0; run < runs; run++) {
    beginOn(product(), '2026-03-02');
    const random = seeded(7_000 + run);
    const cast = await troupe(like);
    for (let step = 0; step < stepsARun; step++) {
      const did = await somethingHappens(random, cast, { inspector, clerk }).catch((error: unknown) => {
        // What the house refuses has not happened.
        if (error instanceof Refusal) return false;
        throw error;
      });
      if (did) happened++;
      product().clock.advance(1);
      if (step % 6 === 5) await expectRight(`run ${run}, step ${step}`, cast);
      if (random.chance(0.08)) await roundsAfter(product(), 1 + random.below(20));
    }
    const events = async () => (await db().query('SELECT COUNT(*) AS n FROM audit_events'))[0].n;
    const before = await events();
    await recounted(product(), ...random.shuffled(cast.subjects));
    for (const subject of random.shuffled(cast.subjects)) await recounted(product(), subject);
    expect([run, await events()]).toEqual([run, before]);
    await expectRight(`run ${run}`, cast);
  }
  expect(happened).toBeGreaterThan(runs * stepsARun * 0.4);
}, 240_000);

/** Sums, stored points, measures and the register agree, for each of them. */
async function expectRight(when: string, { subjects }: Troupe): Promise<void> {
  for (const subject of subjects) {
    const where = `${when}, ${keyOfSubject(subject)}`;
    const { counting, rows, books } = await booksOf(subject);
    const { findings, ...sums } = counting.count;
    expect({ where, ...sums }).toEqual({ where, ...books });
    const stored = rows.map(({ id, multiplier, points, standing }) => ({ id, multiplier, points, standing })).sort((a, b) => (a.id < b.id ? -1 : 1));
    expect({ where, stored }).toEqual({ where, stored: [...findings].sort((a, b) => (a.id < b.id ? -1 : 1)) });

    const measures = await db().manager.findBy(Measure, { subjectType: subject.type, subjectId: subject.id });
    const ofSum = measures.filter(({ step, cycleFrom }) => step !== null && cycleFrom === counting.period.from);
    expect([where, ofSum.filter(({ state, step }) => live.includes(state) && step! > sums.peak)]).toEqual([where, []]);
    const due = stepFor(counting.book.measures, sums.peak);
    const served = ofSum.some(({ kind }) => kind === 'suspension' || kind === 'cancellation');
    expect([where, !due || served || ofSum.some(({ kind, step, liveKey }) => kind === due.kind && step! >= due.from && liveKey !== null)]).toEqual([where, true]);

    const suspended = measures.some(({ kind, state }) => kind === 'suspension' && state === 'in_force');
    expect([where, await isSuspended(subject)]).toEqual([where, suspended]);
  }
}

async function isSuspended({ type, id }: Subject): Promise<boolean> {
  const [table, column] = ({ agent: ['certificates', 'person_id'], company: ['companies', 'id'], market: ['terminals', 'market_id'], operator: ['staff', 'id'] } as const)[type];
  const rows: { state: string }[] = await db().query(`SELECT state FROM ${table} WHERE ${column} = ?`, [id]);
  return rows.some(({ state }) => state === 'suspended');
}
