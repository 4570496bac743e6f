import type { EntityManager } from 'typeorm';
import { keyOf } from '../figures';
import { publishedOf } from '../published';

/** 二手汽车交易 of the whole city. */
const key = keyOf({ item: 'used_car_trades', dimension: null, member: null });

/** What the vehicle office has published as the used-car trades of these months; a month that it has not published is not among them. */
export async function officeTrades(tx: EntityManager, months: string[]): Promise<Map<string, number>> {
  const published = await publishedOf(tx, months, { dimension: null, member: null });
  return new Map([...published.values()].flatMap(({ period, figures }) => (figures.has(key) ? [[period, figures.get(key)!.value] as const] : [])));
}
