import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Storage } from '../../adapters/storage/storage';
import { ProviderError } from '../../adapters/provider-error';
import { AuditCheckpoint } from '../../audit/checkpoint.entity';
import { checkpointFolder, hashAt, isSigned, keyOf, readCopy } from '../../audit/checkpoints';
import { eventColumns, type EventRow, genesis, hashOf } from '../../audit/chain';
import type { Finding, Progress } from './audit-verification.entity';

export interface WalkDeps {
  tx: EntityManager;
  keys: Pick<KeyRing, 'verify'>;
  storage: Pick<Storage, 'list' | 'read'>;
  /** Copies that were written later are left to the next walk. */
  startedAt: Date;
}

/** What one step found, and where the walk goes on; no `next` after the last step. */
export interface Step {
  findings: Finding[];
  checked: number;
  next: Progress | undefined;
}

const batch = { links: 1000, events: 5000, checkpoints: 500, copies: 20 };
/** An event may be chained a little after younger ones, as long as a slow transaction may last. */
const latenessMs = 10 * 60_000;

export const firstStep: Progress = {
  stage: 'links',
  seq: -1,
  hash: genesis.prevHash,
  latestAt: null,
  eventId: '',
  checkpointSeq: 0,
  copyKey: '',
  heldSeq: 0,
  told: [],
};

/**
 * One step of the walk over the log up to link `toSeq`. Four stages: every link against its event and its predecessor;
 * every event against the chain; every signed checkpoint of the database, then every copy in the storage, against the chain.
 */
export function step(deps: WalkDeps, at: Progress, toSeq: number): Promise<Step> {
  return { links: checkLinks, events: checkEvents, checkpoints: checkCheckpoints, copies: checkCopies }[at.stage](deps, at, toSeq);
}

const finding = (kind: Finding['kind'], about: Partial<Finding>): Finding => ({ seq: null, toSeq: null, eventId: null, expected: null, actual: null, source: null, ...about, kind });

interface LinkRow extends Omit<EventRow, 'id'> {
  seq: string | number;
  format: number;
  event_id: string;
  prev_hash: string;
  hash: string;
  id: string | null;
}

async function checkLinks({ tx }: WalkDeps, at: Progress, toSeq: number): Promise<Step> {
  // One more than is looked at: the next link tells whether an event or its link was changed.
  const rows: LinkRow[] = await tx.query(
    `SELECT c.seq, c.format, c.event_id, c.prev_hash, c.hash, ${eventColumns} FROM audit_chain c LEFT JOIN audit_events e ON e.id = c.event_id
     WHERE c.seq > ? AND c.seq <= ? ORDER BY c.seq LIMIT ?`,
    [at.seq, toSeq, batch.links + 1],
  );
  const findings: Finding[] = [];
  let { seq: last, hash, latestAt } = at;
  const looked = rows.slice(0, batch.links);
  for (const [index, row] of looked.entries()) {
    const seq = Number(row.seq);
    if (seq > last + 1) findings.push(finding('links_missing', { seq: last + 1, toSeq: seq - 1 }));
    else if (row.prev_hash !== hash) findings.push(finding('link_broken', { seq, eventId: row.event_id, expected: hash, actual: row.prev_hash }));
    const verdict = judge(row, { seq, prevHash: hash, next: rows[index + 1]?.prev_hash });
    if (verdict.finding) findings.push(verdict.finding);
    const time = row.id === null ? null : row.at.toISOString();
    if (time && latestAt && Date.parse(time) < Date.parse(latestAt) - latenessMs) findings.push(finding('row_backdated', { seq, eventId: row.event_id }));
    if (time && (!latestAt || time > latestAt)) latestAt = time;
    [last, hash] = [seq, verdict.hash];
  }
  const done = rows.length <= batch.links;
  if (done && last < toSeq) findings.push(finding('links_missing', { seq: last + 1, toSeq }));
  return { findings, checked: looked.filter(({ seq }) => Number(seq) > 0).length, next: { ...at, stage: done ? 'events' : 'links', seq: last, hash, latestAt } };
}

/**
 * A link by itself: its event is there and gives its hash, by the predecessor that the link names or by the true one.
 * `hash` is what the next link must point to.
 */
function judge(row: LinkRow, { seq, prevHash, next }: { seq: number; prevHash: string; next: string | undefined }): { finding?: Finding; hash: string } {
  const about = { seq, eventId: row.event_id };
  if (seq === 0) {
    const sound = row.hash === genesis.hash && row.event_id === genesis.eventId;
    return { hash: genesis.hash, ...(sound ? {} : { finding: finding('chain_replaced', { ...about, expected: genesis.hash, actual: row.hash, source: 'database' }) }) };
  }
  const { id } = row;
  if (id === null) return { hash: row.hash, finding: finding('row_removed', { ...about, expected: row.hash }) };
  const hashes = row.format === 1 ? [row.prev_hash, prevHash].map((prevHash) => hashOf({ seq, prevHash }, { ...row, id })) : [];
  if (hashes.includes(row.hash)) return { hash: row.hash };
  // The successor still points to the hash that the event gives: the event is as it was, its link is not.
  const kept = hashes.find((hash) => hash === next);
  if (kept) return { hash: kept, finding: finding('link_broken', { ...about, expected: kept, actual: row.hash }) };
  return { hash: row.hash, finding: finding('row_changed', { ...about, expected: row.hash, actual: hashes[0] ?? null }) };
}

/** Every event must have a link or wait for one; every event that waits must be there. */
async function checkEvents({ tx }: WalkDeps, at: Progress): Promise<Step> {
  const rows: { id: string; seq: string | null; waits: string | null }[] = await tx.query(
    `SELECT e.id, c.seq, w.event_id AS waits FROM (SELECT id FROM audit_events WHERE id > ? ORDER BY id LIMIT ?) e
     LEFT JOIN audit_chain c ON c.event_id = e.id LEFT JOIN audit_waiting w ON w.event_id = e.id ORDER BY e.id`,
    [at.eventId, batch.events],
  );
  const findings = rows.filter(({ seq, waits }) => seq === null && waits === null).map(({ id }) => finding('row_inserted', { eventId: id }));
  const done = rows.length < batch.events;
  if (done) {
    const gone: { id: string }[] = await tx.query('SELECT w.event_id AS id FROM audit_waiting w LEFT JOIN audit_events e ON e.id = w.event_id WHERE e.id IS NULL');
    findings.push(...gone.map(({ id }) => finding('row_removed', { eventId: id })));
  }
  return { findings, checked: 0, next: { ...at, stage: done ? 'checkpoints' : 'events', eventId: rows.at(-1)?.id ?? at.eventId } };
}

async function checkCheckpoints({ tx, keys }: WalkDeps, at: Progress, toSeq: number): Promise<Step> {
  const checkpoints = await tx
    .createQueryBuilder(AuditCheckpoint, 'c')
    .where('c.seq > :after', { after: at.checkpointSeq })
    .orderBy('c.seq')
    .limit(batch.checkpoints)
    .getMany();
  const findings: Finding[] = [];
  let progress = at;
  for (const checkpoint of checkpoints) {
    if (!isSigned(keys, checkpoint)) findings.push(finding('checkpoint_forged', { seq: checkpoint.seq, actual: checkpoint.hash, source: 'database' }));
    else progress = await compare(tx, checkpoint, 'database', { progress, toSeq, findings });
  }
  const done = checkpoints.length < batch.checkpoints;
  return { findings, checked: 0, next: { ...progress, stage: done ? 'copies' : 'checkpoints', checkpointSeq: checkpoints.at(-1)?.seq ?? at.checkpointSeq, heldSeq: done ? 0 : progress.heldSeq } };
}

/** The copies in the storage tell of a database that was rewritten as a whole, checkpoints and all. */
async function checkCopies(deps: WalkDeps, at: Progress, toSeq: number): Promise<Step> {
  const { tx, keys, storage } = deps;
  const names = (await storage.list(checkpointFolder, at.copyKey || undefined)).slice(0, batch.copies);
  const done = names.length < batch.copies;
  const findings = await missingCopies(deps, { after: at.copyKey, until: done ? undefined : names.at(-1) }, new Set(names));
  const copies = await Promise.all(names.map(async (key) => ({ seq: seqOf(key), checkpoint: await readUntrusted(storage, key) })));
  let progress = at;
  for (const { seq, checkpoint } of copies) {
    if (!checkpoint || !isSigned(keys, checkpoint)) {
      findings.push(finding('checkpoint_forged', { seq, source: 'storage' }));
      continue;
    }
    const known = await tx.existsBy(AuditCheckpoint, { seq });
    if (!known) findings.push(finding('checkpoint_missing', { seq, expected: checkpoint.hash, source: 'database' }));
    progress = await compare(tx, checkpoint, 'storage', { progress, toSeq, findings });
  }
  return { findings, checked: 0, next: done ? undefined : { ...progress, copyKey: names.at(-1)! } };
}

/** A copy that the storage gives but that is not what was written is no copy. */
function readUntrusted(storage: WalkDeps['storage'], key: string) {
  return readCopy(storage, key).catch((error: unknown) => {
    if (error instanceof ProviderError && error.kind === 'untrusted_answer') return undefined;
    throw error;
  });
}

/** Checkpoints between two keys whose copy was written once and is no longer there. */
async function missingCopies({ tx, startedAt }: WalkDeps, { after, until }: { after: string; until: string | undefined }, here: Set<string>): Promise<Finding[]> {
  const written: { seq: string }[] = await tx.query('SELECT seq FROM audit_checkpoints WHERE stored_at <= ? AND seq > ? AND seq <= ? ORDER BY seq', [
    startedAt,
    after ? seqOf(after) : 0,
    until ? seqOf(until) : Number.MAX_SAFE_INTEGER,
  ]);
  const gone = written.map(({ seq }) => Number(seq)).filter((seq) => !here.has(keyOf(seq)));
  return gone.map((seq) => finding('checkpoint_missing', { seq, source: 'storage' }));
}

const seqOf = (key: string) => Number(/(\d+)\.json$/.exec(key)?.[1] ?? 0);

interface Comparison {
  progress: Progress;
  toSeq: number;
  findings: Finding[];
}

/** A signed checkpoint against the chain as it is now; of a rewritten chain the first contradiction of each source is told. */
async function compare(tx: EntityManager, { seq, hash }: { seq: number; hash: string }, source: 'database' | 'storage', { progress, toSeq, findings }: Comparison): Promise<Progress> {
  const actual = await hashAt(tx, seq);
  if (actual === hash) return { ...progress, heldSeq: seq };
  if (actual === undefined) {
    if (seq > toSeq) findings.push(finding('tail_truncated', { seq: toSeq + 1, toSeq: seq, expected: hash, source }));
    return progress;
  }
  if (progress.told.includes(source)) return progress;
  findings.push(finding('chain_replaced', { seq: progress.heldSeq + 1, toSeq: seq, expected: hash, actual, source }));
  return { ...progress, told: [...progress.told, source] };
}
