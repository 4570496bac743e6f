import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Listed } from './empty-bucket';

/** Objects that come out of the table at once. */
const page = 500;
/** Lots are 8 bytes of a hash; one that is nothing but zeros is always drawn. */
const [always, last] = [Buffer.alloc(8), Buffer.alloc(8, 0xff)];

/** 清单里的文件: what the lists of pictures name, in a table of the drill's own database, so that the pictures of many years need no memory. */
export interface ListedObjects {
  /** Adds what a run lists; of a key that is there already the first one stays. */
  add(tx: EntityManager, objects: Listed[]): Promise<void>;
  count(): Promise<number>;
  /** Chooses which are restored: all, or so many by the seed, beside those that always are. @returns whether that is all */
  choose(wanted: 'all' | number): Promise<boolean>;
  /** The chosen ones in the order of their keys, page by page. */
  chosen(): AsyncGenerator<Listed[]>;
  /** A key with this content; it looks at all of them. */
  keyOf(sha256: string): Promise<string | undefined>;
  /** Ids of pictures of the restored database whose objects were chosen, in the order of the lots. */
  picturesChosen(amount: number): Promise<string[]>;
}

/**
 * An empty table beside the restored ones, which are compared before it is made.
 * @param seed stands in the report, so that anybody can draw the same objects: those with the lowest SHA-256 of `seed|key`
 * @param isAlways objects that are restored whatever the seed says
 */
export async function createListedObjects(db: DataSource, { seed, isAlways }: { seed: string; isAlways: (key: string) => boolean }): Promise<ListedObjects> {
  await db.query(
    `CREATE TABLE drill_objects (
      object_key varchar(300) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      bytes bigint NOT NULL,
      sha256 char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      lot binary(8) NOT NULL
    ) ENGINE=InnoDB`,
  );
  const lotOf = (key: string) => (isAlways(key) ? always : createHash('sha256').update(`${seed}|${key}`).digest().subarray(0, 8));
  let highest: Buffer = last;
  return {
    async add(tx, objects) {
      if (objects.length > 0) await tx.query('INSERT IGNORE INTO drill_objects (object_key, bytes, sha256, lot) VALUES ?', [objects.map(({ key, bytes, sha256 }) => [key, bytes, sha256, lotOf(key)])]);
    },
    async count() {
      const [{ amount }]: [{ amount: string }] = await db.query('SELECT COUNT(*) AS amount FROM drill_objects');
      return Number(amount);
    },
    async choose(wanted) {
      if (wanted === 'all') return true;
      const [beyond]: { lot: Buffer }[] = await db.query('SELECT lot FROM drill_objects WHERE lot > ? ORDER BY lot LIMIT 1 OFFSET ?', [always, wanted]);
      if (!beyond) return true;
      const [drawn]: { lot: Buffer }[] = wanted === 0 ? [] : await db.query('SELECT lot FROM drill_objects WHERE lot > ? ORDER BY lot LIMIT 1 OFFSET ?', [always, wanted - 1]);
      highest = drawn?.lot ?? always;
      return false;
    },
    async *chosen() {
      for (let after = ''; ; ) {
        const rows: { object_key: string; bytes: string; sha256: string }[] = await db.query('SELECT object_key, bytes, sha256 FROM drill_objects WHERE object_key > ? AND lot <= ? ORDER BY object_key LIMIT ?', [after, highest, page]);
        if (rows.length > 0) yield rows.map(({ object_key: key, bytes, sha256 }) => ({ key, bytes: Number(bytes), sha256 }));
        if (rows.length < page) return;
        after = rows.at(-1)!.object_key;
      }
    },
    async keyOf(sha256) {
      const [found]: { object_key: string }[] = await db.query('SELECT object_key FROM drill_objects WHERE sha256 = ? LIMIT 1', [sha256]);
      return found?.object_key;
    },
    async picturesChosen(amount) {
      const rows: { id: string }[] = await db.query('SELECT i.id FROM drill_objects o JOIN images i ON i.object_key = o.object_key WHERE o.lot <= ? AND i.sha256 IS NOT NULL ORDER BY o.lot LIMIT ?', [highest, amount]);
      return rows.map(({ id }) => id);
    },
  };
}
