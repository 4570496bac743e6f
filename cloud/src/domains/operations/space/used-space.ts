import type { EntityManager } from 'typeorm';
import { startOfDay } from '../../../clock';
import type { Reading } from '../monitoring/service-readings';
import { wholeSystem } from '../monitoring/peaks';
import type { StorageClassName } from './storage-classes';
import { StorageCapacity } from './storage-day.entity';

/** What a class held at the end of a day. */
export interface ClassDay {
  day: string;
  class: StorageClassName;
  objects: number;
  bytes: number;
  measuredAt: Date;
}

/** What the classes held on the days from `from` on, the earliest first. */
export async function classDays(tx: EntityManager, from: string): Promise<ClassDay[]> {
  const rows: (Omit<ClassDay, 'objects' | 'bytes'> & { objects: string; bytes: string })[] = await tx.query(
    "SELECT DATE_FORMAT(day, '%Y-%m-%d') AS day, class, objects, bytes, measured_at AS measuredAt FROM storage_days WHERE day >= ? ORDER BY day, class",
    [from],
  );
  return rows.map((row) => ({ ...row, objects: Number(row.objects), bytes: Number(row.bytes) }));
}

/** What disposals took out of the storage on each day from `from` on, up to a moment. */
export async function removedDays(tx: EntityManager, from: string, until: Date): Promise<{ day: string; bytes: number }[]> {
  const rows: { day: string; bytes: string }[] = await tx.query(
    `SELECT DATE_FORMAT(removed_at + INTERVAL 8 HOUR, '%Y-%m-%d') AS day, SUM(bytes + thumbnail_bytes) AS bytes FROM disposed_deals
     WHERE disposal_id IS NOT NULL AND removed_at >= ? AND removed_at <= ? GROUP BY DATE_FORMAT(removed_at + INTERVAL 8 HOUR, '%Y-%m-%d')`,
    [startOfDay(from), until],
  );
  return rows.map(({ day, bytes }) => ({ day, bytes: Number(bytes) }));
}

/** The newest day of each class. */
export async function newestClassDays(tx: EntityManager): Promise<ClassDay[]> {
  const [last]: { day: string | null }[] = await tx.query("SELECT DATE_FORMAT(MAX(day) - INTERVAL 31 DAY, '%Y-%m-%d') AS day FROM storage_days");
  if (!last?.day) return [];
  return [...new Map((await classDays(tx, last.day)).map((row) => [row.class, row])).values()];
}

/** 存储占用 for the monitoring, in percent of the capacity; nothing before both are known. */
export async function spaceReadings(tx: EntityManager): Promise<Reading[]> {
  const capacity = await tx.findOneBy(StorageCapacity, { id: 1 });
  const newest = capacity ? await newestClassDays(tx) : [];
  if (!capacity || newest.length === 0) return [];
  const used = newest.reduce((sum, { bytes }) => sum + bytes, 0);
  return [{ indicator: 'storage_share', subject: wholeSystem, value: Math.round((1000 * used) / capacity.bytes) / 10 }];
}
