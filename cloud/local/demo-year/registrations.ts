import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { monthAfter, monthsBetween } from '../../src/domains/ledger/calendar-month';
import { importRegistrationRows, type RegistrationRow } from '../../src/domains/statistics/comparisons/registrations';
import type { PlannedDeal } from './deals';
import { on, type Step } from './governance';
import { randomFor } from './ids';
import { year, type YearPlan } from './plan';
import { actorOf, byOf } from './staff';
import { carOf } from './vehicles';
import { withoutDealOf } from './vehicle-office';

/** The office began to hand out lists in May, with those of the months before: by then the deals are there. */
const firstLists = '2019-05-06';
const later = (one: string, other: string) => (one > other ? one : other);

/**
 * 登记明细 of each month of the year and the January after it, in which what was completed late in December is registered: of our deals as
 * the vehicle office has them, and of cars of which we have none.
 */
export function registrationsOf(plan: YearPlan, deals: PlannedDeal[]): Step[] {
  const byMonth = new Map<string, PlannedDeal[]>();
  for (const deal of deals) {
    const month = deal.registeredOn?.slice(0, 7);
    if (!month) continue;
    if (!byMonth.has(month)) byMonth.set(month, []);
    byMonth.get(month)!.push(deal);
  }
  const months = monthsBetween(`${year}-01`, `${year + 1}-01`);
  return months.map((month, at) =>
    on(later(`${monthAfter(month)}-06`, firstLists), 9, (tx, moment) => importMonth(tx, { month, rows: [...(byMonth.get(month) ?? []).map((deal) => rowOf(deal, plan)), ...(at < 12 ? strangersOf(plan, month, at) : [])] }, moment)),
  );
}

const rowOf = ({ vin, plate, business, registeredOn, market }: PlannedDeal, { markets }: YearPlan): Omit<RegistrationRow, 'place'> => ({ vin, plate, business: business === 'moved_out' ? 'moved_out' : 'city_transfer', registeredOn: registeredOn!, marketName: markets[market]!.name });

/** Registered, but not through a market of ours. */
function strangersOf({ figures }: YearPlan, month: string, at: number): Omit<RegistrationRow, 'place'>[] {
  const { city, movedOut } = withoutDealOf(figures);
  const random = randomFor('strangers', month);
  const of = (business: RegistrationRow['business'], count: number) =>
    Array.from({ length: count }, (_, n) => ({ ...carOf(figures.scale, `stranger ${month} ${business} ${n}`), business, registeredOn: `${month}-${String(random.integer(8, 25)).padStart(2, '0')}`, marketName: null }));
  return [...of('city_transfer', city[at]!), ...of('moved_out', movedOut[at]!)];
}

async function importMonth(tx: EntityManager, { month, rows }: { month: string; rows: Omit<RegistrationRow, 'place'>[] }, at: Date): Promise<void> {
  const placed = rows.sort((one, other) => one.registeredOn.localeCompare(other.registeredOn)).map((row, n) => ({ ...row, place: `第${n + 2}行` }));
  const sha256 = createHash('sha256').update(JSON.stringify(placed)).digest('hex');
  await importRegistrationRows(tx, { month, fileName: `车管登记明细${month}.csv`, sha256, rows: placed }, actorOf('clerk'), byOf('clerk', at));
}
