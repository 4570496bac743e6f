import type { TariffContent } from '@yongche/contract/billing.shapes';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { employeeOf } from '../local/demo-rule-book';
import type { By } from '../src/audit/audit';
import { dayInShanghai, startOfDay } from '../src/clock';
import { checkBills, publishBills } from '../src/domains/billing/bills';
import { Bill } from '../src/domains/billing/bill.entity';
import { contractsOn } from '../src/domains/billing/contracts';
import { draftBills } from '../src/domains/billing/draft-bills';
import { ServiceContract } from '../src/domains/billing/service-contract.entity';
import { Tariff } from '../src/domains/billing/tariff.entity';
import { createTariff, keyOfTariff, proposeTariff } from '../src/domains/billing/tariffs';
import { tariffOn } from '../src/domains/billing/tariffs-in-force';
import { AgendaItem } from '../src/domains/governance/agenda-item.entity';
import { daysOf, monthOf } from '../src/domains/ledger/calendar-month';
import { decided } from './members';
import type { Product } from './product';

/** What the association charged in 2019: 3 yuan a car of a member market, 8 of any other. */
export const usualTariff: TariffContent = {
  memberFen: 300,
  nonMemberFen: 800,
  channels: ['mobile', 'fixed'],
  redoneWithinDays: 30,
  payWithinDays: 20,
  nature: '经营服务性收费，按服务合同收取',
  service: '二手车交易影像的采集、核对、存储和查询服务',
  costBasis: '系统开发升级、影像存储与带宽、技术保障和核查人员的费用，按上年度实际支出和交易车辆数测算。',
};

let counter = 0;

/** A tariff that a general meeting has adopted and the president has published, in force since `from` whenever that was; gives its version. */
export async function tariffInForce(product: Product, { from = '2019-05-01', ...prices }: Partial<TariffContent> & { from?: string } = {}): Promise<string> {
  const { db, clock } = product.server.deps;
  const version = `T${++counter}`;
  return db.transaction(async (tx) => {
    const at = clock.now();
    const finance = await employeeOf(tx, 'finance');
    const president = await employeeOf(tx, 'president');
    const by: By = { author: finance, origin: undefined, at };
    const heldOn = [from, dayInShanghai(at)].sort()[0]!;
    await createTariff(tx, { version, title: '影像系统服务费收费标准', content: { ...usualTariff, ...prices } }, finance, by);
    await proposeTariff(tx, version, finance, by);
    const { id: itemId } = await tx.findOneByOrFail(AgendaItem, { openKey: keyOfTariff(version) });
    const resolutionId = await decided(tx, product, itemId, 'general', heldOn);
    // The president adopts for a day to come only; a story may begin long after it.
    await tx.update(Tariff, version, { state: 'adopted', resolutionId, publishedOn: heldOn, publishedWhere: '协会网站和各市场公告栏', effectiveOn: from, adoptedBy: president.staffId });
    return version;
  });
}

/** A service contract with a market, in force since 2019 unless said otherwise; gives its id. */
export async function contractWith(product: Product, marketId: string, { fromOn = '2019-01-01' }: { fromOn?: string } = {}): Promise<string> {
  const { db, clock } = product.server.deps;
  const { staffId } = await employeeOf(db.manager, 'finance');
  const id = uuidv7();
  await db.manager.insert(ServiceContract, { id, marketId, number: `FW${String(++counter).padStart(5, '0')}`, signedOn: fromOn, fromOn, recordedBy: staffId, recordedAt: clock.now() });
  return id;
}

/** 1, 2, 3 …, up to 100,000, as a table. */
const digit = '(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
const numbers = `(SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n FROM ${digit} a JOIN ${digit} b JOIN ${digit} c JOIN ${digit} e JOIN ${digit} f) numbers`;

interface Cars {
  marketId: string;
  /** Day of completion (Shanghai). */
  on: string;
  /** At most 100,000. */
  count: number;
  /** Whether the market counts as a member on that day. */
  member?: boolean;
  storedBytes?: number;
}

/** So many made-up completed deals, none of them metered yet; gives the beginning of their serials. */
export async function completedCars(tx: EntityManager, { marketId, on, count }: Pick<Cars, 'marketId' | 'on' | 'count'>): Promise<string> {
  const prefix = `9${String(++counter).padStart(9, '0')}`;
  const [held]: { id: string; companyId: string; personId: string }[] = await tx.query('SELECT id, company_id AS companyId, person_id AS personId FROM certificates LIMIT 1');
  const at = new Date(startOfDay(on).getTime() + 10 * 3600_000);
  await tx.query(
    `INSERT INTO transactions (id, serial, business, state, channel, market_id, company_id, certificate_id, person_id, vin, plate, mortgaged, rules_version, rule_pack, created_at, submitted_at, completed_at)
     SELECT UUID(), CONCAT(?, LPAD(n, 8, '0')), 'city_transfer', 'completed', IF(n % 5 < 3, 'mobile', 'fixed'), ?, ?, ?, ?, CONCAT(?, LPAD(n, 8, '0')), CONCAT('浙B', LPAD(n % 100000, 5, '0')), 0, '2026-1', '2026-1', ?, ?, ? FROM ${numbers} WHERE n <= ?`,
    [prefix, marketId, held!.companyId, held!.id, held!.personId, `L${prefix.slice(2)}`, at, at, at, count],
  );
  return prefix;
}

/** So many made-up completed deals with their events, written set by set as they would stand by the tariff of the day. */
export async function metered(product: Product, { marketId, on, count, member = true, storedBytes = 4_000_000 }: Cars): Promise<void> {
  const { db, clock } = product.server.deps;
  const tariff = await tariffOn(db.manager, on);
  if (!tariff) throw new Error(`no tariff on ${on}: call tariffInForce first`);
  const month = monthOf(on);
  // In one transaction, so that no job finds a deal without its event.
  await db.transaction(async (tx) => {
    const prefix = await completedCars(tx, { marketId, on, count });
    await tx.query(
      `INSERT INTO meter_events (id, kind, transaction_id, turn, market_id, channel, completed_on, month, bill_month, member, fen, tariff_version, stored_bytes, made_at)
       SELECT UUID(), 'charge', t.id, 1, t.market_id, t.channel, ?, ?, GREATEST(?, o.month), ?, ?, ?, ?, ? FROM transactions t JOIN billing_open_month o WHERE t.serial LIKE ?`,
      [on, month, month, member, member ? tariff.content.memberFen : tariff.content.nonMemberFen, tariff.version, storedBytes, clock.now(), `${prefix}%`],
    );
  });
}

/**
 * A published bill of a market for a month that is over, with so many cars: 财务一号 has drafted it, 财务二号 checked and published it.
 * Makes tariff and contract where there are none.
 */
export async function publishedBill(product: Product, { marketId, month, vehicles, member = true }: { marketId: string; month: string; vehicles: number; member?: boolean }): Promise<Bill> {
  const { db, clock } = product.server.deps;
  const { first, last } = daysOf(month);
  if (!(await tariffOn(db.manager, first))) await tariffInForce(product);
  if (!(await contractsOn(db.manager, [marketId], last)).has(marketId)) await contractWith(product, marketId);
  await metered(product, { marketId, on: `${month}-15`, count: vehicles, member });
  const [drafter, checker] = [await employeeOf(db.manager, 'finance'), await employeeOf(db.manager, 'finance2')];
  const by = (author: By['author']): By => ({ author, origin: undefined, at: clock.now() });
  await db.transaction((tx) => draftBills(tx, month, drafter, by(drafter)));
  const { id } = await db.manager.findOneByOrFail(Bill, { liveKey: `${marketId}:${month}` });
  await db.transaction((tx) => checkBills(tx, [id], checker, by(checker)));
  const [bill] = await db.transaction((tx) => publishBills(tx, [id], checker, by(checker)));
  return bill!;
}
