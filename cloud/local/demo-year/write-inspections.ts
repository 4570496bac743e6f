import type { returnCodes } from '@yongche/contract';
import type { SamplingContent } from '@yongche/contract/inspections.shapes';
import type { EntityManager } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../src/clock';
import { InspectionCase } from '../../src/domains/inspections/inspection-case.entity';
import { InspectionDraw, InspectionStratum } from '../../src/domains/inspections/inspection-draw.entity';
import { InspectionLook } from '../../src/domains/inspections/inspection-look.entity';
import { Problem, ProblemItem, ProblemStep } from '../../src/domains/inspections/problem.entity';
import { chanceOf, controlStratum, isDrawn } from '../../src/domains/inspections/sampling';
import { SamplingPlan } from '../../src/domains/inspections/sampling-plan.entity';
import { workingDayAfter } from '../../src/working-days';
import type { Random } from '../documents/random';
import type { PlannedDeal } from './deals';
import { idAt, randomFor } from './ids';
import { samplingRate, stratumOfMarket, type YearPlan } from './plan';
import type { PastAgent } from './register';
import { actorOf } from './staff';
import { type Tally, writeRows } from './write-rows';

const version = '2019-1';

/** 抽样计划 of 2019: one in three of each market and day, and nothing else; whoever draws again by its seed finds the same deals. */
export const samplingContent = ({ seed }: YearPlan): SamplingContent => ({
  seed,
  redFrom: 1,
  weights: { block: 0.9, flag: 0.5, warn: 0.15, uncertain: 0.02, overridden: 0.4, disputed: 0.3 },
  rate: samplingRate,
  days: [],
  markets: [],
  agents: [],
  newAgents: { days: 0, rate: 1 },
  repeatOffenders: { days: 90, problems: 10_000, rate: 1 },
  control: 0,
  blindSecond: 0,
  target: 205,
});

/** The plan, adopted for the first day of the inspections; the deals of that day and after it are drawn by it. */
export async function adoptSamplingPlan(tx: EntityManager, plan: YearPlan, at: Date, tally: Tally): Promise<void> {
  const row = { version, id: idAt(randomFor('sampling plan'), at.getTime()), state: 'adopted', title: '2019年抽样计划', effectiveOn: plan.figures.inspection.firstDay, madeBy: actorOf('inspector1').staffId, changedBy: null, adoptedBy: actorOf('president').staffId, createdAt: at, content: samplingContent(plan) } as SamplingPlan;
  await writeRows(tx, SamplingPlan, [row], tally);
}

/** What is found, in so many of a hundred problems (the report names 不规范手段获取, 没有委托书 and 人证不符); `slot` where a photo is missing. */
const findings: { code: keyof typeof returnCodes; weight: number; slot: string | null; ofUnit?: boolean; note: string }[] = [
  { code: 'R04', weight: 31, slot: null, note: '照片是对着屏幕或照片翻拍的' },
  { code: 'R01', weight: 22, slot: 'P05', ofUnit: true, note: '单位车辆过户没有委托书' },
  { code: 'R07', weight: 13, slot: null, note: '代理人员人证不符' },
  { code: 'R05', weight: 11, slot: null, note: '以复印件代替原件' },
  { code: 'R02', weight: 10, slot: null, note: '证件看不清' },
  { code: 'R11', weight: 7, slot: null, note: '委托书没有盖章' },
  { code: 'R09', weight: 4, slot: null, note: '发票与登记证书不一致' },
  { code: 'R08', weight: 2, slot: null, note: '证件已经过期' },
];

const minute = 60_000;
interface Drawn {
  deal: PlannedDeal;
  place: number;
}

/**
 * The inspections from the first sampled day to the end of the year: every completed deal drawn or passed by as the plan says, a case and a
 * look for what was drawn, decided on the evening of its day, and a problem with its steps for what was found, corrected and verified since.
 */
export async function writeInspections(tx: EntityManager, { plan, deals, ownerOf }: { plan: YearPlan; deals: PlannedDeal[]; ownerOf: Map<string, PastAgent> }, tally: Tally): Promise<void> {
  const { inspection, scale } = plan.figures;
  const random = randomFor('inspections', scale);
  const eligible = deals.filter(({ day, completedAt }) => completedAt !== null && day >= inspection.firstDay);
  const cells = new Map<string, PlannedDeal[]>();
  for (const deal of eligible) cells.set(`${deal.day} ${deal.market}`, [...(cells.get(`${deal.day} ${deal.market}`) ?? []), deal]);
  const [draws, strata, drawn]: [InspectionDraw[], InspectionStratum[], Drawn[]] = [[], [], []];
  for (const own of cells.values()) {
    const { day, market } = own[0]!;
    const { id: marketId } = plan.markets[market]!;
    const stratum = stratumOfMarket(marketId);
    let passedBy = 0;
    for (const [at, deal] of own.sort((one, other) => one.completedAt! - other.completedAt!).entries()) {
      const place = at + 1;
      const isSampled = isDrawn(plan.seed, { day, stratum, rate: samplingRate }, place);
      draws.push({ transactionId: deal.id, day, planVersion: version, risk: 0, stratum, place, controlPlace: isSampled ? null : ++passedBy, origin: isSampled ? 'sample' : null });
      if (isSampled) drawn.push({ deal, place });
    }
    strata.push({ day, stratum, seen: own.length }, ...(passedBy > 0 ? [{ day, stratum: controlStratum(marketId), seen: passedBy }] : []));
  }
  const faulty = faultyOf(plan, drawn, random);
  const rows = drawn.map((each, at) => looked(each, { isProblem: faulty.has(each.deal.id), inspector: at % 2 === 0 ? 'inspector1' : 'inspector2', seed: plan.seed, random }));
  const problems = rows.filter(({ look }) => look.verdict === 'problem').sort((one, other) => one.look.decidedAt!.getTime() - other.look.decidedAt!.getTime()).map((row, at) => problemOf(row, { number: at + 1, agent: ownerOf.get(row.deal.id)!, marketId: plan.markets[row.deal.market]!.id, random }));
  await writeRows(tx, InspectionStratum, strata, tally);
  await writeRows(tx, InspectionDraw, draws, tally);
  await writeRows(tx, InspectionCase, rows.map((row) => row.kept), tally);
  await writeRows(tx, InspectionLook, rows.map((row) => row.look), tally);
  await writeRows(tx, Problem, problems.map(({ problem }) => problem), tally);
  await writeRows(tx, ProblemItem, problems.map(({ item }) => item), tally);
  await writeRows(tx, ProblemStep, problems.flatMap(({ steps }) => steps), tally);
}

/** Where something is wrong: exactly as often as the records say, in some markets three times as often as in others (屡教不改). */
function faultyOf({ figures, markets }: YearPlan, drawn: Drawn[], random: Random): Set<string> {
  const worse = markets.map((_, at) => (at % 7 === 3 ? 3 : 1));
  const scored = drawn.map(({ deal }) => ({ id: deal.id, score: random.next() ** (1 / worse[deal.market]!) }));
  return new Set(scored.sort((one, other) => other.score - one.score).slice(0, figures.inspection.problems).map(({ id }) => id));
}

interface Looked {
  deal: PlannedDeal;
  kept: InspectionCase;
  look: InspectionLook;
}

function looked({ deal, place }: Drawn, { isProblem, inspector, seed, random }: { isProblem: boolean; inspector: 'inspector1' | 'inspector2'; seed: string; random: Random }): Looked {
  const drawnAt = deal.completedAt! + random.integer(1, 30) * 1000;
  // The inspectors follow the counters by half an hour, and are done on the same day.
  const decidedAt = new Date(drawnAt + 30 * minute + (place % 40) * minute + random.integer(0, 59) * 1000);
  const caseId = idAt(random, drawnAt);
  const state = isProblem ? 'problem' : 'passed';
  const fitting = findings.filter(({ ofUnit }) => !ofUnit || deal.isUnitSelling);
  const finding = isProblem ? weighed(fitting, random) : undefined;
  const marks = finding ? [{ imageId: null, slot: finding.slot, code: finding.code, violation: null, note: finding.note }] : [];
  return {
    deal,
    kept: { id: caseId, transactionId: deal.id, origin: 'sample', risk: 0, state, day: deal.day, createdAt: new Date(drawnAt), closedAt: decidedAt },
    look: { id: idAt(random, decidedAt.getTime()), caseId, kind: 'first', turn: 1 + chanceOf(seed, 'first', deal.id), question: null, state: 'settled', claimableAt: new Date(drawnAt), staffId: actorOf(inspector).staffId, decidedAt, verdict: isProblem ? 'problem' : 'pass', note: null, marks, seconds: Math.round(10 * (isProblem ? random.between(120, 420) : random.between(55, 175))) / 10 },
  };
}

function weighed(from: typeof findings, random: Random): (typeof findings)[number] {
  let left = random.next() * from.reduce((sum, { weight }) => sum + weight, 0);
  return from.find(({ weight }) => (left -= weight) < 0) ?? from[0]!;
}

/** Pointed out, corrected by the agent some days later and verified by the inspector: 2019 pointed out and took no points. */
function problemOf({ deal, look }: Looked, { number, agent: { personId, company }, marketId, random }: { number: number; agent: PastAgent; marketId: string; random: Random }) {
  const foundAt = look.decidedAt!;
  const correctedOn = workingDayAfter(deal.day, random.integer(1, 6));
  const correctedAt = new Date(startOfDay(correctedOn).getTime() + random.integer(540, 900) * minute);
  const closedAt = new Date(startOfDay(workingDayAfter(correctedOn, 1)).getTime() + random.integer(540, 1000) * minute);
  const [mark] = look.marks!;
  const id = idAt(random, foundAt.getTime());
  const step = (at: Date, name: ProblemStep['step'], byKind: ProblemStep['byKind'], byId: string | null, note: string | null = null): ProblemStep => ({ id: idAt(random, at.getTime()), problemId: id, at, step: name, byKind, byId, note });
  const note = '已按要求补正资料';
  const problem: Problem = { id, number: `WT2019${String(number).padStart(4, '0')}`, transactionId: deal.id, lookId: look.id, state: 'verified', foundBy: look.staffId!, foundAt, dueOn: workingDayAfter(dayInShanghai(foundAt), 10), correctionNote: note, correctedAt, closedAt, remindedOn: null, escalatedAt: null, bookVersion: '2019-1', personId, companyId: company.id, marketId };
  const item: ProblemItem = { id: idAt(random, foundAt.getTime()), problemId: id, imageId: null, slot: mark!.slot, code: mark!.code, violation: null, note: mark!.note };
  const notifiedAt = new Date(foundAt.getTime() + 1000);
  return { problem, item, steps: [step(foundAt, 'found', 'staff', look.staffId), step(notifiedAt, 'notified', 'system', null), step(correctedAt, 'corrected', 'agent', personId, note), step(closedAt, 'verified', 'staff', look.staffId)] };
}
