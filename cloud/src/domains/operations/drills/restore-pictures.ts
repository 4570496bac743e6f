import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
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
import { keysBelow, runsFolder } from '../backups/picture-runs';
import { type Listed, type Refilled, refillBucket, sampleOf } from './empty-bucket';
import { type PictureLists, readPictureLists } from './picture-lists';
import type { Report } from './report';

/** Pictures that are opened with the restored keys, to show that the keys and the pictures belong together. */
const opened = 20;
const batch = 2000;

/** The bucket as it was restored. */
export interface RestoredBucket {
  lists: PictureLists;
  refilled: Refilled;
  /** The run up to which it was restored, and when that began: what came later is in the next one. */
  until: Date;
  /** Whether every listed object was restored, or a sample. */
  isWhole: boolean;
}

interface Wish {
  /** The run that the dump's manifest names; later ones hold what the dump names and had not been copied before it. */
  run: string | null;
  verifier: string;
  pictures: 'all' | number;
  seed: string;
  signal: AbortSignal;
}

/** Restores the pictures and papers of the newest run into an empty bucket: all, or a sample beside the copies of the checkpoints, which the logs are compared with. */
export async function restoreBucket(store: ObjectStore, bucket: ObjectStore, { run, verifier, pictures, seed, signal }: Wish): Promise<RestoredBucket> {
  const last = await newestRun(store, run);
  const lists = await readPictureLists(store, last, verifier);
  if (run && lists.wrong.length === 0 && !lists.ids.includes(run)) lists.wrong.push(`影像清单里没有数据库备份所指的那一次（${run}），清单被换过。`);
  const isSmall = ({ key }: Listed) => key.startsWith(checkpointFolder) || key.startsWith(noteFolder);
  const chosen = pictures === 'all' || pictures >= lists.objects.length ? lists.objects : [...lists.objects.filter(isSmall), ...sampleOf(lists.objects.filter((object) => !isSmall(object)), pictures, seed)];
  const refilled = await refillBucket(store, bucket, chosen, { keyOf: (key) => copiesFolder + key, signal });
  return { lists, refilled, until: last ? momentOf(last) : new Date(0), isWhole: chosen.length === lists.objects.length };
}

async function newestRun(store: ObjectStore, run: string | null): Promise<string | null> {
  const ids = (await keysBelow(store, runsFolder)).flatMap((key) => /([0-9a-f-]{36})\.json$/.exec(key)?.[1] ?? []);
  return [...ids, ...(run ? [run] : [])].sort().at(-1) ?? null;
}

/** When a UUIDv7 was made. */
const momentOf = (id: string) => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));

interface Comparing {
  db: DataSource;
  bucket: ObjectStore;
  keys: KeyRing;
  log: Logger;
  /** By how much the product's clock, which wrote the rows, is ahead of the one that named the runs. */
  aheadMs: number;
  seed: string;
  signal: AbortSignal;
}

/** Compares the restored bucket with its lists and with the restored database. @returns how many objects came back as they were */
export async function comparePictures({ lists, refilled, until, isWhole }: RestoredBucket, comparing: Comparing, report: Report): Promise<number> {
  const needed = await neededObjects(lists, new Date(until.getTime() + comparing.aheadMs), comparing);
  const lost = refilled.missing.filter(({ key }) => needed.keys.has(key) || !contentsOf(key)?.isRemovedInOrder).map(({ key }) => `${key}：备份里缺少这个文件。`);
  const unreadable = await openSome(comparing);
  const gone = refilled.missing.length - lost.length;
  const parts = [
    `${lists.runs} 次影像备份共 ${lists.objects.length} 个文件，默克尔根与清单比较；${isWhole ? '全部' : `按种子 ${comparing.seed} 抽取`}恢复 ${refilled.restored} 个（${(refilled.bytes / 1e6).toFixed(1)} MB），指纹逐个比较。`,
    `数据库登记的 ${needed.keys.size} 个文件都应在清单中${needed.late > 0 ? `，另有 ${needed.late} 个在最近一次影像备份之后收到，还没有备份` : ''}。`,
    unreadable.tried > 0 ? `用恢复的密钥打开 ${unreadable.tried} 张照片，与原始指纹比较。` : '',
    gone > 0 ? `${gone} 个文件的原件已按期删除，备份也已删除。` : '',
  ];
  report.tell('pictures', parts.join(''), [...lists.wrong, ...lost, ...refilled.wrong, ...needed.wrong, ...unreadable.wrong]);
  return refilled.restored;
}

/** What the database refers to must be listed, with the fingerprint that it knows. */
async function neededObjects({ objects, wrong: broken }: PictureLists, until: Date, { db, signal }: Comparing) {
  const listed = new Map(objects.map((object) => [object.key, object]));
  const keys = new Set<string>();
  const wrong: string[] = [];
  let late = 0;
  const need = (key: string | null, sha256: string | null, receivedAt: Date | null) => {
    if (!key) return;
    const found = listed.get(key);
    if (!found && (!receivedAt || receivedAt > until)) return void (late += 1);
    keys.add(key);
    // Where a list itself is broken, what it held is told once, by the list.
    if (!found && broken.length === 0) wrong.push(`${key}：数据库里有登记，影像备份的清单里没有。`);
    if (found && sha256 && found.sha256 !== sha256) wrong.push(`${key}：指纹与数据库登记的不符。`);
  };
  for (let after = ''; ; ) {
    signal.throwIfAborted();
    const images: { id: string; object_key: string; thumbnail_key: string | null; sealed_sha256: string | null; received_at: Date | null }[] = await db.query(
      'SELECT id, object_key, thumbnail_key, sealed_sha256, received_at FROM images WHERE id > ? AND object_key IS NOT NULL ORDER BY id LIMIT ?',
      [after, batch],
    );
    for (const { object_key, thumbnail_key, sealed_sha256, received_at } of images) {
      need(object_key, sealed_sha256, received_at);
      need(thumbnail_key, null, received_at);
    }
    if (images.length < batch) break;
    after = images.at(-1)!.id;
  }
  const papers: { object_key: string; received_at: Date | null }[] = await db.query("SELECT object_key, received_at FROM evidence_files WHERE state = 'received'");
  for (const { object_key, received_at } of papers) need(object_key, null, received_at);
  return { keys, wrong, late };
}

/** Opens some pictures as the product would. */
async function openSome({ db, bucket, keys, log, seed, signal }: Comparing): Promise<{ tried: number; wrong: string[] }> {
  const images = await db.manager.createQueryBuilder(Image, 'i').where('i.objectKey IS NOT NULL AND i.sha256 IS NOT NULL').orderBy('SHA2(CONCAT(:seed, i.id), 256)').setParameter('seed', seed).limit(opened).getMany();
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
