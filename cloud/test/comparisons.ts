import { uuidv7 } from 'uuidv7';
import { startOfDay } from '../src/clock';
import type { Product } from './product';

export interface CompletedDeal {
  id: string;
  serial: string;
  vin: string;
  plate: string;
}

let counter = 0;

/** A made-up completed deal of one car on a day (Shanghai), at ten in the morning or at another hour; the demo city's first market unless said otherwise. */
export async function completedDeal(product: Product, { on, hour = 10, vin = vinOf(++counter), plate = plateOf(++counter), market = '示范二手车市场' }: { on: string; hour?: number; vin?: string; plate?: string; market?: string }): Promise<CompletedDeal> {
  const { db } = product.server.deps;
  const [held]: { id: string; companyId: string; personId: string }[] = await db.query('SELECT id, company_id AS companyId, person_id AS personId FROM certificates LIMIT 1');
  const deal = { id: uuidv7(), serial: `88${String(++counter).padStart(16, '0')}`, vin, plate };
  const at = new Date(startOfDay(on).getTime() + hour * 3600_000);
  await db.query(
    `INSERT INTO transactions (id, serial, business, state, channel, market_id, company_id, certificate_id, person_id, vin, plate, mortgaged, rules_version, rule_pack, created_at, submitted_at, first_submitted_at, completed_at)
     SELECT ?, ?, 'city_transfer', 'completed', 'mobile', m.id, ?, ?, ?, ?, ?, 0, '2026-1', '2026-1', ?, ?, ?, ? FROM markets m WHERE m.name = ?`,
    [deal.id, deal.serial, held!.companyId, held!.id, held!.personId, vin, plate, at, at, at, at, market],
  );
  return deal;
}

/** A frame number of no maker, and a plate, each once. */
export const vinOf = (n: number) => `YC0TEST00${String(n).padStart(8, '0')}`;
export const plateOf = (n: number) => `浙B${String(n).padStart(5, '0')}`;
