import { Between, type EntityManager } from 'typeorm';
import { startOfDay } from '../../../clock';
import { addDays } from '../../registry/duties';
import { keyOf } from '../figures';
import { monthsOf, periodAfter } from '../periods';
import { publishedOf } from '../published';
import { presentRules, rulesInForce } from './comparison-rules';
import { compare } from './compared';
import { isMatched } from './match-registrations';
import { RegistrationList } from './registration.entity';

/** The office's number that ours is compared with: 二手汽车交易 of the whole city. */
const officeKey = keyOf({ item: 'used_car_trades', dimension: null, member: null });

/** 按月核对 of a year, as far as its months have begun on this day, and the year as a whole. */
export async function compareYear(tx: EntityManager, { year, today }: { year: number; today: string }) {
  const rules = await rulesInForce(tx);
  const months = monthsOf(String(year)).filter((month) => month <= today.slice(0, 7));
  const published = await publishedOf(tx, [...months, String(year)], { dimension: null, member: null });
  const officeOf = (period: string) => published.get(period)?.figures.get(officeKey)?.value ?? null;
  const completed = await completedIn(tx, months);
  const lists = await tx.findBy(RegistrationList, { month: Between(`${year}-01`, `${year}-12`) });
  const { matched, explained } = await matchedByMonth(tx, { year, windowDays: rules.windowDays });
  const told = months.map((month) => {
    const list = lists.find((one) => one.month === month);
    const own = completed.get(month) ?? 0;
    const both = matched.get(month) ?? 0;
    return {
      month,
      ...compare(own, officeOf(month), rules.toleranceHundredths),
      ...(list ? { listed: list.lineCount, matched: both, unmatchedOurs: own - (explained.get(month) ?? 0), unmatchedOffice: list.lineCount - both } : { listed: null, matched: null, unmatchedOurs: null, unmatchedOffice: null }),
    };
  });
  const ofYear = officeOf(String(year));
  const covered = ofYear === null ? told.filter(({ office }) => office !== null) : told;
  const sum = (rows: typeof told, field: 'completed' | 'office') => rows.reduce((total, row) => total + (row[field] ?? 0), 0);
  const total = covered.length > 0 ? compare(sum(covered, 'completed'), ofYear ?? sum(covered, 'office'), rules.toleranceHundredths) : compare(sum(told, 'completed'), null, rules.toleranceHundredths);
  return { year, rules: await presentRules(tx, rules), months: told, total: { ...total, months: covered.length, isOfYear: ofYear !== null } };
}

/** Each month by a range of the index alone. */
async function completedIn(tx: EntityManager, months: string[]): Promise<Map<string, number>> {
  if (months.length === 0) return new Map();
  const rows: { month: string; n: string }[] = await tx.query(
    months.map(() => 'SELECT ? AS month, COUNT(*) AS n FROM transactions WHERE completed_at >= ? AND completed_at < ?').join(' UNION ALL '),
    months.flatMap((month) => [month, startOfDay(`${month}-01`), startOfDay(`${periodAfter(month)}-01`)]),
  );
  return new Map(rows.map(({ month, n }) => [month, Number(n)]));
}

/** Matched registrations by their own month, and by that of the deal's completion, of which some are registered in the next year. */
async function matchedByMonth(tx: EntityManager, { year, windowDays }: { year: number; windowDays: number }) {
  const rows: { registeredOn: string; days: number; n: string }[] = await tx.query(
    `SELECT r.registered_on AS registeredOn, r.days, COUNT(*) AS n FROM registrations r
     WHERE r.registered_on >= ? AND r.registered_on < ? + INTERVAL ? DAY AND ${isMatched('r')} GROUP BY r.registered_on, r.days`,
    [`${year}-01-01`, `${year + 1}-01-01`, windowDays, windowDays],
  );
  const [matched, explained] = [new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, day: string, n: number) => void to.set(day.slice(0, 7), (to.get(day.slice(0, 7)) ?? 0) + n);
  for (const { registeredOn, days, n } of rows) {
    add(matched, registeredOn, Number(n));
    add(explained, addDays(registeredOn, -days), Number(n));
  }
  return { matched, explained };
}
