import type { TariffContent } from '@yongche/contract/billing.shapes';
import type { EntityManager } from 'typeorm';
import { Tariff } from './tariff.entity';

/** What is adopted never changes any more, so the content of each such version is read from the database once. */
const read = new WeakMap<object, Map<string, TariffContent>>();

/** 现行收费标准 for deals completed on a day (Shanghai); null where none has taken effect by then: nothing is charged. */
export async function tariffOn(tx: EntityManager, day: string): Promise<{ version: string; content: TariffContent } | null> {
  const [row]: { version: string }[] = await tx.query("SELECT version FROM tariffs WHERE state = 'adopted' AND effective_on <= ? ORDER BY effective_on DESC LIMIT 1", [day]);
  return row ? { version: row.version, content: await contentOf(tx, row.version) } : null;
}

/** What a car costs a market that is a member, or is none; in fen. */
export const priceOf = ({ memberFen, nonMemberFen }: Pick<TariffContent, 'memberFen' | 'nonMemberFen'>, member: boolean): number => (member ? memberFen : nonMemberFen);

async function contentOf(tx: EntityManager, version: string): Promise<TariffContent> {
  const known = read.get(tx.dataSource) ?? new Map<string, TariffContent>();
  read.set(tx.dataSource, known);
  const content = known.get(version) ?? (await tx.findOneByOrFail(Tariff, { version })).content;
  known.set(version, content);
  return content;
}
