import type { EntityManager } from 'typeorm';
import { StatisticSchema } from './statistic.entity';

/** The schema in force: the newest. */
export async function schemaInForce(tx: EntityManager): Promise<StatisticSchema> {
  const [newest] = await tx.find(StatisticSchema, { order: { version: 'DESC' }, take: 1 });
  return newest!;
}

/** The schema by which an edition was read. */
export const schemaOf = (tx: EntityManager, version: number): Promise<StatisticSchema> => tx.findOneByOrFail(StatisticSchema, { version });
