import type { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../src/domains/transactions/transaction.entity';

/** Made-up deals of one day that were completed as they were submitted, unless `uploadedOnly`. */
export interface PastDeals extends Partial<Pick<Transaction, 'channel' | 'business' | 'marketId' | 'companyId'>> {
  /** Moment in Shanghai, such as `2031-03-19 23:59:59`. */
  at: string;
  count?: number;
  uploadedOnly?: true;
}

/** A serial of no real day, from the random part of an id. */
const serialOf = (id: string) => `9${String(BigInt(`0x${id.replaceAll('-', '').slice(-16)}`) % 10n ** 17n).padStart(17, '0')}`;

/** Writes deals into the past, in the first market and by the first certificate unless said otherwise; gives their ids. */
export async function pastDeals(db: DataSource, ...deals: PastDeals[]): Promise<string[]> {
  const [held]: { id: string; companyId: string; personId: string }[] = await db.query('SELECT id, company_id AS companyId, person_id AS personId FROM certificates ORDER BY id LIMIT 1');
  const [market]: { id: string }[] = await db.query('SELECT id FROM markets ORDER BY code LIMIT 1');
  const rows = deals.flatMap(({ at, count = 1, uploadedOnly, channel = 'mobile', business = 'city_transfer', marketId = market!.id, companyId = held!.companyId }) =>
    Array.from({ length: count }, () => {
      const id = uuidv7();
      const moment = new Date(`${at.replace(' ', 'T')}+08:00`);
      const done = uploadedOnly ? null : moment;
      return [id, serialOf(id), business, done ? 'completed' : 'awaiting_check', channel, marketId, companyId, held!.id, held!.personId, 'LSGPC52U6AF102554', '浙B12345', 0, '2026-1', '2026-1', moment, moment, moment, done];
    }),
  );
  await db.query(
    `INSERT INTO transactions (id, serial, business, state, channel, market_id, company_id, certificate_id, person_id, vin, plate, mortgaged, rules_version, rule_pack, created_at, submitted_at, first_submitted_at, completed_at) VALUES ?`,
    [rows],
  );
  return rows.map(([id]) => id as string);
}

/** What an earlier story left behind, as if it had not come so far. */
export async function forgetPastDeals(db: DataSource, since: string): Promise<void> {
  await db.query("UPDATE transactions SET state = 'cancelled', first_submitted_at = NULL, completed_at = NULL WHERE created_at >= ?", [since]);
  for (const table of ['problem_items', 'problem_steps', 'problems', 'inspection_looks', 'inspection_cases', 'deal_day_figures', 'counted_days']) await db.query(`DELETE FROM ${table}`);
}
