import { type DataSource, type EntityManager, IsNull, MoreThanOrEqual } from 'typeorm';
import { isSignedBy, keyId, keyText, readCheckpoint, readKey } from 'yongche-verify/note.cjs';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Deps } from '../../deps';
import { EvidenceCheckpoint } from './evidence-checkpoint.entity';
import { sizeOfLog } from './log';
import { rangeHashes, consistencyRanges, rootAt } from './tree';

/** Folders of the copies in the storage; a bucket with a retention policy keeps them even from us. */
export const noteFolder = 'evidence/checkpoints/';
const tokenFolder = 'evidence/timestamps/';
const mostBytes = 2000;

export type CheckpointDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'storage' | 'publicUrl' | 'checkpointMinutes'>;

/** The log's own Ed25519 key. It signs checkpoints, and the manifests of backups, which begin with a brace and can be taken for no checkpoint. */
const keyOfLog = (keys: Pick<KeyRing, 'periodKey'>) => keys.periodKey('evidence log');

/**
 * The name of the log, and with it of its key: the host at which it was first published. A log keeps its name for life, also
 * where it moves to another host.
 */
export async function originOf(tx: EntityManager, publicUrl: string): Promise<string> {
  const [first] = await tx.find(EvidenceCheckpoint, { order: { size: 'ASC' }, take: 1 });
  return (first && readCheckpoint(first.note)?.origin) ?? `${new URL(publicUrl).host}/evidence`;
}

/** The key as it is given out to those who verify (C2SP signed-note verifier key). */
export function verifierKey(keys: Pick<KeyRing, 'periodKey'>, origin: string): string {
  return keyText(origin, Buffer.from(keyOfLog(keys).publicKey, 'base64url'));
}

/** C2SP tlog-checkpoint: origin, size and root, and below them the signature. */
function noteOf(keys: Pick<KeyRing, 'periodKey'>, { origin, size, root }: { origin: string; size: number; root: Buffer }): string {
  return signedNote(keys, origin, `${origin}\n${size}\n${root.toString('base64')}\n`);
}

/** C2SP signed note of a text that ends with a line break: the text, an empty line, and the signature's line. */
export function signedNote(keys: Pick<KeyRing, 'periodKey'>, origin: string, text: string): string {
  const key = keyOfLog(keys);
  const signature = Buffer.concat([keyId(origin, Buffer.from(key.publicKey, 'base64url')), key.sign(Buffer.from(text))]);
  return `${text}\n\u2014 ${origin} ${signature.toString('base64')}\n`;
}

/** What a note says, where the log's key has signed it; undefined otherwise. */
export function openNote(keys: Pick<KeyRing, 'periodKey'>, note: string): { size: number; root: string } | undefined {
  const said = readCheckpoint(note);
  const signed = said && isSignedBy(note, readKey(verifierKey(keys, said.origin))!);
  return signed ? { size: said.size, root: said.root.toString('hex') } : undefined;
}

/**
 * Signs where the log stands, once in each period (a day in Shanghai, where nothing else is configured) in which it has
 * grown, and writes the copies that are owed.
 * @throws where the log no longer holds its last checkpoint: such a log is never signed, and the round is logged as failed.
 */
export async function signCheckpoint(deps: CheckpointDeps): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const [locked]: unknown[] = await tx.query('SELECT size FROM evidence_log WHERE id = 1 FOR UPDATE');
    const now = deps.clock.now();
    const [size, last] = [await sizeOfLog(tx), await lastCheckpoint(tx)];
    if (!locked || size === 0 || (last && periodOf(last.at, deps.checkpointMinutes) === periodOf(now, deps.checkpointMinutes))) return;
    if (last && (last.size > size || (await rootAt(tx, last.size)).toString('hex') !== last.root)) throw new Error(`the evidence log no longer holds its checkpoint at ${last.size}`);
    if (last?.size === size) return;
    const root = await rootAt(tx, size);
    const note = noteOf(deps.keys, { origin: await originOf(tx, deps.publicUrl), size, root });
    await tx.insert(EvidenceCheckpoint, { size, root: root.toString('hex'), at: now, note, storedAt: null, timestampToken: null, timestampAt: null, timestampAuthority: null });
  });
  await storeCheckpoints(deps);
}

/** Periods begin at midnight in Shanghai. */
const periodOf = (moment: Date, minutes: number) => Math.floor((moment.getTime() + 8 * 3600_000) / (minutes * 60_000));

/** Writes the copies that are owed; never over one that is there, and never one that does not carry our signature. */
async function storeCheckpoints({ db, clock, keys, storage }: CheckpointDeps): Promise<void> {
  for (const { size, note } of await db.manager.find(EvidenceCheckpoint, { where: { storedAt: IsNull() }, order: { size: 'ASC' } })) {
    if (openNote(keys, note)?.size !== size) continue;
    if (!(await storage.stat(copyKeyOf(size)))) await storage.write(copyKeyOf(size), Buffer.from(note), 'text/plain; charset=utf-8');
    await db.manager.update(EvidenceCheckpoint, size, { storedAt: clock.now() });
  }
}

const placeOf = (size: number) => String(size).padStart(15, '0');
export const copyKeyOf = (size: number) => `${noteFolder}${placeOf(size)}.txt`;

/** The copy at `key`; undefined where it is not what was signed. */
export async function readCopy({ keys, storage }: Pick<Deps, 'keys' | 'storage'>, key: string): Promise<{ size: number; root: string } | undefined> {
  const said = openNote(keys, (await storage.read(key, mostBytes)).toString());
  return said && copyKeyOf(said.size) === key ? said : undefined;
}

/** Checkpoints that one round has stamped. */
const stampsAtOnce = 5;

/**
 * 可信时间戳 of checkpoints that have none yet, the latest first; nothing where no authority is configured.
 * @throws ProviderError: the round is tried again later, with growing pauses.
 */
export async function stampCheckpoints({ db, storage, timestamps }: Pick<Deps, 'db' | 'storage' | 'timestamps'>): Promise<void> {
  if (!timestamps) return;
  for (const { size, note } of await db.manager.find(EvidenceCheckpoint, { where: { timestampAt: IsNull() }, order: { size: 'DESC' }, take: stampsAtOnce })) {
    const { token, at, authority } = await timestamps.stamp(Buffer.from(note));
    await storage.write(`${tokenFolder}${placeOf(size)}.tst`, token, 'application/octet-stream');
    await db.manager.update(EvidenceCheckpoint, { size, timestampAt: IsNull() }, { timestampToken: token.toString('base64'), timestampAt: at, timestampAuthority: authority });
  }
}

export async function lastCheckpoint(tx: EntityManager): Promise<EvidenceCheckpoint | undefined> {
  const [checkpoint] = await latestCheckpoints(tx, 1);
  return checkpoint;
}

export function latestCheckpoints(tx: EntityManager, limit: number): Promise<EvidenceCheckpoint[]> {
  return tx.find(EvidenceCheckpoint, { order: { size: 'DESC' }, take: limit });
}

/** The first checkpoint that covers a leaf. */
export async function checkpointOver(tx: EntityManager, leafIndex: number): Promise<EvidenceCheckpoint | undefined> {
  const [checkpoint] = await tx.find(EvidenceCheckpoint, { where: { size: MoreThanOrEqual(leafIndex + 1) }, order: { size: 'ASC' }, take: 1 });
  return checkpoint;
}

/** A checkpoint as everybody may see it. */
export function presentCheckpoint({ size, root, at, note, timestampAt, timestampAuthority }: EvidenceCheckpoint) {
  const timestamp = timestampAt && timestampAuthority ? { at: timestampAt, authority: timestampAuthority } : null;
  return { size, root: Buffer.from(root, 'hex').toString('base64'), at, note, timestamp };
}

/** What proves that the log of the later checkpoint begins with the whole log of the earlier one. */
export async function consistencyBetween(db: DataSource, earlier: number, later: number): Promise<Buffer[]> {
  return rangeHashes(db.manager, consistencyRanges(earlier, later));
}
