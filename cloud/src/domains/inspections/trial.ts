import type { EntityManager } from 'typeorm';
import { dayInShanghai, nextDay, startOfDay } from '../../clock';
import type { Market } from '../registry/market.entity';
import { ensurePeriod, type Period } from './period';
import { foundIn } from './risk-findings';
import { drawBy, type StratumKind, stratumKinds } from './sampling';
import type { SamplingPlan } from './sampling-plan.entity';

const mostDays = 31;
const batch = 500;
const dayMs = 24 * 3600_000;

interface Deal {
  id: string;
  completedAt: Date;
  marketId: string;
  marketCode: string;
  marketName: Market['name'];
  personId: string;
  certificateId: string;
  certificateNumber: string;
  issuedOn: string | null;
}

/** One stratum over all days, as it is shown. */
interface Line {
  order: string;
  name: string;
  completed: number;
  sample: number;
}

const noneDrawn = () => ({ red: 0, sample: 0, control: 0, requested: 0 });

/**
 * 试抽: what a plan, whatever its state, would have drawn of the deals completed on these days, in the order of their
 * completion. Nothing is written.
 * @throws request.invalid for a period that ends before it begins, or is longer than 31 days
 */
export async function tryPlan(tx: EntityManager, { content }: SamplingPlan, period: Period) {
  ensurePeriod(period, mostDays, '试抽');
  const deals = await completedDeals(tx, period);
  const problemsBefore = await problemCounter(tx, period, content.repeatOffenders.days);
  const places = new Map<string, number>();
  const days = new Map<string, { completed: number; drawn: ReturnType<typeof noneDrawn> }>();
  const strata = new Map<string, Line>();
  const total = noneDrawn();
  for (let from = 0; from < deals.length; from += batch) {
    const part = deals.slice(from, from + batch);
    const found = await foundIn(tx, part.map(({ id }) => id));
    for (const deal of part) {
      const day = dayInShanghai(deal.completedAt);
      const nextPlace = (stratum: string) => Promise.resolve(places.set(`${day} ${stratum}`, (places.get(`${day} ${stratum}`) ?? 0) + 1).get(`${day} ${stratum}`)!);
      const { kind, origin } = await drawBy(content, { ...deal, day, problems: problemsBefore(deal) }, found.get(deal.id) ?? [], nextPlace);
      const ofDay = days.get(day) ?? { completed: 0, drawn: noneDrawn() };
      ofDay.completed += 1;
      days.set(day, ofDay);
      if (origin) for (const drawn of [ofDay.drawn, total]) drawn[origin] += 1;
      if (kind) count(strata, deal, kind, origin === 'sample');
    }
  }
  return {
    completed: deals.length,
    drawn: total,
    days: [...days].map(([on, ofDay]) => ({ on, ...ofDay })),
    strata: [...strata.values()].sort((one, other) => one.order.localeCompare(other.order)).map(({ order: _order, ...line }) => line),
  };
}

function count(strata: Map<string, Line>, { marketCode, marketName, certificateNumber }: Deal, kind: StratumKind, isSample: boolean): void {
  const order = `${marketCode} ${Object.keys(stratumKinds).indexOf(kind)} ${kind === 'agent' ? certificateNumber : ''}`;
  const name = `${marketName} · ${stratumKinds[kind]}${kind === 'agent' ? ` ${certificateNumber}` : ''}`;
  const line = strata.get(order) ?? { order, name, completed: 0, sample: 0 };
  line.completed += 1;
  if (isSample) line.sample += 1;
  strata.set(order, line);
}

function completedDeals(tx: EntityManager, { from, to }: Period): Promise<Deal[]> {
  return tx.query(
    `SELECT t.id, t.completed_at AS completedAt, t.market_id AS marketId, m.code AS marketCode, m.name AS marketName, t.person_id AS personId,
       t.certificate_id AS certificateId, c.number AS certificateNumber, c.issued_on AS issuedOn
     FROM transactions t JOIN markets m ON m.id = t.market_id JOIN certificates c ON c.id = t.certificate_id
     WHERE t.completed_at >= ? AND t.completed_at < ? ORDER BY t.completed_at, t.id`,
    [startOfDay(from), startOfDay(nextDay(to))],
  );
}

/** Tells of each deal how many problems had been found in its agent's deals within so many days before. */
async function problemCounter(tx: EntityManager, { from, to }: Period, withinDays: number): Promise<(deal: Deal) => number> {
  const since = new Date(startOfDay(from).getTime() - withinDays * dayMs);
  const rows: { personId: string; foundAt: Date }[] = await tx.query("SELECT person_id AS personId, found_at AS foundAt FROM problems WHERE found_at >= ? AND found_at < ? AND state <> 'withdrawn'", [since, startOfDay(nextDay(to))]);
  const foundOf = new Map<string, Date[]>();
  for (const { personId, foundAt } of rows) foundOf.set(personId, [...(foundOf.get(personId) ?? []), foundAt]);
  return ({ personId, completedAt }) => (foundOf.get(personId) ?? []).filter((foundAt) => foundAt < completedAt && foundAt.getTime() >= completedAt.getTime() - withinDays * dayMs).length;
}
