import type { Transaction } from '../../src/domains/transactions/transaction.entity';
import { startOfDay } from '../../src/clock';
import type { Random } from '../documents/random';
import { officeDayAfter } from './calendar';
import type { Figures } from './figures';
import { idAt, randomFor } from './ids';
import { year, type YearPlan } from './plan';
import { isTaken, spread, takenBefore } from './spread';
import { carOf } from './vehicles';

/** What the vehicle office makes of a completed deal: registered within days, done again for a car that is registered once, in the next year only, or never. */
export type Fate = 'registered' | 'again' | 'next_year' | 'never';

/** One deal of the demo year, but for whose it is. */
export interface PlannedDeal {
  id: string;
  day: string;
  /** Place of its market in the plan. */
  market: number;
  isMobile: boolean;
  business: Transaction['business'];
  vin: string;
  plate: string;
  /** Moments in milliseconds since 1970. */
  createdAt: number;
  submittedAt: number;
  /** Null for one that was called off after the counter had sent it back. */
  completedAt: number | null;
  /** Number of the day, market and business, from 1. */
  number: number;
  isUnitSelling: boolean;
  isUnitBuying: boolean;
  /** Null for one that was not completed. */
  fate: Fate | null;
  registeredOn: string | null;
}

const minute = 60_000;
/** The counters work from half past eight to half past four; a deal takes three quarters of an hour at most. */
const opensAfter = 510 * minute;
const openFor = 480 * minute;

/** Every deal of the plan, by the moment at which it begins; pure, and the same each time. */
export function planDeals(plan: YearPlan): PlannedDeal[] {
  const { figures, days } = plan;
  const channels = channelsOf(plan);
  const fates = fatesOf(plan);
  const { withoutDeal } = figures.registrations;
  const registered = figures.office.trades.value - withoutDeal;
  const movedOut = figures.office.movedOut.value - movedOutWithoutDeal(figures);
  let [completedSoFar, registeredSoFar] = [0, 0];
  return days.flatMap(({ day, completed, notCompleted }) => {
    const opening = startOfDay(day).getTime() + opensAfter;
    const numbers = new Map<string, number>();
    const begun = completed.flatMap((count, market) => {
      const of = count + notCompleted[market]!;
      const random = randomFor(figures.scale, day, market);
      return Array.from({ length: of }, (_, n) => ({ market, random, isCompleted: !isTaken(n, of, notCompleted[market]!), createdAt: opening + Math.floor(((n + random.next()) * openFor) / of) }));
    });
    begun.sort((one, other) => one.createdAt - other.createdAt || one.market - other.market);
    return begun.map(({ market, random, isCompleted, createdAt }): PlannedDeal => {
      const submittedAt = createdAt + random.integer(4 * minute, 25 * minute);
      const g = isCompleted ? completedSoFar++ : null;
      const fate = g === null ? null : fates.of(g);
      const isMovedOut = fate === 'registered' ? isTaken(registeredSoFar++, registered, movedOut) : random.chance(0.2162);
      const business = isMovedOut ? 'moved_out' : 'city_transfer';
      const key = `${market} ${business}`;
      numbers.set(key, (numbers.get(key) ?? 0) + 1);
      const car = carOf(figures.scale, fate === 'again' ? fates.earlier(g!) : (g ?? `open ${createdAt} ${market}`));
      return {
        id: idAt(random, createdAt),
        day,
        market,
        isMobile: g === null ? random.chance(0.6) : channels(market),
        business,
        ...car,
        createdAt,
        submittedAt,
        completedAt: isCompleted ? submittedAt + random.integer(3 * minute, 20 * minute) : null,
        number: numbers.get(key)!,
        isUnitSelling: random.chance(0.28),
        isUnitBuying: random.chance(0.07),
        fate,
        registeredOn: fate === 'registered' ? within(officeDayAfter(day, workdaysTo(random))) : fate === 'next_year' ? officeDayAfter(`${year + 1}-01-02`, random.integer(0, 12)) : null,
      };
    });
  });
}

/** Registered without a deal of ours: so many of them moved out, as of all. */
export const movedOutWithoutDeal = ({ registrations, office }: Figures): number => Math.round((registrations.withoutDeal * office.movedOut.value) / office.trades.value);

/** Most cars are registered on the day or the next working day. */
function workdaysTo(random: Random): number {
  const drawn = random.next();
  return drawn < 0.45 ? 0 : drawn < 0.82 ? 1 : random.integer(2, 6);
}
const within = (day: string) => (day > `${year}-12-31` ? `${year}-12-31` : day);

/** 移动端 or 固定端, market by market: the phones' part is the market's own, their sum exact; within a market they lie evenly. */
function channelsOf({ figures, markets, days }: YearPlan): (market: number) => boolean {
  const completed = markets.map((_, at) => days.reduce((sum, day) => sum + day.completed[at]!, 0));
  const mobile = spread(figures.mobile, completed.map((count, at) => count * markets[at]!.mobile));
  const seen = markets.map(() => 0);
  return (market) => isTaken(seen[market]!++, completed[market]!, mobile[market]!);
}

/** Which completed deals, counted from 0, have no registration of their own in the year. */
function fatesOf({ figures, days }: YearPlan): { of: (g: number) => Fate; earlier: (g: number) => number } {
  const { again, nextYear, never } = figures.registrations;
  const before = (end: string) => days.filter(({ day }) => day < end).reduce((sum, { completed }) => sum + completed.reduce((all, count) => all + count, 0), 0);
  // A car that is done again was registered some weeks before; what waits for the next year is of the last days of December.
  const [from, to, late] = [before(`${year}-03-01`), before(`${year}-12-20`), before(`${year}-12-23`)];
  const of = (g: number): Fate => {
    if (g >= late) return isTaken(g - late, figures.completed - late, nextYear) ? 'next_year' : 'registered';
    if (g < from || g >= to || !isTaken(g - from, to - from, again + never)) return 'registered';
    return isTaken(takenBefore(g - from, to - from, again + never), again + never, again) ? 'again' : 'never';
  };
  const earlier = (g: number): number => {
    let car = Math.floor(g * 0.4);
    while (of(car) !== 'registered') car--;
    return car;
  };
  return { of, earlier };
}
