import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type EntityManager, Not } from 'typeorm';
import { databaseNameOf, type EmptyDatabase, type EmptyDatabases } from './empty-database';
import { RestoreDrill } from './restore-drill.entity';

/** 演练机: what this machine has for drills. */
export interface DrillPlace {
  databases: EmptyDatabases;
  /** Below it each drill has a folder of its own, with as much room as the backup takes. */
  folder: string;
}

/** A folder for one drill, and an empty database once it is wanted; both go with it. */
export interface Workplace {
  folder: string;
  openDatabase(): Promise<EmptyDatabase>;
  close(): Promise<void>;
}

const folderName = (drillId: string) => `yongche-drill-${drillId}`;

/** Removes what drills of this product left that were killed: it holds personal data. */
export async function clearWorkplaces(tx: EntityManager, { databases, folder: parent }: DrillPlace): Promise<void> {
  const over = await tx.find(RestoreDrill, { select: { id: true }, where: { state: Not('running') } });
  const left = { folders: new Set(over.map(({ id }) => folderName(id))), databases: new Set(over.map(({ id }) => databaseNameOf(id))) };
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) if (left.folders.has(name)) await removeFolder(join(parent, name));
  await databases.clear((name) => left.databases.has(name));
}

/** Makes room for a drill; what killed ones left goes first. */
export async function openWorkplace(tx: EntityManager, place: DrillPlace, drillId: string): Promise<Workplace> {
  const { databases, folder: parent } = place;
  await clearWorkplaces(tx, place);
  const folder = join(parent, folderName(drillId));
  await mkdir(folder, { mode: 0o700 });
  let database: EmptyDatabase | undefined;
  return {
    folder,
    openDatabase: async () => (database ??= await databases.open({ folder, name: databaseNameOf(drillId) })),
    async close() {
      await Promise.resolve(database?.close()).finally(() => removeFolder(folder));
    },
  };
}

/** A server that is ending may still write while we remove. */
const removeFolder = (path: string) => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
