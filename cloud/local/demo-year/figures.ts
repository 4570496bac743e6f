import ningbo from './ningbo-2019.json';

/** 1:1, or 1:100 for the first start. */
export type Scale = 1 | 100;

const { published, records } = ningbo;

/** What a scale leaves of a count: half up. */
export const scaled = (count: number, scale: Scale): number => Math.floor((2 * count + scale) / (2 * scale));

/** What there are few of stays few at 1:100: a hundredth of 28 markets or 39 members would be none. Tiers as in the records: yuan, members, those who paid. */
const structures = {
  1: { marketsAtStart: records.fixedTerminals.openingStock, otherMarkets: 9, members: records.members, tiers: records.dues.tiers },
  100: {
    marketsAtStart: 4,
    otherMarkets: 2,
    members: { opening: 10, joined: 3, left: 1, closing: 12 },
    tiers: [
      { yuan: 10_000, members: 2, paid: 2 },
      { yuan: 6_000, members: 6, paid: 6 },
      { yuan: 3_000, members: 4, paid: 3 },
    ],
  },
} as const;

/** What the demo year of a scale must come to; every identity of the records holds. */
export type Figures = ReturnType<typeof figuresOf>;

/**
 * The figures of 2019 at a scale. Counts of volume are divided, flows and closing stocks half up; what an identity ties to them follows:
 * opening = closing − new + ended, not completed = uploaded − completed, fixed = completed − mobile, total = sum of its parts.
 */
export function figuresOf(scale: Scale) {
  const of = (count: number) => scaled(count, scale);
  const completed = of(records.transactions.completed);
  const mobile = of(published.completedMobile);
  const { companies, certificates, apps } = records;
  const stock = (closing: number, opened: number, ended: number) => ({ opening: of(closing) - of(opened) + ended, closing: of(closing) });
  const [routine, cleanup] = [of(companies.cancelledRoutine), of(companies.cancelledCleanup)];
  const [appsRoutine, appsCleanup] = [of(apps.cancelledRoutine), of(apps.cancelledCleanup)];
  const [city, movedOut] = [of(records.dmv.cityTransfers), of(records.dmv.movedOut)];
  const [memberVehicles, otherVehicles] = [of(records.serviceFee.memberMarketVehicles), of(records.serviceFee.nonMemberMarketVehicles)];
  const base = (value: number, percent: number) => of(Math.round(value / (1 + percent / 100)));
  const trades = city + movedOut;
  const { marketsAtStart, otherMarkets, members, tiers } = structures[scale];
  return {
    scale,
    uploaded: of(records.transactions.uploaded),
    completed,
    notCompleted: of(records.transactions.uploaded) - completed,
    mobile,
    fixed: completed - mobile,
    companies: { ...stock(companies.closingStock, companies.opened, routine + cleanup), opened: of(companies.opened), routine, cleanup, changed: of(published.changes) },
    certificates: { ...stock(certificates.closingStock, certificates.issued, of(certificates.cancelled)), issued: of(certificates.issued), cancelled: of(certificates.cancelled) },
    apps: { ...stock(apps.closingStock, apps.opened, appsRoutine + appsCleanup), opened: of(apps.opened), routine: appsRoutine, cleanup: appsCleanup },
    /** Of the markets without a member one is closed in the clean-up; a market of a member is opened in the year. */
    markets: { opening: marketsAtStart, opened: records.fixedTerminals.opened, closed: records.fixedTerminals.closed, others: otherMarkets },
    inspection: { firstDay: records.inspection.firstSampledDay, eligible: of(records.inspection.eligible), inspected: of(records.inspection.inspected), problems: of(records.inspection.problems) },
    fee: { memberVehicles, otherVehicles, yuan: memberVehicles * published.serviceFeeMemberYuan + otherVehicles * published.serviceFeeNonMemberYuan },
    members,
    dues: { tiers, dueYuan: sum(tiers.map((tier) => tier.yuan * tier.members)), paidYuan: sum(tiers.map((tier) => tier.yuan * tier.paid)), unpaid: sum(tiers.map((tier) => tier.members - tier.paid)) },
    office: {
      stock: { value: of(records.dmv.vehicleStock), before: of(records.dmv.vehicleStock2018), percent: published.vehicleStockGrowthPercent },
      trades: { value: trades, before: base(published.dmvTrades, published.dmvTradesGrowthPercent), percent: published.dmvTradesGrowthPercent },
      city: { value: city, before: base(published.dmvCityTransfers, published.dmvCityTransfersGrowthPercent), percent: published.dmvCityTransfersGrowthPercent },
      movedOut: { value: movedOut, before: base(published.dmvMovedOut, published.dmvMovedOutGrowthPercent), percent: published.dmvMovedOutGrowthPercent },
    },
    /** 与车管的差: registered without a deal of ours, and of ours done again, registered in the next year only, or never; the difference is what the records say. */
    registrations: registrationsOf(completed, trades, of),
  };
}

function registrationsOf(completed: number, trades: number, of: (count: number) => number) {
  const withoutDeal = of(427);
  const withoutRegistration = completed - (trades - withoutDeal);
  const [again, nextYear] = [Math.floor(withoutRegistration * 0.29), Math.floor(withoutRegistration * 0.48)];
  return { withoutDeal, again, nextYear, never: withoutRegistration - again - nextYear };
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
