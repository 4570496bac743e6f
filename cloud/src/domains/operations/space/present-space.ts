import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../../clock';
import type { Actor } from '../../../http/actor';
import { type CourseDay, forecastDays, forecastOf } from './forecast';
import { pictureBudgets } from './picture-budgets';
import { maySetCapacity } from './space.policy';
import { storageClassTable } from './storage-classes';
import { StorageCapacity } from './storage-day.entity';
import { type ClassDay, classDays, newestClassDays, removedDays } from './used-space';

/** Days of the course that are shown. */
const shownDays = 365;
const dayMs = 24 * 3600_000;

/** 存储空间 as the contract has it. */
export async function presentSpace(tx: EntityManager, actor: Pick<Actor, 'role'>, now: Date) {
  const newest = new Map((await newestClassDays(tx)).map((row) => [row.class, row]));
  const capacityBytes = (await tx.findOneBy(StorageCapacity, { id: 1 }))?.bytes ?? null;
  const usedBytes = [...newest.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const course = courseOf(await classDays(tx, dayInShanghai(new Date(now.getTime() - (shownDays - 1) * dayMs))));
  const since = dayInShanghai(new Date(now.getTime() - (forecastDays - 1) * dayMs));
  const measuredAt = [...newest.values()].map((row) => row.measuredAt).sort((one, other) => other.getTime() - one.getTime())[0] ?? null;
  return {
    measuredAt,
    capacityBytes,
    usedBytes,
    usedShare: capacityBytes === null ? null : Math.round((10_000 * usedBytes) / capacityBytes),
    classes: storageClassTable.map(({ class: name, keptYears, keptSentence, lifecycle }) => ({ class: name, objects: newest.get(name)?.objects ?? 0, bytes: newest.get(name)?.bytes ?? 0, keptYears, keptSentence, lifecycle })),
    pictures: await pictureBudgets(tx, now),
    course,
    forecast: forecastOf(course.filter(({ day }) => day >= since), capacityBytes, measuredAt ? await removedDays(tx, since, measuredAt) : []),
    mayChange: maySetCapacity(actor),
  };
}

/** All classes together by day. What was not counted on a day is taken as it was counted last, or first: else beginning to count would look like growth. */
export function courseOf(rows: ClassDay[]): CourseDay[] {
  const known = new Map(storageClassTable.map(({ class: name }) => [name, rows.find((row) => row.class === name)?.bytes ?? 0]));
  return [...new Set(rows.map(({ day }) => day))].map((day) => {
    for (const row of rows) if (row.day === day) known.set(row.class, row.bytes);
    return { day, bytes: [...known.values()].reduce((sum, bytes) => sum + bytes, 0) };
  });
}
