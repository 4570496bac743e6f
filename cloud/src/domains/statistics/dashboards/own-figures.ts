import { businesses, channels } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { startOfDay } from '../../../clock';
import type { Deps } from '../../../deps';
import { ensure } from '../../../http/errors';
import { daysOf } from '../../ledger/calendar-month';
import { isMember, standingOn } from '../../members/standings';
import { Company } from '../../registry/company.entity';
import { Market } from '../../registry/market.entity';
import { Member } from '../../members/member.entity';
import { type DealsOfDay, dealsOfDays, sumOf } from '../day-figures/day-figures';
import type { Days } from '../day-figures/records';
import { completedIn, firstOf, readCourse, shownMonthsOf } from './course';
import { inspectedOf } from './inspected';
import { officeTrades } from './office';
import { type CitySum, fewestOthers, othersIn, othersInspected, type Viewer } from './others';
import { hundredthsOf, rateOf } from './shares';

type OwnDeals = Pick<DealsOfDay, 'channel' | 'business' | 'completed'> & { month: string };

/**
 * 我的数据: the company's own deals beside the city's, month by month (CAP-G4). A number of the city stands only where at least three
 * others had deals in it, apart from the company and the market that it runs, so that nobody's number can be read off it.
 */
export async function ownFigures({ db, clock }: Pick<Deps, 'db' | 'clock'>, companyId: string) {
  const now = clock.now();
  const tx = db.manager;
  const company = await tx.findOneBy(Company, { id: companyId });
  ensure(company, 'request.not_found');
  const { today, month, deals } = await readCourse(db, now);
  const { viewer, market, member } = await viewerOf(tx, companyId, today);
  const months = shownMonthsOf(month);
  const year = { from: firstOf(today.slice(0, 4)), to: today };
  const [own, ownMarket, office, others, mix, problemRate] = await Promise.all([
    ownDeals(tx, companyId, months[0]!),
    market && dealsOfDays(db, { from: firstOf(months[0]!), to: today, marketId: market.id }, now),
    officeTrades(tx, months),
    Promise.all(months.map((one) => othersIn(tx, viewer, spanOf(one), deals))),
    cityMix(tx, viewer, year, deals),
    problemRates(tx, viewer, year),
  ]);
  return {
    asOf: now,
    company: { name: company.name, marketName: market?.name ?? null, isMember: member },
    months: months.map((one, at) => ({
      month: one,
      own: own.reduce((sum, row) => (row.month === one ? sum + row.completed : sum), 0),
      ownMarket: ownMarket && completedIn(ownMarket, one),
      city: others[at]! < fewestOthers ? null : completedIn(deals, one),
      others: others[at]!,
      office: office.get(one) ?? null,
    })),
    mix: mix.map(({ key, name, cityHundredths }) => {
      const ofYear = own.filter((row) => row.month >= year.from.slice(0, 7));
      const all = ofYear.reduce((sum, { completed }) => sum + completed, 0);
      const some = ofYear.reduce((sum, row) => (row.channel === key || row.business === key ? sum + row.completed : sum), 0);
      return { key, name, own: some, ownHundredths: hundredthsOf(some, all), cityHundredths };
    }),
    problemRate,
  };
}

/** First and last day of a month. */
function spanOf(month: string): Days {
  const { first, last } = daysOf(month);
  return { from: first, to: last };
}

/** The member that the company is, and the market that it runs. */
async function viewerOf(tx: EntityManager, companyId: string, today: string): Promise<{ viewer: Viewer; market: Market | null; member: boolean }> {
  const member = await tx.findOneBy(Member, { liveCompanyId: companyId });
  const market = member?.liveMarketId ? await tx.findOneBy(Market, { id: member.liveMarketId }) : null;
  return { viewer: { companyId, marketId: market?.id ?? null }, market, member: member !== null && isMember(await standingOn(tx, member.id, today)) };
}

/** Deals completed under the company's certificates since this month, by month, channel and business. */
async function ownDeals(tx: EntityManager, companyId: string, since: string): Promise<OwnDeals[]> {
  const month = "DATE_FORMAT(DATE_ADD(completed_at, INTERVAL 8 HOUR), '%Y-%m')";
  const rows: (Omit<OwnDeals, 'completed'> & { n: string })[] = await tx.query(
    `SELECT ${month} AS month, channel, business, COUNT(*) AS n FROM transactions WHERE company_id = ? AND completed_at >= ? GROUP BY ${month}, channel, business`,
    [companyId, startOfDay(firstOf(since))],
  );
  return rows.map(({ n, ...row }) => ({ ...row, completed: Number(n) }));
}

/**
 * The city's shares by channel and by business. Where one of a kind is too few people's, the whole kind is kept back, for the rest
 * would give it away; one that nobody else had is nobody's.
 */
async function cityMix(tx: EntityManager, viewer: Viewer, year: { from: string; to: string }, deals: DealsOfDay[]) {
  const all = sumOf(deals, year, 'completed');
  const kind = async <K extends 'channel' | 'business'>(field: K, names: Record<DealsOfDay[K], string>) => {
    const keys = Object.keys(names) as DealsOfDay[K][];
    const others = await Promise.all(keys.map((key) => othersIn(tx, viewer, { ...year, [field]: key } as CitySum, deals)));
    const tells = others.some((count) => count > 0 && count < fewestOthers);
    return keys.map((key, at) => ({ key, name: names[key], cityHundredths: tells || others[at]! < fewestOthers ? null : hundredthsOf(sumOf(deals, year, 'completed', { [field]: key }), all) }));
  };
  return [...(await kind('channel', channels)), ...(await kind('business', businesses))];
}

/** 问题率 of this year so far, the company's own and the city's. */
async function problemRates(tx: EntityManager, viewer: Viewer, year: { from: string; to: string }) {
  const rate = (of: Awaited<ReturnType<typeof inspectedOf>>) => rateOf({ hits: of.problems, of: of.inspected });
  const [own, others] = await Promise.all([inspectedOf(tx, year, { sql: 't.company_id = ?', values: [viewer.companyId] }), othersInspected(tx, viewer, year)]);
  return { own: rate(own), city: others < fewestOthers ? null : rate(await inspectedOf(tx, year)) };
}
