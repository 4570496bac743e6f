import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { type DataSource, type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../../adapters/keys/key-ring';
import { ProviderError } from '../../../adapters/provider-error';
import type { ObjectStore, Storage } from '../../../adapters/storage/storage';
import { checkpointFolder } from '../../../audit/checkpoints';
import { Refusal } from '../../../http/errors';
import { noteFolder } from '../../evidence/checkpoints';
import { Image } from '../../transactions/image.entity';
import { openPicture } from '../../transactions/sealed-pictures';
import { contentsOf } from '../backups/bucket-contents';
import { copiesFolder } from '../backups/compare-listings';
import { stillNamed } from '../backups/gone-objects';
import { keysBelow, momentOf, runsFolder } from '../backups/picture-runs';
import { lastWhole } from '../backups/record';
import { SystemBackup } from '../backups/system-backup.entity';
import { refillBucket } from './empty-bucket';
import { createListedObjects, type ListedObjects } from './listed-objects';
import { type PictureLists, readPictureLists } from './picture-lists';
import { Differences, type Report } from './report';

/** Pictures that are opened with the restored keys, to show that the keys and the pictures belong together. */
const opened = 20;
const batch = 2000;
/** Objects with a strange content whose owner is looked for. */
const mostQuestions = 20;

/** The bucket as it was restored. */
export interface RestoredBucket {
  lists: PictureLists;
  listed: ListedObjects;
  /** Objects that came back as they were listed. */
  restored: number;
  bytes: number;
  /** Copies that are not there any more, as their originals. */
  gone: number;
  wrong: Differences;
  covered: Covered;
  /** Whether every listed object was restored, or a sample. */
  isWhole: boolean;
}

/** 影像备份到何时: what came later is in the next run, and not held against this one. */
export interface Covered {
  /** By the product's clock. */
  until: Date;
  /** The first backup of a bucket takes several runs, and these have not come to the end of it: any object may still be missing. */
  isBeginning: boolean;
}

interface Wish {
  /** The restored database, which has the table of what is listed too. */
  db: DataSource;
  /** The run that the dump's manifest names; later ones hold what the dump names and had not been copied before it. */
  run: string | null;
  verifier: string;
  pictures: 'all' | number;
  seed: string;
  /** The product's own database, which knows what its backups cover. */
  own: EntityManager;
  /** By how much the product's clock is ahead of the one that named the runs. */
  aheadMs: number;
  signal: AbortSignal;
}

/** Restores the pictures and papers of the newest run into an empty bucket: all, or a sample beside the copies of the checkpoints, which the logs are compared with. */
export async function restoreBucket(store: ObjectStore, bucket: ObjectStore, { db, run, verifier, pictures, seed, own, aheadMs, signal }: Wish): Promise<RestoredBucket> {
  const last = await newestRun(store, run);
  const listed = await createListedObjects(db, { seed, isAlways: (key) => key.startsWith(checkpointFolder) || key.startsWith(noteFolder) });
  const lists = await readPictureLists(store, last, { db, listed, verifier, signal });
  if (run && lists.wrong.amount === 0 && !lists.ids.includes(run)) lists.wrong.add([`影像清单里没有数据库备份所指的那一次（${run}），清单被换过。`]);
  const isWhole = await listed.choose(pictures);
  const bucketSoFar: RestoredBucket = { lists, listed, restored: 0, bytes: 0, gone: 0, wrong: new Differences(), covered: await coveredBy(own, last, aheadMs), isWhole };
  // Each question for an owner looks at every listed object.
  let questions = 0;
  const ownerOf = (sha256: string) => (questions++ < mostQuestions ? listed.keyOf(sha256) : Promise.resolve(undefined));
  for await (const objects of listed.chosen()) {
    const { restored, bytes, missing, wrong } = await refillBucket(store, bucket, objects, { keyOf: (key) => copiesFolder + key, ownerOf, signal });
    const named = await stillNamed(db.manager, missing);
    const lost = missing.filter((key) => named.has(key) || !contentsOf(key)?.isRemovedInOrder);
    bucketSoFar.restored += restored;
    bucketSoFar.bytes += bytes;
    bucketSoFar.gone += missing.length - lost.length;
    bucketSoFar.wrong.add([...lost.map((key) => `${key}：备份里缺少这个文件。`), ...wrong]);
  }
  return bucketSoFar;
}

async function newestRun(store: ObjectStore, run: string | null): Promise<string | null> {
  const ids = (await keysBelow(store, runsFolder)).flatMap((key) => /([0-9a-f-]{36})\.json$/.exec(key)?.[1] ?? []);
  return [...ids, ...(run ? [run] : [])].sort().at(-1) ?? null;
}

/** What the product noted of its runs; where it has lost its notes, the newest run stands for all before it. */
async function coveredBy(own: EntityManager, last: string | null, aheadMs: number): Promise<Covered> {
  const whole = await lastWhole(own, 'pictures');
  if (whole) return { until: whole.coversUntil!, isBeginning: false };
  if (await own.existsBy(SystemBackup, { kind: 'pictures', state: 'ready' })) return { until: new Date(0), isBeginning: true };
  return { until: last ? new Date(momentOf(last).getTime() + aheadMs) : new Date(0), isBeginning: false };
}

interface Comparing {
  db: DataSource;
  bucket: ObjectStore;
  keys: KeyRing;
  log: Logger;
  seed: string;
  signal: AbortSignal;
}

/** Compares the restored bucket with its lists and with the restored database. @returns how many objects came back as they were */
export async function comparePictures(restored: RestoredBucket, comparing: Comparing, report: Report): Promise<number> {
  const { lists, covered, isWhole, gone } = restored;
  const needed = await neededObjects(lists, covered.until, comparing);
  const unreadable = await openSome(restored.listed, comparing);
  const late = covered.isBeginning ? `，另有 ${needed.late} 个还没有备份：第一次影像备份还没有做完` : `，另有 ${needed.late} 个在最近一次影像备份之后收到，还没有备份`;
  const parts = [
    `${lists.ids.length} 次影像备份共 ${lists.objects} 个文件，默克尔根与清单比较；${isWhole ? '全部' : `按种子 ${comparing.seed} 抽取`}恢复 ${restored.restored} 个（${(restored.bytes / 1e6).toFixed(1)} MB），指纹逐个比较。`,
    `数据库登记的 ${needed.listed} 个文件都应在清单中${needed.late > 0 ? late : ''}。`,
    unreadable.tried > 0 ? `用恢复的密钥打开 ${unreadable.tried} 张照片，与原始指纹比较。` : '',
    gone > 0 ? `${gone} 个文件的原件已按期删除，备份也已删除。` : '',
  ];
  report.tell('pictures', parts.join(''), lists.wrong);
  for (const wrong of [restored.wrong, needed.wrong, unreadable.wrong]) report.tell('pictures', '', wrong);
  return restored.restored;
}

/** One object that the database refers to, and its hash as the lists have it. */
interface Needed {
  id: string;
  object_key: string;
  sealed_sha256: string | null;
  received_at: Date | null;
  listed: string | null;
}

/** Pictures, their thumbnails, and papers, page by page. */
const neededFrom = [
  'SELECT i.id, i.object_key, i.sealed_sha256, i.received_at, o.sha256 AS listed FROM images i LEFT JOIN drill_objects o ON o.object_key = i.object_key WHERE i.id > ? AND i.object_key IS NOT NULL ORDER BY i.id LIMIT ?',
  'SELECT i.id, i.thumbnail_key AS object_key, NULL AS sealed_sha256, i.received_at, o.sha256 AS listed FROM images i LEFT JOIN drill_objects o ON o.object_key = i.thumbnail_key WHERE i.id > ? AND i.object_key IS NOT NULL AND i.thumbnail_key IS NOT NULL ORDER BY i.id LIMIT ?',
  "SELECT f.id, f.object_key, NULL AS sealed_sha256, f.received_at, o.sha256 AS listed FROM evidence_files f LEFT JOIN drill_objects o ON o.object_key = f.object_key WHERE f.id > ? AND f.state = 'received' ORDER BY f.id LIMIT ?",
];

/** What the database refers to must be listed, with the fingerprint that it knows. */
async function neededObjects({ wrong: broken }: PictureLists, until: Date, { db, signal }: Comparing) {
  const needed = { listed: 0, late: 0, wrong: new Differences() };
  for (const sql of neededFrom) {
    for (let after = ''; ; ) {
      signal.throwIfAborted();
      const objects: Needed[] = await db.query(sql, [after, batch]);
      for (const object of objects) compare(object);
      if (objects.length < batch) break;
      after = objects.at(-1)!.id;
    }
  }
  return needed;

  function compare({ object_key: key, sealed_sha256: sha256, received_at: receivedAt, listed }: Needed): void {
    if (!listed && (!receivedAt || receivedAt > until)) return void (needed.late += 1);
    needed.listed += 1;
    // Where a list itself is broken, what it held is told once, by the list.
    if (!listed && broken.amount === 0) needed.wrong.add([`${key}：数据库里有登记，影像备份的清单里没有。`]);
    if (listed && sha256 && listed !== sha256) needed.wrong.add([`${key}：指纹与数据库登记的不符。`]);
  }
}

/** Opens some of the restored pictures as the product would. */
async function openSome(listed: ListedObjects, { db, bucket, keys, log, signal }: Comparing): Promise<{ tried: number; wrong: string[] }> {
  const images = await db.manager.findBy(Image, { id: In(await listed.picturesChosen(opened)) });
  const wrong: string[] = [];
  let tried = 0;
  for (const image of images) {
    signal.throwIfAborted();
    if (!(await bucket.stat(image.objectKey!))) continue;
    try {
      const plain = await openPicture({ db, keys, storage: bucket as Storage, log }, image, 'full');
      tried += 1;
      if (createHash('sha256').update(plain).digest('hex') !== image.sha256) wrong.push(`${image.objectKey}：打开后与原始指纹不符。`);
    } catch (error) {
      // A person who was erased takes the pictures along, also out of backups.
      if (error instanceof Refusal && error.code === 'image.erased') continue;
      if (!(error instanceof Refusal) && !(error instanceof ProviderError)) throw error;
      tried += 1;
      wrong.push(`${image.objectKey}：用恢复的密钥打不开。`);
    }
  }
  return { tried, wrong };
}
