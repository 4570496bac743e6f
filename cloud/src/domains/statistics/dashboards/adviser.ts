import { problemStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../../clock';
import type { Deps } from '../../../deps';
import { compare } from '../comparisons/compared';
import { rulesInForce } from '../comparisons/comparison-rules';
import { type DealsOfDay, sumOf } from '../day-figures/day-figures';
import type { Days } from '../day-figures/records';
import { monthsBefore } from '../periods';
import { besideOf, completedIn, firstOf, readCourse, trendOf } from './course';
import { inspectedOf } from './inspected';
import { officeTrades } from './office';
import { hundredthsOf, rateOf } from './shares';

type ProblemState = keyof typeof problemStates;

/** 政策指导员看板 (domain.md 5.8): that the two systems run, in sums alone, of no person, company or market. Of this year so far. */
export async function adviserDashboard({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  const now = clock.now();
  const tx = db.manager;
  const course = await readCourse(db, now);
  const { today, month, deals } = course;
  const year = { from: firstOf(today.slice(0, 4)), to: today };
  const completed = sumOf(deals, year, 'completed');
  const [inspected, found, measures, office] = await Promise.all([inspectedOf(tx, year), problemsFound(tx, year), measuresTaken(tx, year), besideOffice(tx, month, deals)]);
  const { control } = inspected;
  return {
    asOf: now,
    today,
    year: besideOf(course, year.from),
    precheckedHundredths: hundredthsOf(sumOf(deals, year, 'prechecked'), completed),
    coverageHundredths: hundredthsOf(inspected.inspected, completed),
    problemRate: rateOf({ hits: inspected.problems, of: inspected.inspected }),
    missRate: rateOf({ hits: control.problems, of: control.inspected }),
    ...found,
    measures,
    trend: trendOf(course),
    office,
  };
}

/** 处理结果 of the problems found on these days: by state, and how they were corrected; one that was ever overdue was late. */
async function problemsFound(tx: EntityManager, { from, to }: Days) {
  const rows: { state: ProblemState; late: number | string; n: string }[] = await tx.query('SELECT state, escalated_at IS NOT NULL AS late, COUNT(*) AS n FROM problems WHERE found_at >= ? AND found_at < ? GROUP BY state, escalated_at IS NOT NULL', [
    startOfDay(from),
    startOfDay(nextDay(to)),
  ]);
  const count = (states: ProblemState[], late?: boolean) => rows.reduce((sum, row) => (states.includes(row.state) && (late === undefined || Boolean(Number(row.late)) === late) ? sum + Number(row.n) : sum), 0);
  return {
    problems: (Object.keys(problemStates) as ProblemState[]).map((state) => ({ state, count: count([state]) })),
    corrected: { inTime: count(['verified'], false), late: count(['verified'], true), open: count(['open', 'corrected']), overdue: count(['overdue']) },
  };
}

/** 措施 that began on these days, but for those that were only proposed or taken back. */
async function measuresTaken(tx: EntityManager, { from, to }: Days): Promise<number> {
  const [row]: { n: string }[] = await tx.query("SELECT COUNT(*) AS n FROM measures WHERE began_on BETWEEN ? AND ? AND state NOT IN ('proposed', 'revoked')", [from, to]);
  return Number(row!.n);
}

/** The twelve months up to the last one that the vehicle office has published, the oldest first; none where it has published nothing of the last year. */
async function besideOffice(tx: EntityManager, month: string, deals: DealsOfDay[]) {
  const office = await officeTrades(tx, monthsBefore(month, 24));
  const last = monthsBefore(month, 12).findLast((one) => office.has(one));
  const { toleranceHundredths } = await rulesInForce(tx);
  return (last ? [...monthsBefore(last, 11), last] : []).map((one) => {
    const { completed, office: published, hundredths, light } = compare(completedIn(deals, one), office.get(one) ?? null, toleranceHundredths);
    return { month: one, completed, office: published, hundredths, light };
  });
}
