import type { DataSource, EntityManager } from 'typeorm';
import { addDays } from '../../registry/duties';
import { countMissingDays, lastSettledDay } from './count-days';
import { countRecords, type Days, type Figure } from './records';

/** Deals of one day, of all markets or one, by channel and business. */
export type DealsOfDay = Omit<Figure, 'marketId'>;
export type Counted = 'uploaded' | 'completed' | 'prechecked';

/**
 * Deals of these days: those that are settled from the day figures, which are made first where they are missing, and the last two
 * with today from the records themselves.
 */
export async function dealsOfDays(db: DataSource, { from, to, marketId }: Days & { marketId?: string }, now: Date): Promise<DealsOfDay[]> {
  await countMissingDays(db, { from, to }, now);
  const settled = lastSettledDay(now);
  const firstLive = from > settled ? from : addDays(settled, 1);
  const [stored, live] = await Promise.all([
    from > settled ? [] : storedDeals(db.manager, { from, to: to < settled ? to : settled }, marketId),
    firstLive > to ? [] : countRecords(db.manager, { from: firstLive, to }, marketId),
  ]);
  return [...stored, ...live];
}

async function storedDeals(tx: EntityManager, { from, to }: Days, marketId?: string): Promise<DealsOfDay[]> {
  const rows: (Pick<Figure, 'day' | 'channel' | 'business'> & Record<Counted, string>)[] = await tx.query(
    `SELECT day, channel, business, SUM(uploaded) AS uploaded, SUM(completed) AS completed, SUM(prechecked) AS prechecked FROM deal_day_figures
     WHERE ${marketId ? 'market_id = ? AND ' : ''}day BETWEEN ? AND ? GROUP BY day, channel, business`,
    [...(marketId ? [marketId] : []), from, to],
  );
  return rows.map((row) => ({ ...row, uploaded: Number(row.uploaded), completed: Number(row.completed), prechecked: Number(row.prechecked) }));
}

/** The sum over those of these days, and perhaps of one channel or business. */
export function sumOf(deals: DealsOfDay[], { from, to }: Days, counted: Counted, only: Partial<Pick<DealsOfDay, 'channel' | 'business'>> = {}): number {
  const isWanted = ({ day, channel, business }: DealsOfDay) => day >= from && day <= to && (only.channel ?? channel) === channel && (only.business ?? business) === business;
  return deals.reduce((sum, row) => (isWanted(row) ? sum + row[counted] : sum), 0);
}
