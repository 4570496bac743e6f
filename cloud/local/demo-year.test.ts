import type { MetricCode, MetricValue } from '@yongche/contract/metrics';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { openKeyFile } from '../src/adapters/keys/key-file';
import { systemClock } from '../src/clock';
import { openDatabase } from '../src/database';
import { meterMissing } from '../src/domains/billing/meter-missing';
import { disciplineRound } from '../src/domains/discipline/rounds';
import { recordEarlier } from '../src/domains/evidence/record';
import { inspectionsRound } from '../src/domains/inspections/rounds';
import { openPayables } from '../src/domains/payments/payables';
import { findDifferences } from '../src/domains/registry/figures';
import { registryRound } from '../src/domains/registry/rounds';
import { computeReport } from '../src/domains/statistics/annual/compute-report';
import { growthOf, percentOf } from '../src/domains/statistics/growth';
import { metricsByCode } from '../src/domains/statistics/metrics/compute';
import { createTestDatabase } from '../test/database';
import { removeDeal } from '../test/remove-deal';
import { loadDemoHistory } from './demo-money';
import { figuresOf, type Scale } from './demo-year/figures';
import { loadDemoYear } from './demo-year/load';
import ningbo from './demo-year/ningbo-2019.json';

/**
 * The demo year as a proof: every figure that the association published for 2019 comes back from the records. At 1:100 as `npm test` builds
 * it; with YEAR_SCALE=1 at 1:1, which takes minutes and prints each figure beside the published one.
 */
const scale: Scale = process.env.YEAR_SCALE === '1' ? 1 : 100;
const range = { from: '2019-01-01', to: '2019-12-31' };
const { published, derived } = ningbo;
const figures = figuresOf(scale);

const directory = mkdtempSync(join(tmpdir(), 'yongche-year-'));
let db: DataSource;
let deps: Parameters<typeof loadDemoYear>[0];
beforeAll(async () => {
  db = await openDatabase(await createTestDatabase());
  await db.runMigrations();
  deps = { db, keys: await openKeyFile(join(directory, 'keys.json'), { create: true }), clock: systemClock, log: pino({ level: 'silent' }) };
  const begun = performance.now();
  const loaded = await loadDemoYear(deps, { scale });
  tell(`1:${scale}：${loaded!.rows} rows in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}, 3_000_000);
afterAll(async () => {
  await db?.destroy();
  rmSync(directory, { recursive: true, force: true });
});

const tell = (line: string) => void (scale === 1 && process.stdout.write(`${line}\n`));
const hundredths = (part: number, of: number) => Math.floor((20_000 * part + of) / (2 * of));

/** What the report published, and what it is at this scale: at 1:1 both are the same number. Money in yuan, rates in percent as they were printed. */
const expected: [code: MetricCode, published: number | string, atScale: number | string][] = [
  ['office_vehicle_stock', published.vehicleStock, figures.office.stock.value],
  ['office_vehicle_stock_growth', published.vehicleStockGrowthPercent, growth('stock')],
  ['office_trades', published.dmvTrades, figures.office.trades.value],
  ['office_trades_growth', published.dmvTradesGrowthPercent, growth('trades')],
  ['office_city_transfers', published.dmvCityTransfers, figures.office.city.value],
  ['office_city_transfers_growth', published.dmvCityTransfersGrowthPercent, growth('city')],
  ['office_moved_out', published.dmvMovedOut, figures.office.movedOut.value],
  ['office_moved_out_growth', published.dmvMovedOutGrowthPercent, growth('movedOut')],
  ['uploaded', published.uploaded, figures.uploaded],
  ['completed', published.completed, figures.completed],
  ['completed_mobile', published.completedMobile, figures.mobile],
  ['completed_fixed', published.completedFixed, figures.fixed],
  ['mobile_rate', published.mobileRatePercent, tenths(figures.mobile, figures.completed)],
  ['not_completed', ningbo.records.transactions.openReturnedOrCancelled, figures.notCompleted],
  ['companies_opened', published.newCompanies, figures.companies.opened],
  ['certificates_issued', published.certificatesIssued, figures.certificates.issued],
  ['apps_opened', ningbo.records.apps.opened, figures.apps.opened],
  ['companies_changed', published.changes, figures.companies.changed],
  ['companies_cancelled', published.companiesCancelled, figures.companies.routine],
  ['certificates_cancelled', published.certificatesCancelled, figures.certificates.cancelled],
  ['apps_cancelled', published.appsCancelled, figures.apps.routine],
  ['terminals_opened', published.fixedTerminalsOpened, figures.markets.opened],
  ['companies_at_start', ningbo.records.companies.openingStock, figures.companies.opening],
  ['certificates_at_start', ningbo.records.certificates.openingStock, figures.certificates.opening],
  ['apps_at_start', ningbo.records.apps.openingStock, figures.apps.opening],
  ['terminals_at_start', ningbo.records.fixedTerminals.openingStock, figures.markets.opening],
  ['companies_on_register', published.companiesOnRegister, figures.companies.closing],
  ['certificates_on_register', published.certificatesOnRegister, figures.certificates.closing],
  ['apps_on_register', published.appsOnRegister, figures.apps.closing],
  ['terminals_on_register', ningbo.records.fixedTerminals.closingStock, figures.markets.opening + figures.markets.opened - figures.markets.closed],
  ['markets_with_terminal', published.fixedTerminalMarkets, figures.markets.opening + figures.markets.opened - figures.markets.closed],
  ['cleanup_companies', published.cleanupCompanies, figures.companies.cleanup],
  ['cleanup_certificates', 0, 0],
  ['cleanup_apps', published.cleanupApps, figures.apps.cleanup],
  ['cleanup_terminals', published.cleanupFixedTerminals, figures.markets.closed],
  ['fee_member_price', published.serviceFeeMemberYuan, published.serviceFeeMemberYuan],
  ['fee_non_member_price', published.serviceFeeNonMemberYuan, published.serviceFeeNonMemberYuan],
  ['fee_from', published.serviceFeeFrom, published.serviceFeeFrom],
  ['fees_received', published.serviceFeeReceivedJuneToDecemberYuan, figures.fee.yuan],
  ['fees_received_from', ningbo.records.serviceFee.receiptMonths[0]!, ningbo.records.serviceFee.receiptMonths[0]!],
  ['fees_received_to', ningbo.records.serviceFee.receiptMonths[1]!, ningbo.records.serviceFee.receiptMonths[1]!],
  ['inspectors', published.inspectors, published.inspectors],
  ['inspectors_from', published.inspectionsFrom, published.inspectionsFrom],
  ['inspections_from', ningbo.records.inspection.firstSampledDay, figures.inspection.firstDay],
  ['inspection_eligible', ningbo.records.inspection.eligible, figures.inspection.eligible],
  ['inspected', published.inspected, figures.inspection.inspected],
  ['inspected_rate', published.inspectedRatePercent, tenths(figures.inspection.inspected, figures.inspection.eligible)],
  ['year_coverage', derived.yearCoveragePercent, hundredths(figures.inspection.inspected, figures.completed) / 100],
  ['problems', published.problems, figures.inspection.problems],
  ['problem_rate', derived.problemRatePercent, hundredths(figures.inspection.problems, figures.inspection.inspected) / 100],
  ['dues_receivable', ningbo.records.dues.dueYuan, figures.dues.dueYuan],
  ['dues_received', published.duesReceivedYuan, figures.dues.paidYuan],
  ['dues_unpaid_members', published.duesUnpaidMembers, figures.dues.unpaid],
  ['dues_rate_by_amount', published.duesRatePercent, tenths(figures.dues.paidYuan, figures.dues.dueYuan)],
  ['dues_rate_by_members', derived.duesRateByMembersPercent, tenths(figures.members.closing - figures.dues.unpaid, figures.members.closing)],
  ['members_at_start', ningbo.records.members.opening, figures.members.opening],
  ['members_joined', published.membersJoined, figures.members.joined],
  ['members_left', published.membersLeft, figures.members.left],
  ['members', published.members, figures.members.closing],
  ['rule_book_chapters', published.ruleBook.chapters, published.ruleBook.chapters],
  ['rule_book_articles', published.ruleBook.articles, published.ruleBook.articles],
  ['rule_book_published', published.ruleBook.published, published.ruleBook.published],
  ['rule_book_from', published.ruleBook.trialFrom, published.ruleBook.trialFrom],
  ['office_difference', derived.imagesMinusDmv, figures.completed - figures.office.trades.value],
  ['office_difference_rate', derived.imagesMinusDmvPercent, hundredths(figures.completed - figures.office.trades.value, figures.office.trades.value) / 100],
];
/** Printed with one decimal place. */
const inTenths: MetricCode[] = ['mobile_rate', 'inspected_rate', 'dues_rate_by_amount', 'dues_rate_by_members'];

function tenths(part: number, of: number): number {
  return Math.floor((2_000 * part + of) / (2 * of)) / 10;
}
function growth(item: keyof typeof figures.office): number {
  return growthOf(figures.office[item].value, figures.office[item].before)! / 100;
}

/** A metric as the report prints it. */
function printed({ code, kind, value, text }: MetricValue): number | string {
  if (text !== null) return text;
  if (kind === 'fen') return value! / 100;
  if (kind !== 'percent') return value!;
  return inTenths.includes(code) ? Math.floor((value! + 5) / 10) / 10 : value! / 100;
}

const timeout = 600_000;
const valuesNow = () => metricsByCode(db.manager, range);

it('gives back every published figure of 2019', async () => {
  const begun = performance.now();
  const values = await valuesNow();
  tell(`all metrics in ${Math.round(performance.now() - begun)} ms`);
  for (const [code, ofReport] of expected) tell(`${values.get(code)!.name}\t${ofReport}\t${printed(values.get(code)!)}`);
  expect(Object.fromEntries(expected.map(([code]) => [code, printed(values.get(code)!)]))).toEqual(Object.fromEntries(expected.map(([code, , atScale]) => [code, atScale])));
  if (scale === 1) expect(expected.filter(([, ofReport, atScale]) => ofReport !== atScale)).toEqual([]);
}, timeout);

it('reports the one contradiction of the published growth rates, word for word, and no other', async () => {
  const { content, milliseconds } = await computeReport(db, 2019);
  tell(`annual report in ${milliseconds} ms`);
  const percent = (item: 'trades' | 'city' | 'movedOut') => percentOf(Math.round(growth(item) * 100));
  const sentence = `合计增幅 ${percent('trades')} 不在分项 ${percent('movedOut')}–${percent('city')} 之间`;
  expect(content.warnings.map((warning) => warning.sentence)).toEqual([sentence]);
  if (scale === 1) expect(sentence).toBe(derived.expectedWarning);
}, timeout);

it('bills the year to the yuan, and finds every deal of the year charged once', async () => {
  const [row] = await db.query('SELECT COUNT(*) AS bills, SUM(fen) AS fen, SUM(vehicles) AS vehicles FROM bills WHERE month BETWEEN ? AND ?', ningbo.records.serviceFee.usageMonths);
  expect([Number(row.fen), Number(row.vehicles)]).toEqual([figures.fee.yuan * 100, figures.fee.memberVehicles + figures.fee.otherVehicles]);
  const [{ completed, metered }] = await db.query("SELECT (SELECT COUNT(*) FROM transactions WHERE state = 'completed') AS completed, (SELECT COUNT(*) FROM meter_events) AS metered");
  expect(Number(metered)).toBe(Number(completed));
});

it('is over today: nothing is in stock, owed or open, and the rounds of the day find nothing to do', async () => {
  const count = async (sql: string) => Number((await db.query(`SELECT COUNT(*) AS n FROM ${sql}`))[0].n);
  expect(await findDifferences(db.manager)).toEqual([]);
  expect([await openPayables(db.manager, 'dues'), await openPayables(db.manager, 'service_fee')]).toEqual([[], []]);
  const live = ["companies WHERE state <> 'cancelled'", "certificates WHERE state IN ('in_force', 'suspended', 'awaiting_verification')", 'app_bindings', "terminals WHERE state <> 'closed'", 'members WHERE left_on IS NULL', "staff WHERE state <> 'ended'"];
  const open = ["transactions WHERE state NOT IN ('completed', 'cancelled')", "inspection_looks WHERE state <> 'settled'", "problems WHERE state <> 'verified'", "agenda_items WHERE state IN ('waiting', 'listed')", "statement_lines WHERE state = 'open'", "jobs WHERE name = 'billing.rerate-market'"];
  for (const sql of [...live, ...open]) expect([sql, await count(sql)]).toEqual([sql, 0]);
  const before = await count('audit_events');
  await meterMissing(deps);
  await disciplineRound(deps);
  await inspectionsRound(deps);
  await registryRound(db, deps.clock.now());
  // The nightly check of the register says that it was done.
  expect(await count('audit_events')).toBe(before + 1);
  expect(await db.transaction((tx) => recordEarlier(tx, deps.keys, '', deps.clock.now()))).toBeUndefined();
  expect(await count("transactions t LEFT JOIN evidence_records r ON r.transaction_id = t.id WHERE t.state = 'completed' AND r.transaction_id IS NULL")).toBe(0);
}, timeout);

it('is loaded once, and the demo city of today begins after it, told in order', async () => {
  expect(await loadDemoYear(deps, { scale })).toBeUndefined();
  await loadDemoHistory(deps);
  const events: { at: Date }[] = await db.query('SELECT at FROM audit_events WHERE id < (SELECT MAX(e.id) FROM audit_events e) ORDER BY id');
  let latest = 0;
  const early = events.filter(({ at }) => {
    const isEarly = at.getTime() < latest - 600_000;
    latest = Math.max(latest, at.getTime());
    return isEarly;
  });
  expect(early.filter(({ at }) => at.getUTCFullYear() < 2021)).toEqual([]);
  const [{ members }] = await db.query('SELECT COUNT(*) AS members FROM members WHERE left_on IS NULL');
  expect(Number(members)).toBe(12);
  expect(printed((await valuesNow()).get('fees_received')!)).toBe(figures.fee.yuan);
}, timeout);

/** Counts of deals that depend on any completed deal. */
const ofAnyDeal: MetricCode[] = ['uploaded', 'completed', 'completed_vehicles', 'office_difference'];

it('removing one deal of February changes exactly what depends on it', async () => {
  const [deal] = await db.query("SELECT t.id, t.channel FROM transactions t WHERE t.state = 'completed' AND t.completed_at BETWEEN '2019-02-20' AND '2019-02-21' AND (SELECT COUNT(*) FROM transactions o WHERE o.vin = t.vin) = 1 ORDER BY t.id LIMIT 1");
  const before = await valuesNow();
  await removeDeal(db, deal.id);
  expectOnly(before, await valuesNow(), { less: [...ofAnyDeal, deal.channel === 'mobile' ? 'completed_mobile' : 'completed_fixed'], rates: ['mobile_rate', 'year_coverage', 'office_difference_rate'] });
}, timeout);

it('removing an inspected deal with a problem changes what it was billed and inspected for as well, but not the money that came in', async () => {
  const [deal] = await db.query("SELECT t.id, t.channel, e.member FROM problems p JOIN transactions t ON t.id = p.transaction_id JOIN meter_events e ON e.transaction_id = t.id WHERE e.month = '2019-11' AND (SELECT COUNT(*) FROM transactions o WHERE o.vin = t.vin) = 1 ORDER BY t.id LIMIT 1");
  const before = await valuesNow();
  await removeDeal(db, deal.id);
  const less: MetricCode[] = [...ofAnyDeal, deal.channel === 'mobile' ? 'completed_mobile' : 'completed_fixed', 'fee_vehicles', deal.member ? 'fee_vehicles_member' : 'fee_vehicles_non_member', 'inspection_eligible', 'inspected', 'problems'];
  expectOnly(before, await valuesNow(), { less, rates: ['mobile_rate', 'year_coverage', 'office_difference_rate', 'inspected_rate', 'problem_rate'] });
}, timeout);

/** One less of each of these; rates follow from them and may round to the same; nothing else is touched. */
function expectOnly(before: Map<MetricCode, MetricValue>, after: Map<MetricCode, MetricValue>, { less, rates }: { less: MetricCode[]; rates: MetricCode[] }): void {
  const changed = [...before.keys()].filter((code) => before.get(code)!.value !== after.get(code)!.value || before.get(code)!.text !== after.get(code)!.text);
  expect(changed.filter((code) => !rates.includes(code)).sort()).toEqual([...less].sort());
  for (const code of less) expect([code, after.get(code)!.value]).toEqual([code, before.get(code)!.value! - 1]);
  for (const code of rates) {
    const { parts, value } = after.get(code)!;
    expect([code, value]).toEqual([code, hundredths(after.get(parts[0]!)!.value!, after.get(parts[1]!)!.value!)]);
  }
}
