import { type EntityManager, In, LessThan } from 'typeorm';
import type { Deps } from '../../../deps';
import { EvidenceFile } from '../../registry/evidence-file.entity';
import { Image } from '../../transactions/image.entity';
import { contentsOf } from './bucket-contents';
import { copiesFolder } from './compare-listings';
import { daysFrom, keptDays } from './retention';
import { GoneObject } from './system-backup.entity';

/** Takes note of copies whose originals are gone. @returns those that must not be gone: lost, not removed */
export async function noteGone(tx: EntityManager, keys: string[], at: Date): Promise<string[]> {
  const named = await stillNamed(tx, keys);
  const lost = keys.filter((key) => named.has(key) || !contentsOf(key)?.isRemovedInOrder);
  const removed = keys.filter((key) => !lost.includes(key));
  if (removed.length > 0) await tx.query('INSERT IGNORE INTO gone_objects (object_key, gone_at) VALUES ?', [removed.map((key) => [key, at])]);
  return lost;
}

/** Of these keys, those that a row of the database still names. */
export async function stillNamed(tx: EntityManager, keys: string[]): Promise<Set<string>> {
  // A thumbnail lives as long as its picture.
  const pictureOf = (key: string) => key.replace(/\.thumbnail\.sealed$/, '.sealed');
  const paperOf = (key: string) => /^register\/[0-9a-f-]{36}\/([0-9a-f-]{36})\.sealed$/.exec(key)?.[1] ?? '';
  const pictures = await tx.find(Image, { select: { id: true, objectKey: true }, where: { objectKey: In(keys.map(pictureOf)) } });
  const papers = await tx.find(EvidenceFile, { select: { id: true }, where: { id: In(keys.map(paperOf).filter(Boolean)), state: 'received' } });
  const [pictureKeys, paperIds] = [new Set(pictures.map(({ objectKey }) => objectKey)), new Set(papers.map(({ id }) => id))];
  return new Set(keys.filter((key) => pictureKeys.has(pictureOf(key)) || paperIds.has(paperOf(key))));
}

/** Copies that one turn looks at: whatever else waits for the place of a long job comes next. */
const usualTurn = 2000;
const atOnce = 8;

/** Removes copies whose originals have been gone for as long as a copy is kept; one that is there again, or that a row names again, stays. @returns whether more are due */
export async function sweepGone({ db, storage, backupStore, clock }: Pick<Deps, 'db' | 'storage' | 'clock'> & { backupStore: NonNullable<Deps['backupStore']> }, signal: AbortSignal, turn = usualTurn): Promise<boolean> {
  const due = await db.manager.find(GoneObject, { where: { goneAt: LessThan(daysFrom(clock.now(), -keptDays)) }, order: { goneAt: 'ASC' }, take: turn + 1 });
  const keys = due.slice(0, turn).map(({ objectKey }) => objectKey);
  const named = await stillNamed(db.manager, keys);
  for (let from = 0; from < keys.length; from += atOnce) {
    signal.throwIfAborted();
    const some = keys.slice(from, from + atOnce);
    await Promise.all(some.filter((key) => !named.has(key)).map(async (key) => (await storage.stat(key)) ?? backupStore.remove(copiesFolder + key)));
    await db.manager.delete(GoneObject, { objectKey: In(some) });
  }
  return due.length > turn;
}
