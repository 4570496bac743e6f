import type { EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../../clock';
import type { DealsOfDay } from '../day-figures/day-figures';
import type { Days } from '../day-figures/records';

/** Whose eyes a figure is for: a company, and the market that it runs, whose deals it knows one by one. */
export interface Viewer {
  companyId: string;
  marketId: string | null;
}

/** A sum of the city: of which days, and perhaps of one channel or business. */
export interface CitySum extends Days {
  channel?: DealsOfDay['channel'];
  business?: DealsOfDay['business'];
}

/** Under so many others a sum of the city would tell, by what is known of the own deals, what one of them did. */
export const fewestOthers = 3;

/** So many single days are looked at one by one; more are looked at as one stretch. */
const fewDays = 40;

/** SQL on `transactions t`: neither the viewer's own deals nor those of the viewer's market. */
const ofOthers = ({ companyId, marketId }: Viewer) => ({ sql: `t.company_id <> ?${marketId ? ' AND t.market_id <> ?' : ''}`, values: [companyId, ...(marketId ? [marketId] : [])] });

/**
 * How many other companies have completed deals in a sum of the city, counted up to three. `deals` are the city's of these days: where
 * a kind is rare, only the days on which there was any are looked at, the busiest first.
 */
export async function othersIn(tx: EntityManager, viewer: Viewer, { from, to, channel, business }: CitySum, deals: DealsOfDay[]): Promise<number> {
  const counts = new Map<string, number>();
  for (const row of deals) {
    if (row.day < from || row.day > to || row.completed === 0 || (channel ?? row.channel) !== row.channel || (business ?? row.business) !== row.business) continue;
    counts.set(row.day, (counts.get(row.day) ?? 0) + row.completed);
  }
  const days = [...counts].sort(([, one], [, other]) => other - one).map(([day]) => day);
  if (days.length === 0) return 0;
  const spans = (some: string[]) => some.map((day) => ({ from: day, to: day }));
  const found = await companiesIn(tx, viewer, spans(days.slice(0, 1)), { channel, business });
  if (found === fewestOthers || days.length === 1) return found;
  return companiesIn(tx, viewer, days.length > fewDays ? [{ from, to }] : spans(days), { channel, business });
}

async function companiesIn(tx: EntityManager, viewer: Viewer, spans: Days[], only: Pick<CitySum, 'channel' | 'business'>): Promise<number> {
  const others = ofOthers(viewer);
  const equal = (['channel', 'business'] as const).flatMap((field) => (only[field] ? [{ sql: `t.${field} = ?`, value: only[field] }] : []));
  // As soon as three are found nothing more is read.
  const rows: unknown[] = await tx.query(
    `SELECT DISTINCT t.company_id FROM transactions t WHERE (${spans.map(() => 't.completed_at >= ? AND t.completed_at < ?').join(' OR ')}) AND ${others.sql}${equal.map(({ sql }) => ` AND ${sql}`).join('')} LIMIT ?`,
    [...spans.flatMap(({ from, to }) => [startOfDay(from), startOfDay(nextDay(to))]), ...others.values, ...equal.map(({ value }) => value), fewestOthers],
  );
  return rows.length;
}

/** The same for the closed cases of the deals completed on these days. */
export async function othersInspected(tx: EntityManager, viewer: Viewer, { from, to }: Days): Promise<number> {
  const others = ofOthers(viewer);
  const rows: unknown[] = await tx.query(
    `SELECT DISTINCT t.company_id FROM inspection_cases c JOIN transactions t ON t.id = c.transaction_id WHERE c.day BETWEEN ? AND ? AND c.closed_at IS NOT NULL AND ${others.sql} LIMIT ?`,
    [from, to, ...others.values, fewestOthers],
  );
  return rows.length;
}
