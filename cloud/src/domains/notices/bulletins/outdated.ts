import type { EntityManager } from 'typeorm';
import { Bulletin, type BulletinFigures } from './bulletin.entity';
import { contentOf } from './bulletin-content';

/** Which of these editions a corrected one has replaced. */
export async function replacedEditions(tx: EntityManager, editionIds: string[]): Promise<Set<string>> {
  if (editionIds.length === 0) return new Set();
  const rows: { id: string }[] = await tx.query('SELECT id FROM statistic_editions WHERE id IN (?) AND in_force_key IS NULL', [editionIds]);
  return new Set(rows.map(({ id }) => id));
}

/** Whether a corrected edition of its month is in force. */
export const isReplaced = async (tx: EntityManager, { editionId }: Pick<Bulletin, 'editionId'>): Promise<boolean> => (await replacedEditions(tx, [editionId])).has(editionId);

/** Whether two contents tell the same numbers, growth and course among them. */
export const tellsTheSame = (one: BulletinFigures, other: BulletinFigures): boolean => numbersOf(one) === numbersOf(other);
const numbersOf = ({ figures, breakdowns, courses }: BulletinFigures) => JSON.stringify([figures, breakdowns, courses]);

/**
 * Whether a bulletin must not go out as it is: a corrected edition of its month is in force, or until it has gone out for the first
 * time, another month that it compares with was published or corrected. What one group has, another may have, too.
 */
export async function isOutdated(tx: EntityManager, bulletin: Pick<Bulletin, 'editionId' | 'state' | 'period' | 'content'>): Promise<boolean> {
  if (await isReplaced(tx, bulletin)) return true;
  if (bulletin.state !== 'draft' && bulletin.state !== 'approved') return false;
  return !tellsTheSame((await contentOf(tx, bulletin.period)).content, bulletin.content);
}

/** Why a sending that goes to many goes no further, where it does not: looked at anew each time, for it takes a while. */
export async function stopOf(tx: EntityManager, bulletinId: string): Promise<string | undefined> {
  const bulletin = await tx.findOneByOrFail(Bulletin, { id: bulletinId });
  if (bulletin.state === 'withdrawn') return '通报已撤回';
  return (await isOutdated(tx, bulletin)) ? '车管数据出了更正版' : undefined;
}
