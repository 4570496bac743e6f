import type { EntityManager } from 'typeorm';
import { dayInShanghai, nextDay, startOfDay } from '../../clock';
import type { Fund } from '../ledger/accounts';
import { addDays } from '../registry/duties';
import type { Provider } from './payouts';

/** Of a day, the providers give the bill on the next one from 10:30 on (WeChat Pay: after 10; Alipay: after 9). */
const readyAfterSeconds = (24 + 10.5) * 3600;
/** Days after its last order on which a merchant may still have money that comes late. */
const lateDays = 2;

/** Whether the bill of a day can be asked for. */
export const isBillReady = (day: string, now: Date): boolean => now.getTime() >= startOfDay(day).getTime() + readyAfterSeconds * 1000;

/** The latest day whose bill can be asked for. */
export function lastReadyDay(now: Date): string {
  const yesterday = addDays(dayInShanghai(now), -1);
  return isBillReady(yesterday, now) ? yesterday : addDays(yesterday, -1);
}

/** A fund's merchant with a provider, and the days on which it may have traded. */
export interface TradingDays {
  provider: Provider;
  fund: Fund;
  from: string;
  to: string;
}

/** Every merchant with whom an order was ever opened, from its first order to the days after its last. */
export async function tradingDays(tx: EntityManager): Promise<TradingDays[]> {
  const rows: { provider: Provider; fund: Fund; first: Date; last: Date }[] = await tx.query('SELECT provider, fund, MIN(opened_at) AS first, MAX(opened_at) AS last FROM payment_orders GROUP BY provider, fund ORDER BY provider, fund');
  return rows.map(({ provider, fund, first, last }) => ({ provider, fund, from: dayInShanghai(first), to: addDays(dayInShanghai(last), lateDays) }));
}

/** The days between two, both included, of which a merchant's bill is not there. */
export async function daysWithoutBill(tx: EntityManager, { provider, fund, from, to }: TradingDays): Promise<string[]> {
  const known: { day: string }[] = await tx.query('SELECT from_on AS day FROM statements WHERE source = ? AND fund = ? AND from_on BETWEEN ? AND ?', [provider, fund, from, to]);
  const there = new Set(known.map(({ day }) => day));
  const days: string[] = [];
  for (let day = from; day <= to; day = nextDay(day)) if (!there.has(day)) days.push(day);
  return days;
}
