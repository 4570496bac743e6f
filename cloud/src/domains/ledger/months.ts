import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { Staff } from '../identity/staff.entity';
import { monthAfter, monthOf, monthsBetween } from './calendar-month';
import { LedgerMonth } from './ledger.entity';
import { type Obstacle, obstaclesOf } from './month-obstacles';
import { isMonthClosed, lockLedger } from './post-booking';

/** 月结 of a year: every month since the first booking up to now, with what stands in the way of its close. */
export async function listMonths(tx: EntityManager, year: number, now: Date) {
  const current = monthOf(dayInShanghai(now));
  const first = (await firstMonth(tx)) ?? current;
  const [from, to] = [later(first, `${year}-01`), earlier(current, `${year}-12`)];
  const counts: { month: string; n: string }[] = await tx.query("SELECT DATE_FORMAT(booked_on, '%Y-%m') AS month, COUNT(*) AS n FROM ledger_bookings WHERE booked_on BETWEEN ? AND ? GROUP BY DATE_FORMAT(booked_on, '%Y-%m')", [`${year}-01-01`, `${year}-12-31`]);
  const bookings = new Map(counts.map(({ month, n }) => [month, Number(n)]));
  const closed = new Map((await tx.find(LedgerMonth)).map((row) => [row.month, row]));
  const names = new Map((await tx.find(Staff, { select: { id: true, name: true }, where: { id: In([...closed.values()].map(({ closedBy }) => closedBy)) } })).map(({ id, name }) => [id, name]));
  const next = await nextToClose(tx);
  const items = [];
  for (const month of monthsBetween(from, to)) {
    const close = closed.get(month);
    const obstacles = close ? [] : await obstaclesTo(tx, month, { current, next });
    items.push({ month, state: close ? ('closed' as const) : ('open' as const), obstacles, closedBy: close ? (names.get(close.closedBy) ?? '') : null, closedAt: close?.closedAt ?? null, bookings: bookings.get(month) ?? 0 });
  }
  return { items };
}

/**
 * 月结 of the oldest month that is open: from then on nothing is booked in it.
 * @throws ledger.month_not_over, ledger.month_closed, ledger.month_out_of_order, ledger.month_obstacles with what stands in the way
 */
export async function closeMonth(tx: EntityManager, month: string, staff: StaffActor, by: By) {
  ensure(month < monthOf(dayInShanghai(by.at)), 'ledger.month_not_over');
  await lockLedger(tx);
  ensure(!(await isMonthClosed(tx, month)), 'ledger.month_closed');
  ensure(month === (await nextToClose(tx)), 'ledger.month_out_of_order');
  const obstacles = await obstaclesOf(tx, month);
  ensure(obstacles.length === 0, 'ledger.month_obstacles', obstacles);
  const close: LedgerMonth = { month, id: uuidv7(), closedBy: staff.staffId, closedAt: by.at };
  await tx.insert(LedgerMonth, close);
  await audit(tx, by, { action: 'ledger.month_closed', subject: { type: 'month', id: close.id }, details: { month } });
  return { month, closedAt: close.closedAt };
}

/** The months that are over and not closed, the oldest first; `current` is this month. */
export async function monthsToClose(tx: EntityManager, current: string): Promise<string[]> {
  const next = await nextToClose(tx);
  return next === null ? [] : monthsBetween(next, monthAfter(current, -1));
}

/** The month whose turn it is: the one after the last that is closed, at first that of the first booking; null where nothing was booked. */
async function nextToClose(tx: EntityManager): Promise<string | null> {
  const [last] = await tx.find(LedgerMonth, { order: { month: 'DESC' }, take: 1 });
  return last ? monthAfter(last.month) : firstMonth(tx);
}

async function firstMonth(tx: EntityManager): Promise<string | null> {
  const [row]: { first: string | null }[] = await tx.query('SELECT MIN(booked_on) AS first FROM ledger_bookings');
  return row?.first ? monthOf(row.first) : null;
}

async function obstaclesTo(tx: EntityManager, month: string, { current, next }: { current: string; next: string | null }): Promise<Obstacle[]> {
  if (month === current) return [{ what: '这个月还没有过完', count: 1, link: null }];
  const waiting = next !== null && next < month ? monthsBetween(next, month).length - 1 : 0;
  return [...(waiting > 0 ? [{ what: '前面的月份还没有月结', count: waiting, link: null }] : []), ...(await obstaclesOf(tx, month))];
}

const later = (one: string, other: string) => (one > other ? one : other);
const earlier = (one: string, other: string) => (one < other ? one : other);
