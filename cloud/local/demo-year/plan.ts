import { chanceOf } from '../../src/domains/inspections/sampling';
import { startOfDay } from '../../src/clock';
import { busynessOf, daysFrom } from './calendar';
import { type Figures, figuresOf, type Scale } from './figures';
import { idNamed, randomFor } from './ids';
import { spread } from './spread';

/** A market of the demo year. */
export interface PlannedMarket {
  id: string;
  code: string;
  name: string;
  /** Whether a member runs it, all through the year. */
  isMember: boolean;
  /** Days of its fixed terminal. */
  openedOn: string;
  closedOn: string | null;
  /** Its part of what all markets of its kind trade. */
  weight: number;
  /** So likely is a deal captured by a phone, beside the others. */
  mobile: number;
}

/** What one day brings: completed deals by market, in the order of the markets, and deals that never are. */
export interface PlannedDay {
  day: string;
  completed: number[];
  notCompleted: number[];
}

/** The demo year in counts: a pure function of the scale. */
export interface YearPlan {
  figures: Figures;
  markets: PlannedMarket[];
  days: PlannedDay[];
  /** By which the sampling plan draws exactly as many deals as were inspected. */
  seed: string;
}

export const year = 2019;
/** The terminal that is opened, and the one that the clean-up closes. */
export const openedOn = '2019-03-18';
export const cleanedUpOn = '2019-09-27';
/** All that is left of the demo year's register ends on this day. */
export const endsOn = '2020-12-31';
/** What the sampling plan of 2019 draws. */
export const samplingRate = 0.333;
/** First and last day whose deals are billed to have been paid by the end of the year. */
const billed = ['2019-05-01', '2019-11-30'] as const;
/** A day that would see fewer deals sees none: the counters stay closed. */
const leastADay = 5;

export function planYear(scale: Scale): YearPlan {
  const figures = figuresOf(scale);
  const markets = marketsOf(figures);
  const days = daysOf(figures, markets);
  return { figures, markets, days, seed: seedFor(figures, markets, days) };
}

const stems = [...'甲乙丙丁戊己庚辛壬癸'];
const nameOf = (at: number) => `甬${stems[at % 10]}${['二手车市场', '汽车城', '车业广场'][Math.floor(at / 10)]}`;

/** Members' markets first, the greatest first; the last one of a member is opened in the year, the last one without is closed. */
function marketsOf({ scale, markets: { opening, opened, closed, others } }: Figures): PlannedMarket[] {
  const all = opening + opened;
  const members = all - others;
  return Array.from({ length: all }, (_, at) => {
    const [isMember, isNew, isClosed] = [at < members, at >= members - opened && at < members, at >= all - closed];
    const rank = isMember ? at : at - members;
    const random = randomFor('market', scale, at);
    return {
      id: idNamed(`market ${at}`, startOfDay('2017-11-01')),
      code: String(1901 + at),
      name: nameOf(at),
      isMember,
      openedOn: isNew ? openedOn : `2017-${11 + (at % 2)}-${10 + (at % 18)}`,
      closedOn: isClosed ? cleanedUpOn : null,
      weight: (isClosed ? 0.4 : 1) / (rank + 3) ** 0.8,
      mobile: random.between(0.75, 1.2),
    };
  });
}

export const isOpenOn = ({ openedOn: from, closedOn }: PlannedMarket, day: string): boolean => from <= day && (closedOn === null || day < closedOn);

/** Four spans between the days that published figures speak of, each with its own exact total; within a span by the calendar. */
function daysOf(figures: Figures, markets: PlannedMarket[]): PlannedDay[] {
  const { completed, notCompleted, fee, inspection } = figures;
  const days = daysFrom(`${year}-01-01`, `${year}-12-31`);
  const usual = completed / days.reduce((sum, day) => sum + busynessOf(day), 0);
  const weights = days.map((day) => (busynessOf(day) * usual < leastADay ? 0 : busynessOf(day)));
  const spanOf = (day: string) => (day < billed[0] ? 0 : day < inspection.firstDay ? 1 : day <= billed[1] ? 2 : 3);
  const ofSpan = [0, 1, 2, 3].map((span) => weights.map((weight, at) => (spanOf(days[at]!) === span ? weight : 0)));
  const weigh = (span: number) => ofSpan[span]!.reduce((sum, weight) => sum + weight, 0);
  const vehicles = fee.memberVehicles + fee.otherVehicles;
  const [autumn, december] = spread(inspection.eligible, [weigh(2), weigh(3)]) as [number, number];
  const totals = [completed - vehicles - december, vehicles - autumn, autumn, december];
  const byDay = spreadSpans(ofSpan, totals);
  const others = othersOf(days, byDay, fee);
  const away = spread(notCompleted, byDay);
  const [ofMembers, ofOthers, ofAll] = [diffuser(markets, (market) => market.isMember), diffuser(markets, (market) => !market.isMember), diffuser(markets, () => true)];
  return days.map((day, at) => {
    const [member, other] = [ofMembers(day, byDay[at]! - others[at]!), ofOthers(day, others[at]!)];
    return { day, completed: member.map((count, market) => count + other[market]!), notCompleted: ofAll(day, away[at]!) };
  });
}

function spreadSpans(ofSpan: number[][], totals: number[]): number[] {
  const parts = ofSpan.map((weights, span) => spread(totals[span]!, weights));
  return parts[0]!.map((_, at) => parts.reduce((sum, part) => sum + part[at]!, 0));
}

/** Deals of markets without a member: exact where they are billed, of the same share before and after. */
function othersOf(days: string[], byDay: number[], { memberVehicles, otherVehicles }: Figures['fee']): number[] {
  const isBilled = (at: number) => days[at]! >= billed[0] && days[at]! <= billed[1];
  const exact = spread(otherVehicles, byDay.map((count, at) => (isBilled(at) ? count : 0)));
  const rest = byDay.map((count, at) => (isBilled(at) ? 0 : count));
  const share = Math.round((rest.reduce((sum, count) => sum + count, 0) * otherVehicles) / (memberVehicles + otherVehicles));
  const around = spread(share, rest);
  return exact.map((count, at) => count + around[at]!);
}

/** Splits each day's count by the weights of the markets that are open; what rounding takes from a market on one day it gets on another. */
function diffuser(markets: PlannedMarket[], isOne: (market: PlannedMarket) => boolean): (day: string, count: number) => number[] {
  const owed = markets.map(() => 0);
  return (day, count) => {
    const weights = markets.map((market) => (isOne(market) && isOpenOn(market, day) ? market.weight : 0));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    if (count === 0) return markets.map(() => 0);
    const due = weights.map((weight, at) => (weight === 0 ? Number.NEGATIVE_INFINITY : (owed[at]! += (count * weight) / sum)));
    const given = due.map((value) => Math.max(0, Math.floor(value)));
    const order = due.map((value, at) => [value - given[at]!, at] as const).sort(([one, at], [other, then]) => other - one || at - then);
    let left = count - given.reduce((all, part) => all + part, 0);
    for (const [, at] of order) if (left-- > 0) given[at]! += 1;
    given.forEach((part, at) => void (owed[at]! -= part));
    return given;
  };
}

export const stratumOfMarket = (marketId: string) => `base|${marketId}`;

/** The first seed by which systematic drawing within each market and day draws as many as were inspected, and on every day one at least. */
function seedFor({ scale, inspection }: Figures, markets: PlannedMarket[], days: PlannedDay[]): string {
  const inspected = days.filter(({ day, completed }) => day >= inspection.firstDay && completed.some((count) => count > 0));
  for (let n = 1; ; n++) {
    const seed = `宁波${year} 1:${scale} ${n}`;
    const drawn = inspected.map(({ day, completed }) => completed.reduce((sum, count, at) => sum + Math.floor(count * samplingRate + chanceOf(seed, day, stratumOfMarket(markets[at]!.id))), 0));
    if (drawn.reduce((sum, count) => sum + count, 0) === inspection.inspected && drawn.every((count) => count > 0)) return seed;
  }
}
