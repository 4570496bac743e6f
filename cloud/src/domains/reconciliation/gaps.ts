import { funds, type statementSources } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { nextDay } from '../../clock';
import type { Fund } from '../ledger/accounts';
import { daysOf } from '../ledger/calendar-month';
import { daysWithoutBill, tradingDays } from './provider-days';

/** Days of which a statement should be there and is not. */
export interface Gap {
  source: keyof typeof statementSources;
  fund: Fund;
  from: string;
  to: string;
}

/** 缺少的对账单 of a month: of each merchant day by day, of each fund's bank account; a day after `upTo` is not missed yet. */
export async function statementGaps(tx: EntityManager, month: string, { upTo }: { upTo?: string } = {}): Promise<Gap[]> {
  const { first, last } = daysOf(month);
  const gaps: Gap[] = [];
  for (const merchant of await tradingDays(tx)) {
    const { provider: source, fund } = merchant;
    const days = await daysWithoutBill(tx, { ...merchant, from: latest(first, merchant.from), to: earliest(last, merchant.to, upTo ?? last) });
    gaps.push(...runsOf(days).map((run) => ({ source, fund, ...run })));
  }
  for (const fund of Object.keys(funds) as Fund[]) {
    const from = upTo === undefined || last <= upTo ? await uncoveredFrom(tx, fund, first, last) : undefined;
    if (from) gaps.push({ source: 'bank', fund, from, to: last });
  }
  return gaps;
}

/** The first day of the month for which the bank's statements are not there. Before the first of them there is nothing to be had; where there is none at all, a fund with bookings wants one. */
async function uncoveredFrom(tx: EntityManager, fund: Fund, first: string, last: string): Promise<string | undefined> {
  const [covered]: { from: string | null; to: string | null }[] = await tx.query("SELECT MIN(from_on) AS `from`, MAX(to_on) AS `to` FROM statements WHERE fund = ? AND source = 'bank'", [fund]);
  if (covered?.from && covered.to) return covered.from > last || covered.to >= last ? undefined : latest(first, nextDay(covered.to));
  const [booked]: { n: string }[] = await tx.query('SELECT EXISTS (SELECT 1 FROM ledger_transfers t JOIN ledger_bookings b ON b.id = t.booking_id WHERE t.fund = ? AND b.booked_on <= ?) AS n', [fund, last]);
  return Number(booked!.n) > 0 ? first : undefined;
}

function runsOf(days: string[]): { from: string; to: string }[] {
  const runs: { from: string; to: string }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && nextDay(run.to) === day) run.to = day;
    else runs.push({ from: day, to: day });
  }
  return runs;
}

const latest = (...days: string[]) => days.sort().at(-1)!;
const earliest = (...days: string[]) => days.sort()[0]!;
