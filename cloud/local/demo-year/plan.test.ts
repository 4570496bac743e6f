import { planDeals } from './deals';
import { figuresOf, type Scale } from './figures';
import ningbo from './ningbo-2019.json';
import { openedOn, planYear, type YearPlan } from './plan';
import { planRegister } from './register-plan';
import { officeMonths } from './vehicle-office';

const { published, records, derived } = ningbo;
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const within = ({ days }: YearPlan, from: string, to: string) => days.filter(({ day }) => day >= from && day <= to);

describe('the figures of 2019 at 1:1', () => {
  it('are those of the report and its records', () => {
    const { transactions, inspection, serviceFee, fixedTerminals, members, dues, dmv } = records;
    expect(figuresOf(1)).toMatchObject({
      ...{ uploaded: transactions.uploaded, completed: transactions.completed, notCompleted: transactions.openReturnedOrCancelled },
      ...{ mobile: published.completedMobile, fixed: published.completedFixed, members, dues: { tiers: dues.tiers, dueYuan: dues.dueYuan, paidYuan: dues.paidYuan, unpaid: dues.unpaidMembers } },
      companies: { opening: records.companies.openingStock, opened: published.newCompanies, routine: published.companiesCancelled, cleanup: published.cleanupCompanies, closing: published.companiesOnRegister, changed: published.changes },
      certificates: { opening: records.certificates.openingStock, issued: published.certificatesIssued, cancelled: published.certificatesCancelled, closing: published.certificatesOnRegister },
      apps: { opening: records.apps.openingStock, opened: records.apps.opened, routine: published.appsCancelled, cleanup: published.cleanupApps, closing: published.appsOnRegister },
      markets: { opening: fixedTerminals.openingStock, opened: fixedTerminals.opened, closed: fixedTerminals.closed },
      inspection: { firstDay: inspection.firstSampledDay, eligible: inspection.eligible, inspected: inspection.inspected, problems: inspection.problems },
      fee: { memberVehicles: serviceFee.memberMarketVehicles, otherVehicles: serviceFee.nonMemberMarketVehicles, yuan: serviceFee.yuan },
      office: { stock: { value: dmv.vehicleStock, before: dmv.vehicleStock2018 }, city: { value: dmv.cityTransfers }, movedOut: { value: dmv.movedOut }, trades: { value: published.dmvTrades } },
    });
  });
});

describe.each<Scale>([1, 100])('the plan at 1:%i', (scale) => {
  const plan = planYear(scale);
  const { figures, markets } = plan;

  it('comes to the exact sums of the year, of the cars that are billed, and of the days that are inspected', () => {
    const of = (from: string, to: string, which: (market: number) => boolean = () => true) => sum(within(plan, from, to).flatMap(({ completed }) => completed.filter((_, market) => which(market))));
    expect(of('2019-01-01', '2019-12-31')).toBe(figures.completed);
    expect(of('2019-05-01', '2019-11-30', (market) => markets[market]!.isMember)).toBe(figures.fee.memberVehicles);
    expect(of('2019-05-01', '2019-11-30', (market) => !markets[market]!.isMember)).toBe(figures.fee.otherVehicles);
    expect(of(figures.inspection.firstDay, '2019-12-31')).toBe(figures.inspection.eligible);
    expect(sum(plan.days.flatMap(({ notCompleted }) => notCompleted))).toBe(figures.notCompleted);
    expect(plan.days.every(({ completed, notCompleted }) => [...completed, ...notCompleted].every((count) => Number.isInteger(count) && count >= 0))).toBe(true);
  });

  it('has a week, a spring festival, and markets that open and close', () => {
    const perDay = (from: string, to: string) => sum(within(plan, from, to).flatMap(({ completed }) => completed));
    expect(perDay('2019-02-04', '2019-02-09')).toBe(0);
    expect(perDay('2019-10-01', '2019-10-07')).toBe(0);
    expect(perDay('2019-01-21', '2019-02-01')).toBeGreaterThan(1.5 * perDay('2019-02-11', '2019-02-22'));
    expect(perDay('2019-06-15', '2019-06-16')).toBeLessThan(0.3 * perDay('2019-06-17', '2019-06-17'));
    const opened = markets.findIndex((market) => market.openedOn === openedOn);
    const closed = markets.findIndex(({ closedOn }) => closedOn !== null);
    expect(sum(within(plan, '2019-01-01', '2019-03-17').map(({ completed }) => completed[opened]!))).toBe(0);
    expect(sum(within(plan, '2019-09-27', '2019-12-31').map(({ completed }) => completed[closed]!))).toBe(0);
    expect(sum(plan.days.map(({ completed }) => Math.min(completed[opened]!, 1) + Math.min(completed[closed]!, 1)))).toBeGreaterThan(10);
  });

  it('has a register whose every stock comes out', () => {
    const { companies, certificates } = planRegister(figures);
    const { companies: wanted, certificates: held, apps } = figures;
    const [ended, live] = [companies.filter(({ ended: end }) => end), (day: string) => certificates.filter(({ since, endedOn }) => since <= day && (endedOn === null || endedOn > day))];
    expect([companies.length, ended.filter(({ ended: end }) => end!.reason === 'own_request').length, ended.filter(({ ended: end }) => end!.reason === 'cleanup').length]).toEqual([wanted.opening + wanted.opened, wanted.routine, wanted.cleanup]);
    expect([live('2018-12-31').length, live('2019-12-31').length]).toEqual([held.opening, held.closing]);
    expect(certificates.filter(({ appCleanedUp }) => appCleanedUp)).toHaveLength(apps.cleanup);
    expect(live('2019-12-31').filter(({ appCleanedUp }) => !appCleanedUp)).toHaveLength(apps.closing);
    expect(certificates.filter(({ endedOn, appCleanedUp }) => endedOn !== null && endedOn >= '2019-01-01' && !appCleanedUp)).toHaveLength(apps.routine);
  });
});

it('plans the same deals each time, each with its car, and as many registrations as the vehicle office counts', () => {
  const plan = planYear(100);
  const { figures } = plan;
  const deals = planDeals(plan);
  expect(planDeals(planYear(100))).toEqual(deals);
  expect(deals).toHaveLength(figures.uploaded);
  expect(deals.filter(({ completedAt, isMobile }) => completedAt !== null && isMobile)).toHaveLength(figures.mobile);
  expect(new Set(deals.map(({ id }) => id)).size).toBe(deals.length);
  expect(deals.filter(({ fate }) => fate !== null && fate !== 'registered').length - figures.registrations.withoutDeal).toBe(figures.completed - figures.office.trades.value);
  const of2019 = [...officeMonths(figures, deals)].filter(([month]) => month.startsWith('2019'));
  expect([sum(of2019.map(([, { city }]) => city)), sum(of2019.map(([, { movedOut }]) => movedOut)), of2019.at(-1)![1].stock]).toEqual([figures.office.city.value, figures.office.movedOut.value, figures.office.stock.value]);
});

it('says at 1:1 what follows from the figures', () => {
  expect(figuresOf(1).completed - figuresOf(1).office.trades.value).toBe(derived.imagesMinusDmv);
});
