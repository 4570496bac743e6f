import type { DataSource, EntityManager } from 'typeorm';
import type { PhotoRules } from '@yongche/contract/standards/photo-list';
import { dayInShanghai, nextDay, startOfDay } from '../../../clock';
import type { Deps } from '../../../deps';
import { rulesInForce } from '../../transactions/rules-in-force';
import { sealingBytes, usualThumbnailBytes } from './sealed-sizes';
import { storageClassTable, type StorageClassName } from './storage-classes';

type MeasureDeps = Pick<Deps, 'db' | 'storage' | 'clock'>;

/** Days that one run takes; the first one ever may have years before it. */
const mostDays = 60;
/** What came in on a day is in the database by then, also where its transaction ended after midnight. */
const settledMs = 10 * 60_000;
/** Bytes of one step of a day's spread. */
export const stepBytes = 4096;

interface Amount {
  objects: number;
  bytes: number;
}

/**
 * 测量存储占用, day by day: of pictures what came on the day and what was destroyed is added to the day before, so that a night costs what one
 * day of pictures costs, however many lie there; the few objects of the other classes are counted in the storage itself. Repeatable,
 * and safe twice at once: whoever measures the same day writes the same row.
 * @returns whether days are left, which the next run takes. @throws ProviderError where the storage does not answer; the days before are written
 */
export async function measureSpace({ db, storage, clock }: MeasureDeps, signal?: AbortSignal): Promise<boolean> {
  const now = clock.now();
  const today = dayInShanghai(now);
  const { photos } = (await rulesInForce(db.manager, now)).rules;
  let day = await firstOpenDay(db.manager, today);
  for (let taken = 0; day <= today; day = nextDay(day), taken++) {
    if (taken === mostDays) return true;
    signal?.throwIfAborted();
    await measurePictures(db, { day, photos }, clock.now());
  }
  for (const { class: name, prefixes } of storageClassTable.filter(({ class: name }) => name !== 'pictures' && name !== 'thumbnails')) {
    const amounts: Amount[] = [];
    for (const prefix of prefixes) amounts.push(await listed(storage, prefix));
    const sum = (field: keyof Amount) => amounts.reduce((total, one) => total + one[field], 0);
    await write(db.manager, { day: today, name, amount: { objects: sum('objects'), bytes: sum('bytes') } }, clock.now());
  }
  return false;
}

/** The first day that is not measured for good. */
async function firstOpenDay(tx: EntityManager, today: string): Promise<string> {
  const [last]: { day: string; measured_at: Date }[] = await tx.query("SELECT DATE_FORMAT(day, '%Y-%m-%d') AS day, measured_at FROM storage_days WHERE class = 'pictures' AND day <= ? ORDER BY day DESC LIMIT 1", [today]);
  if (last) return last.measured_at.getTime() >= startOfDay(nextDay(last.day)).getTime() + settledMs ? nextDay(last.day) : last.day;
  const [first]: { at: Date | null }[] = await tx.query('SELECT MIN(received_at) AS at FROM images');
  return first?.at && dayInShanghai(first.at) < today ? dayInShanghai(first.at) : today;
}

interface Received {
  slot: string;
  step: string;
  pictures: string;
  bytes: string;
  overBudget: string;
  thumbnails: string;
  thumbnailBytes: string;
}

/** What one day brought, from the index `images_received` alone. */
export function receivedOn(tx: EntityManager, day: string, photos: PhotoRules['photos']): Promise<Received[]> {
  const budgets = photos.map(({ code, budgetBytes }) => [code, budgetBytes] as const);
  return tx.query(
    `SELECT slot, bytes DIV ${stepBytes} AS step, COUNT(*) AS pictures, SUM(bytes) AS bytes, SUM(bytes > CASE slot ${budgets.map(() => 'WHEN ? THEN ?').join(' ')} ELSE bytes END) AS overBudget,
       COUNT(IF(thumbnail_bytes = 0, NULL, 1)) AS thumbnails, SUM(COALESCE(thumbnail_bytes, ${usualThumbnailBytes})) AS thumbnailBytes
     FROM images WHERE received_at >= ? AND received_at < ? AND bytes IS NOT NULL GROUP BY slot, step ORDER BY slot, step`,
    [...budgets.flat(), startOfDay(day), startOfDay(nextDay(day))],
  );
}

async function measurePictures(db: DataSource, { day, photos }: { day: string; photos: PhotoRules['photos'] }, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const rows = await receivedOn(tx, day, photos);
    const [gone]: Record<'pictures' | 'bytes' | 'thumbnails' | 'thumbnailBytes', string>[] = await tx.query(
      `SELECT COALESCE(SUM(pictures), 0) AS pictures, COALESCE(SUM(bytes), 0) AS bytes, COALESCE(SUM(thumbnails), 0) AS thumbnails, COALESCE(SUM(thumbnail_bytes), 0) AS thumbnailBytes
       FROM disposed_deals WHERE removed_at >= ? AND removed_at < ?`,
      [startOfDay(day), startOfDay(nextDay(day))],
    );
    const came = (field: 'pictures' | 'bytes' | 'thumbnails' | 'thumbnailBytes') => rows.reduce((sum, row) => sum + Number(row[field]), 0);
    const grown = (objects: 'pictures' | 'thumbnails', bytes: 'bytes' | 'thumbnailBytes') => ({
      objects: came(objects) - Number(gone![objects]),
      bytes: came(bytes) + came(objects) * sealingBytes - Number(gone![bytes]),
    });
    await grow(tx, { day, name: 'pictures', by: grown('pictures', 'bytes') }, at);
    await grow(tx, { day, name: 'thumbnails', by: grown('thumbnails', 'thumbnailBytes') }, at);
    await writeSpread(tx, day, rows);
  });
}

/** The day's end is the end of the day before and what came and went. */
async function grow(tx: EntityManager, { day, name, by }: { day: string; name: StorageClassName; by: Amount }, at: Date): Promise<void> {
  const [before]: { objects: string; bytes: string }[] = await tx.query('SELECT objects, bytes FROM storage_days WHERE class = ? AND day < ? ORDER BY day DESC LIMIT 1', [name, day]);
  const sum = (field: keyof Amount) => Math.max(0, Number(before?.[field] ?? 0) + by[field]);
  await write(tx, { day, name, amount: { objects: sum('objects'), bytes: sum('bytes') } }, at);
}

async function write(tx: EntityManager, { day, name, amount }: { day: string; name: StorageClassName; amount: Amount }, at: Date): Promise<void> {
  await tx.query('INSERT INTO storage_days (day, class, objects, bytes, measured_at) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE objects = VALUES(objects), bytes = VALUES(bytes), measured_at = VALUES(measured_at)', [
    day,
    name,
    amount.objects,
    amount.bytes,
    at,
  ]);
}

async function writeSpread(tx: EntityManager, day: string, rows: Received[]): Promise<void> {
  const slots = [...new Set(rows.map(({ slot }) => slot))];
  if (slots.length === 0) return;
  const lines = slots.map((slot) => {
    const own = rows.filter((row) => row.slot === slot);
    const sum = (field: 'pictures' | 'bytes' | 'overBudget') => own.reduce((total, row) => total + Number(row[field]), 0);
    return [day, slot, sum('pictures'), sum('bytes'), sum('overBudget'), JSON.stringify(own.map(({ step, pictures }) => [Number(step), Number(pictures)]))];
  });
  await tx.query(
    'INSERT INTO picture_days (day, slot, pictures, bytes, over_budget, steps) VALUES ? ON DUPLICATE KEY UPDATE pictures = VALUES(pictures), bytes = VALUES(bytes), over_budget = VALUES(over_budget), steps = VALUES(steps)',
    [lines],
  );
}

async function listed(storage: MeasureDeps['storage'], prefix: string): Promise<Amount> {
  const amount = { objects: 0, bytes: 0 };
  for (let page = await storage.listObjects(prefix); page.length > 0; page = await storage.listObjects(prefix, page.at(-1)!.key)) {
    amount.objects += page.length;
    amount.bytes += page.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  return amount;
}

/** Seconds until a quarter to one at night (Shanghai), when the day before is over for good. */
export function secondsUntilMeasuring(now: Date): number {
  const hour = startOfDay(dayInShanghai(now)).getTime() + 45 * 60_000;
  const next = hour > now.getTime() ? hour : startOfDay(nextDay(dayInShanghai(now))).getTime() + 45 * 60_000;
  return Math.ceil((next - now.getTime()) / 1000);
}
