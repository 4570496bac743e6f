import type { returnCodes } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { medianOf, quantileOf } from '../inspections/statistics';
import type { Market } from '../registry/market.entity';
import type { CounterCheck } from './counter-check.entity';
import { type Days, daysBefore, daysOfPeriod } from './market-period';
import type { Transaction } from './transaction.entity';

type ReturnCode = keyof typeof returnCodes;

/** One check that came to an end, with its day and hour in Shanghai. */
export interface DecidedCheck {
  staffId: string;
  name: string;
  outcome: CounterCheck['outcome'];
  channel: Transaction['channel'];
  day: string;
  hour: number;
  seconds: number | null;
  codes: ReturnCode[];
}

/** 人工放行 of one operator on one day. */
export interface DayOverrides {
  staffId: string;
  name: string;
  day: string;
  count: number;
}

const inShanghai = (column: string) => `DATE_ADD(${column}, INTERVAL 8 HOUR)`;

/** The checks of a market that came to an end on these days, oldest first. */
export async function checksOf(tx: EntityManager, marketId: string, { from, to }: Days): Promise<DecidedCheck[]> {
  const rows: (Omit<DecidedCheck, 'hour' | 'seconds' | 'codes'> & { hour: number | string; seconds: string | null; codes: string })[] = await tx.query(
    `SELECT c.staff_id AS staffId, s.name, c.outcome, t.channel, DATE_FORMAT(${inShanghai('c.decided_at')}, '%Y-%m-%d') AS day, HOUR(${inShanghai('c.decided_at')}) AS hour,
       TIMESTAMPDIFF(MICROSECOND, c.opened_at, c.decided_at) / 1000000 AS seconds, c.codes
     FROM counter_checks c JOIN transactions t ON t.id = c.transaction_id JOIN staff s ON s.id = c.staff_id
     WHERE c.market_id = ? AND c.decided_at >= ? AND c.decided_at < ? ORDER BY c.decided_at`,
    [marketId, startOfDay(from), startOfDay(nextDay(to))],
  );
  return rows.map(({ hour, seconds, codes, ...row }) => ({ ...row, hour: Number(hour), seconds: seconds === null ? null : Number(seconds), codes: JSON.parse(codes) as ReturnCode[] }));
}

/** What the operators of a market, and whoever else checked there on these days, let pass in its deals. */
export async function overridesOf(tx: EntityManager, marketId: string, { from, to }: Days): Promise<DayOverrides[]> {
  const within = [startOfDay(from), startOfDay(nextDay(to))];
  const day = `DATE_FORMAT(${inShanghai('d.at')}, '%Y-%m-%d')`;
  const rows: (Omit<DayOverrides, 'count'> & { n: string })[] = await tx.query(
    `SELECT o.id AS staffId, s.name, ${day} AS day, COUNT(*) AS n
     FROM (SELECT id FROM staff WHERE market_id = ? UNION SELECT staff_id FROM counter_checks WHERE market_id = ? AND decided_at >= ? AND decided_at < ?) o
       JOIN staff s ON s.id = o.id JOIN rule_decisions d ON d.staff_id = o.id AND d.kind = 'override' AND d.at >= ? AND d.at < ?
       JOIN transactions t ON t.id = d.transaction_id AND t.market_id = ?
     GROUP BY o.id, s.name, ${day}`,
    [marketId, marketId, ...within, ...within, marketId],
  );
  return rows.map(({ n, ...row }) => ({ ...row, count: Number(n) }));
}

/** How many, how fast: of any set of checks. */
export function sumsOf(checks: DecidedCheck[], overrides: DayOverrides[]) {
  const completed = checks.filter(({ outcome }) => outcome === 'completed');
  const seconds = checks.flatMap(({ seconds }) => seconds ?? []);
  const of = (channel: Transaction['channel']) => completed.filter((check) => check.channel === channel).length;
  return {
    completed: completed.length,
    mobile: of('mobile'),
    fixed: of('fixed'),
    returned: checks.length - completed.length,
    seconds: seconds.length === 0 ? null : { mean: seconds.reduce((sum, one) => sum + one, 0) / seconds.length, median: medianOf(seconds)!, p90: quantileOf(seconds, 0.9)!, measured: seconds.length },
    overrides: overrides.reduce((sum, { count }) => sum + count, 0),
  };
}

/**
 * 本市场核对统计 of a day or a month: what waits now, what was completed and returned, how fast, at which hours, by whom, for which
 * reasons. An operator sees the sums and the own line.
 */
export async function marketFigures(tx: EntityManager, { market, actor, period, today }: { market: Market; actor: StaffActor; period: string; today: string }) {
  const days = daysOfPeriod(period);
  const before = daysBefore(period, today);
  const [checks, overrides] = [await checksOf(tx, market.id, days), await overridesOf(tx, market.id, days)];
  return {
    marketName: market.name,
    ...days,
    waiting: await waitingAt(tx, market.id),
    sums: sumsOf(checks, overrides),
    before: before && { ...before, ...sumsOf(await checksOf(tx, market.id, before), await overridesOf(tx, market.id, before)) },
    hours: byHour(checks),
    operators: peopleIn(checks, overrides).filter(({ staffId }) => maySeeLineOf(actor, staffId)).map((person) => lineOf(person, checks, overrides)),
    codes: byCode(checks),
  };
}

/** The manager sees what each did, an operator the own line. */
export const maySeeLineOf = (actor: StaffActor, staffId: string) => actor.role === 'market_manager' || actor.staffId === staffId;

/** 排队: deals of a market that wait for their check, and since when the oldest does. */
export async function waitingAt(tx: EntityManager, marketId: string) {
  const [row]: { n: string; oldest: Date | null }[] = await tx.query("SELECT COUNT(*) AS n, MIN(submitted_at) AS oldest FROM transactions WHERE market_id = ? AND state = 'awaiting_check'", [marketId]);
  return { count: Number(row!.n), oldestSubmittedAt: row!.oldest };
}

function byHour(checks: DecidedCheck[]) {
  const hours = [...new Set(checks.map(({ hour }) => hour))].sort((one, other) => one - other);
  const count = (hour: number, outcome: CounterCheck['outcome']) => checks.filter((check) => check.hour === hour && check.outcome === outcome).length;
  return hours.map((hour) => ({ hour, completed: count(hour, 'completed'), returned: count(hour, 'returned') }));
}

/** Whoever did something, by name. */
export function peopleIn(checks: DecidedCheck[], overrides: DayOverrides[]): { staffId: string; name: string }[] {
  const names = new Map([...checks, ...overrides].map(({ staffId, name }) => [staffId, name]));
  return [...names].map(([staffId, name]) => ({ staffId, name })).sort((one, other) => one.name.localeCompare(other.name, 'zh') || (one.staffId < other.staffId ? -1 : 1));
}

function lineOf({ staffId, name }: { staffId: string; name: string }, checks: DecidedCheck[], overridden: DayOverrides[]) {
  const isOwn = (row: { staffId: string }) => row.staffId === staffId;
  const { completed, returned, seconds, overrides } = sumsOf(checks.filter(isOwn), overridden.filter(isOwn));
  return { staffId, name, completed, returned, medianSeconds: seconds?.median ?? null, overrides };
}

function byCode(checks: DecidedCheck[]) {
  const counts = new Map<ReturnCode, number>();
  for (const code of checks.flatMap(({ codes }) => codes)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));
}
