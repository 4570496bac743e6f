import type { EntityManager } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../../clock';
import type { Deps } from '../../../deps';
import type { StaffActor } from '../../../http/actor';
import { billPayables } from '../../billing/bill-payable';
import { countSubject } from '../../discipline/count-subject';
import type { Market } from '../../registry/market.entity';
import { checksOf, sumsOf, waitingAt } from '../../transactions/market-figures';
import { dealsOfDays, sumOf } from '../day-figures/day-figures';
import { besideOf, firstOf, readCourse, trendOf } from './course';
import { inspectedOf } from './inspected';
import { mayReadBills } from './dashboards.policy';
import { hundredthsOf, rateOf } from './shares';

/** 市场看板 (domain.md 5.2): the queue and the day at the counter, and this month of the market beside the city. Rates are those of this month. */
export async function marketDashboard({ db, clock }: Pick<Deps, 'db' | 'clock'>, market: Market, actor: StaffActor) {
  const now = clock.now();
  const tx = db.manager;
  const today = dayInShanghai(now);
  const month = { from: firstOf(today.slice(0, 7)), to: today };
  const of = { sql: 't.market_id = ?', values: [market.id] };
  const [course, city, waiting, checks, inspected, problems, counting, owedFen, hours] = await Promise.all([
    readCourse(db, now, market.id),
    dealsOfDays(db, month, now),
    waitingAt(tx, market.id),
    checksOf(tx, market.id, { from: today, to: today }),
    inspectedOf(tx, month, of),
    openProblems(tx, market.id),
    countSubject(tx, { type: 'market', id: market.id }, today),
    mayReadBills(actor) ? owedBy(tx, market.id) : null,
    completedByHour(tx, market.id, today),
  ]);
  const day = sumsOf(checks, []);
  const completed = sumOf(course.deals, month, 'completed');
  return {
    asOf: now,
    today,
    market: { id: market.id, name: market.name },
    queue: waiting.count,
    oldestWaitingSeconds: waiting.oldestSubmittedAt ? Math.max(0, Math.round((now.getTime() - waiting.oldestSubmittedAt.getTime()) / 1000)) : null,
    meanCheckSeconds: day.seconds && Math.round(day.seconds.mean),
    completedToday: hours.reduce((sum, hour) => sum + hour.completed, 0),
    returnedToday: day.returned,
    returnedHundredths: hundredthsOf(day.returned, checks.length),
    month: besideOf(course, month.from),
    cityShareHundredths: hundredthsOf(completed, sumOf(city, month, 'completed')),
    mobileHundredths: hundredthsOf(sumOf(course.deals, month, 'completed', { channel: 'mobile' }), completed),
    problemRate: rateOf({ hits: inspected.problems, of: inspected.inspected }),
    ...problems,
    points: counting && counting.count.counted,
    owedFen,
    hours,
    trend: trendOf(course),
  };
}

/** 待改正, those that are overdue among them. */
async function openProblems(tx: EntityManager, marketId: string) {
  const [row]: Record<'open' | 'overdue', string | null>[] = await tx.query("SELECT COUNT(*) AS open, SUM(state = 'overdue') AS overdue FROM problems WHERE market_id = ? AND state IN ('open', 'overdue')", [marketId]);
  return { openProblems: Number(row!.open), overdueProblems: Number(row!.overdue) };
}

/** What is open of the published bills, in fen. */
async function owedBy(tx: EntityManager, marketId: string): Promise<number> {
  return (await billPayables(tx, { marketId, outstanding: true })).reduce((sum, { outstandingFen }) => sum + outstandingFen, 0);
}

/** Deals completed today by hour of Shanghai, hours without any left out. */
async function completedByHour(tx: EntityManager, marketId: string, today: string) {
  const hour = 'HOUR(DATE_ADD(completed_at, INTERVAL 8 HOUR))';
  const rows: { hour: number | string; n: string }[] = await tx.query(`SELECT ${hour} AS hour, COUNT(*) AS n FROM transactions WHERE market_id = ? AND completed_at >= ? GROUP BY ${hour} ORDER BY ${hour}`, [marketId, startOfDay(today)]);
  return rows.map(({ hour: at, n }) => ({ hour: Number(at), completed: Number(n) }));
}
