import { type DataSource, type EntityManager, IsNull, MoreThanOrEqual } from 'typeorm';
import { z } from 'zod';
import type { KeyRing } from '../adapters/keys/key-ring';
import type { Storage } from '../adapters/storage/storage';
import type { Clock } from '../clock';
import { headOf } from './chain';
import { AuditCheckpoint } from './checkpoint.entity';

/** Folder of the copies in the storage; a bucket with a retention policy keeps them even from us. */
export const checkpointFolder = 'audit/checkpoints/';
const mostBytes = 2000;

interface CheckpointDeps {
  db: DataSource;
  clock: Clock;
  keys: Pick<KeyRing, 'sign' | 'verify'>;
  storage: Pick<Storage, 'stat' | 'read' | 'write'>;
}

type Stand = Pick<AuditCheckpoint, 'seq' | 'hash' | 'at'>;

/**
 * Signs where the chain stands, where it has grown since the last checkpoint, and writes the copies that are owed.
 * @throws where the chain no longer holds its last checkpoint: such a chain is never signed, and the round is logged as failed.
 */
export async function signCheckpoint(deps: CheckpointDeps): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const head = await headOf(tx);
    const last = await lastCheckpoint(tx);
    if (last && (await hashAt(tx, last.seq)) !== last.hash) throw new Error(`the audit chain no longer holds its checkpoint at ${last.seq}`);
    if (head.seq <= (last?.seq ?? 0)) return;
    const stand = { ...head, at: deps.clock.now() };
    const signature = deps.keys.sign(Buffer.from(statementOf(stand))).toString('base64');
    await tx.insert(AuditCheckpoint, { ...stand, signature, storedAt: null });
  });
  await storeCheckpoints(deps);
}

/** Writes the copies that are owed; never over one that is there, and never one that does not carry our signature. */
async function storeCheckpoints({ db, clock, keys, storage }: CheckpointDeps): Promise<void> {
  for (const checkpoint of await db.manager.find(AuditCheckpoint, { where: { storedAt: IsNull() }, order: { seq: 'ASC' } })) {
    const key = keyOf(checkpoint.seq);
    if (!isSigned(keys, checkpoint)) continue;
    if (!(await storage.stat(key))) await storage.write(key, Buffer.from(copyOf(checkpoint)), 'application/json');
    await db.manager.update(AuditCheckpoint, checkpoint.seq, { storedAt: clock.now() });
  }
}

export async function lastCheckpoint(tx: EntityManager): Promise<AuditCheckpoint | undefined> {
  const [checkpoint] = await tx.find(AuditCheckpoint, { order: { seq: 'DESC' }, take: 1 });
  return checkpoint;
}

/** The first checkpoint that covers a link. */
export async function firstCheckpointFrom(tx: EntityManager, seq: number): Promise<AuditCheckpoint | undefined> {
  const [checkpoint] = await tx.find(AuditCheckpoint, { where: { seq: MoreThanOrEqual(seq) }, order: { seq: 'ASC' }, take: 1 });
  return checkpoint;
}

/** The hash of a link, or undefined where there is none. */
export async function hashAt(tx: EntityManager, seq: number): Promise<string | undefined> {
  const [row]: { hash: string }[] = await tx.query('SELECT hash FROM audit_chain WHERE seq = ?', [seq]);
  return row?.hash;
}

export const keyOf = (seq: number) => `${checkpointFolder}${String(seq).padStart(15, '0')}.json`;

const statementOf = ({ seq, hash, at }: Stand) => ['yongche audit checkpoint 1', seq, hash, at.toISOString()].join('\n');

export const isSigned = (keys: Pick<KeyRing, 'verify'>, checkpoint: Stand & { signature: string }) =>
  keys.verify(Buffer.from(statementOf(checkpoint)), Buffer.from(checkpoint.signature, 'base64'));

const copyOf = (checkpoint: AuditCheckpoint) => JSON.stringify({ statement: statementOf(checkpoint), signature: checkpoint.signature });

const copy = z.object({ statement: z.string(), signature: z.string() });

/** The copy at `key`, its signature not checked yet; undefined where it cannot be read as a checkpoint. */
export async function readCopy(storage: Pick<Storage, 'read'>, key: string): Promise<(Stand & { signature: string }) | undefined> {
  const text = (await storage.read(key, mostBytes)).toString('utf8');
  const parsed = copy.safeParse(parseJson(text));
  const [, seq, hash, at] = parsed.data?.statement.split('\n') ?? [];
  if (!parsed.success || !hash || Number.isNaN(Date.parse(at ?? ''))) return undefined;
  const checkpoint = { seq: Number(seq), hash, at: new Date(at!), signature: parsed.data.signature };
  return statementOf(checkpoint) === parsed.data.statement && keyOf(checkpoint.seq) === key ? checkpoint : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
