import type { EntityManager } from 'typeorm';
import { LedgerMonth } from '../../src/domains/ledger/ledger.entity';
import { Market } from '../../src/domains/registry/market.entity';
import type { PastDeps } from '../demo-months';
import { monthBeforeHistory } from '../demo-money';
import { type PlannedDeal, planDeals } from './deals';
import type { Scale } from './figures';
import { meetingsOf, on, type Step, tariffOf2019 } from './governance';
import { closeUntil, moneyOf } from './money';
import { planYear, type YearPlan } from './plan';
import { fillRegister, type PastAgent } from './register';
import { registrationsOf } from './registrations';
import { foundMarkets } from './staff';
import { monthFile, officeMonths, publishedOn, publishFile, yearBeforeFile, yearFile } from './vehicle-office';
import type { Tally } from './write-rows';
import { writeDeals } from './write-deals';
import { adoptSamplingPlan, writeInspections } from './write-inspections';

export interface Loading {
  scale: Scale;
  /** Told what is done, a line each. */
  say?: (line: string) => void;
}

/** What was made; undefined where nothing was to be done. */
export interface Loaded {
  plan: YearPlan;
  rows: number;
}

/**
 * The demo year: Ningbo 2019 as the association's report has it (ningbo-2019.json), with all records behind its figures, ended by the end
 * of 2020. The few acts are the product's own steps, in the order of their days, so that the audit log is told in order; deals and register
 * are written set by set. In one transaction: it is there whole or not at all. Nothing is done where it is there, nor where months of the
 * ledger are closed already, before which nothing can be booked any more: it is to be loaded before the demo city's own months.
 */
export async function loadDemoYear({ db, keys, clock }: PastDeps, { scale, say = () => undefined }: Loading): Promise<Loaded | undefined> {
  const plan = planYear(scale);
  const { manager } = db;
  if (await manager.existsBy(Market, { id: plan.markets[0]!.id })) return undefined;
  if (await manager.existsBy(LedgerMonth, {})) {
    say('账本已有月结的月份，演示年度只能在新的数据文件夹里建立。');
    return undefined;
  }
  const deals = planDeals(plan);
  say(`计划：${plan.markets.length}个市场，${deals.length}笔交易`);
  const tally: Tally = { rows: 0 };
  await db.transaction(async (tx) => {
    await foundMarkets(tx, plan, tally);
    const agents = await fillRegister(tx, keys, plan, tally);
    say(`登记：${agents.length}名全年在册的代理人`);
    for (const { at, tell } of storyOf({ plan, deals, agents, tally, keys, say })) await tell(tx, at);
    await closeUntil(tx, monthBeforeHistory(clock.now()));
    await forgetRatings(tx, plan);
  });
  return { plan, rows: tally.rows };
}

interface Telling {
  plan: YearPlan;
  deals: PlannedDeal[];
  agents: PastAgent[];
  tally: Tally;
  keys: PastDeps['keys'];
  say: (line: string) => void;
}

/** Everything that happened, in the order of its days; deals after the tariff that prices them, inspections after their plan. */
function storyOf({ plan, deals, agents, tally, keys, say }: Telling): Step[] {
  const months = officeMonths(plan.figures, deals);
  const steps = [
    ...meetingsOf(plan),
    ...[...months].map(([month, counted]) => on(publishedOn(month), 11, (tx, at) => publishFile(tx, monthFile(month, counted), at))),
    on('2019-01-10', 9, (tx, at) => publishFile(tx, yearBeforeFile(plan.figures), at)),
    on('2020-01-10', 9, (tx, at) => publishFile(tx, yearFile(plan.figures), at)),
    on('2019-04-30', 18, async (tx, at) => {
      const owners = await writeDeals(tx, keys, { plan, deals, agents, tariff: tariffOf2019 }, tally);
      say(`交易：${deals.length}笔，连同当事人、核对、计量和存证记录`);
      await adoptSamplingPlan(tx, plan, at, tally);
      await writeInspections(tx, { plan, deals, ownerOf: owners }, tally);
      say(`核查：${plan.figures.inspection.inspected}笔，问题${plan.figures.inspection.problems}笔`);
    }),
    ...moneyOf(plan),
    ...registrationsOf(plan, deals),
  ];
  return steps.sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** Joining with a market asks for its deals to be priced anew; they were priced by its membership from the beginning. */
async function forgetRatings(tx: EntityManager, { markets }: YearPlan): Promise<void> {
  for (const { id } of markets) await tx.query("DELETE FROM jobs WHERE name = 'billing.rerate-market' AND payload LIKE ?", [`%${id}%`]);
}
