import type { DataSource, EntityManager } from 'typeorm';

/** Reads on one snapshot of the database, so that many numbers are of the same moment while deals go on; `work` writes nothing. */
export function onSnapshot<T>(db: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  return db.transaction('REPEATABLE READ', work);
}
