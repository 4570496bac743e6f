import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import { ensureDatabaseTools } from '../local/database-binary';
import { type LocalDatabase, startDatabase } from '../local/database';
import { toolFolder } from '../local/places';
import { originOf, verifierKey } from '../src/domains/evidence/checkpoints';
import { backUp } from '../src/domains/operations/backups/back-up';
import type { DailyKind } from '../src/domains/operations/backups/request-backup';
import { openManifest } from '../src/domains/operations/backups/signed-manifest';
import { SystemBackup } from '../src/domains/operations/backups/system-backup.entity';
import { backupKeys } from './backups';
import { type Product, startProduct } from './product';

/** The product on a server of its own that keeps a log of changes, with everything that a daily backup needs. No jobs run: nobody makes backups but the story. */
export interface BackedUp {
  product: Product;
  database: LocalDatabase;
  identity: string;
  close(): Promise<void>;
}

export async function startBackedUp(): Promise<BackedUp> {
  const directory = mkdtempSync(join(tmpdir(), 'yongche-backed-up-'));
  const { identity, recipient } = await backupKeys();
  const tools = await ensureDatabaseTools(toolFolder);
  const database = await startDatabase({ directory, toolFolder, durable: false, binaryLog: true });
  const product = await startProduct(database.url, { background: false, moreEnv: { BACKUP_RECIPIENT: recipient, ...(tools ? { DATABASE_TOOLS: tools } : {}) } });
  return {
    product,
    database,
    identity,
    async close() {
      await product.close();
      await database.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A daily backup that is wanted now, made by whoever gets to it, and the newest rows of these kinds. */
export async function backedUp({ product }: BackedUp, kinds: DailyKind[] = ['database', 'pictures'], signal = new AbortController().signal): Promise<SystemBackup[]> {
  const { deps } = product.server;
  await backUp(deps, { kinds, wantedAt: product.clock.now().toISOString(), startedBy: null }, signal);
  return Promise.all(kinds.map((kind) => deps.db.manager.findOneOrFail(SystemBackup, { where: { kind, state: 'ready' }, order: { startedAt: 'DESC', id: 'DESC' } })));
}

/** What a manifest in the store says, its signature checked. */
export async function manifestAt<Body>({ product }: BackedUp, key: string): Promise<Body> {
  const { db, keys, publicUrl, backupStore } = product.server.deps;
  const body = openManifest<Body>(verifierKey(keys, await originOf(db.manager, publicUrl)), await backupStore!.read(key, 1e7));
  if (!body) throw new Error(`${key} is not signed by the log's key`);
  return body;
}

/** What lies encrypted at `key`, opened by the technical unit's identity. */
export async function openedAt({ product, identity }: BackedUp, key: string): Promise<{ bytes: Buffer; sealed: Buffer }> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const sealed = await product.server.deps.backupStore!.read(key, 1e9);
  return { sealed, bytes: Buffer.from(await decrypter.decrypt(sealed)) };
}

export const unzipped = (bytes: Buffer): string => gunzipSync(bytes).toString();
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
