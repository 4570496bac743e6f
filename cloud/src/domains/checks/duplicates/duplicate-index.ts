import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { type AskedThread, startThread } from '../../../threads';
import type { DuplicateQuestion, NewPictures } from './duplicate-worker';
import type { Grey } from './grey';
import type { PictureHashes } from './hashes';
import type { Candidate } from './picture-index';

/** 影像索引 of this process: all that stands in `picture_hashes`, in a thread of its own. */
export interface DuplicateIndex {
  /** Reads the table ahead of the first question: of four million pictures that takes the better part of a minute. */
  load(): Promise<void>;
  /**
   * The nearest pictures of this kind, nearest first, among all that were committed before the question.
   * @param identity as `identityOf` gives it
   * @throws Error where the thread ended, or the database's error; the next question begins anew
   */
  nearest(asked: Pick<PictureHashes, 'square' | 'aspect'> & { kind: string; identity: string | null; most: number }): Promise<Candidate[]>;
  /** How much two pictures are the same, 0–1, pixel by pixel; null where they have nothing to compare. */
  compare(stored: Grey, asked: Grey): Promise<number | null>;
  /** Ends the thread. */
  close(): Promise<void>;
}

interface Row {
  number: string;
  kind: string | null;
  hash: Buffer | null;
  identity: string | null;
  forgets: string | null;
}

/** Rows read at once: few, for this process serves others meanwhile. */
const batch = 2_000;
/** Numbers that are watched for, where one is missing: its transaction may still be going on. */
const mostWatched = 500;

/** What this process has read of the table. */
interface Followed {
  thread: AskedThread<DuplicateQuestion>;
  /** The greatest number so far. */
  last: number;
  /** Numbers below it that were not there. */
  missing: Set<number>;
}

/** The thread starts, and reads the table from its beginning, with the first question, or ahead of it. */
export function createDuplicateIndex(db: DataSource): DuplicateIndex {
  let followed: Followed | undefined;
  let following: Promise<unknown> = Promise.resolve();

  const current = (): Followed => {
    if (!followed || followed.thread.ended()) followed = { thread: startThread(join(__dirname, 'duplicate-worker'), { doing: 'the search for duplicates' }), last: 0, missing: new Set() };
    return followed;
  };

  /** Questions follow one after the other: each has read what was committed before it. */
  function followTable(): Promise<Followed> {
    const next = following.then(async () => {
      const now = current();
      while ((await followBatch(db, now)) === batch);
      return now;
    });
    following = next.catch(() => undefined);
    return next;
  }

  return {
    async load() {
      await followTable();
    },
    async nearest({ kind, identity, square, aspect, most }) {
      const { thread } = await followTable();
      return thread.ask({ nearest: { kind, identity: fingerprintOf(identity), square, aspect, most } });
    },
    compare: (stored, asked) => current().thread.ask({ compare: { stored, asked } }),
    async close() {
      const thread = followed?.thread;
      followed = undefined;
      await thread?.end();
      await following;
    },
  };
}

/** Hands what is new to the thread. @returns how many rows there were */
async function followBatch(db: DataSource, followed: Followed): Promise<number> {
  const { last, missing, thread } = followed;
  const rows: Row[] = await db.query('SELECT number, kind, hash, identity, forgets FROM picture_hashes WHERE number > ? OR number IN (?) ORDER BY number LIMIT ?', [last, [0, ...missing], batch]);
  if (rows.length === 0) return 0;
  await thread.ask({ add: packed(rows) });
  for (const { number } of rows) {
    const found = Number(number);
    missing.delete(found);
    for (let gap = Math.max(followed.last + 1, found - mostWatched); gap < found; gap++) missing.add(gap);
    followed.last = Math.max(followed.last, found);
  }
  for (const oldest of missing) {
    if (missing.size <= mostWatched) break;
    missing.delete(oldest);
  }
  return rows.length;
}

function packed(rows: Row[]): NewPictures {
  const pictures = rows.filter(({ forgets }) => forgets === null);
  return {
    numbers: pictures.map(({ number }) => Number(number)),
    kinds: pictures.map(({ kind }) => kind!),
    hashes: Buffer.concat(pictures.map(({ hash }) => hash!)),
    identities: pictures.map(({ identity }) => fingerprintOf(identity)),
    forgotten: rows.filter(({ forgets }) => forgets !== null).map(({ forgets }) => Number(forgets)),
  };
}

/** 32 bits of an identity; 0 says that it is not known. */
const fingerprintOf = (identity: string | null): number => (identity === null ? 0 : Number.parseInt(identity.slice(0, 8), 16) || 1);
