import type { DataSource } from 'typeorm';
import type { KeyRing } from '../../../adapters/keys/key-ring';
import type { ObjectStore, Storage } from '../../../adapters/storage/storage';
import { headOf } from '../../../audit/chain';
import { firstStep as firstAuditStep, step as auditStep } from '../../audit/walk';
import { sentenceOf } from '../../audit/wording';
import { sizeOfLog } from '../../evidence/log';
import { firstStep as firstEvidenceStep, step as evidenceStep } from '../../evidence/walk';

/** What was restored: the database, the bucket, and the keys that came with them. */
export interface Restored {
  db: DataSource;
  bucket: ObjectStore;
  keys: KeyRing;
  /** Until when the bucket holds everything; copies of checkpoints that were written later are not missed. */
  bucketUntil: Date;
  signal: AbortSignal;
}

/** What a walk over a log found. */
export interface Walked {
  /** Links or leaves. */
  length: number;
  found: string[];
}

/** 审计日志链: every link, every event, every checkpoint and its copy in the bucket. */
export async function walkAuditChain({ db, bucket, keys, bucketUntil, signal }: Restored): Promise<Walked> {
  const { seq } = await headOf(db.manager);
  const known = await lastOf(db, 'SELECT MAX(seq) AS last FROM audit_checkpoints');
  const deps = { tx: db.manager, keys, storage: upTo(bucket, known), startedAt: bucketUntil };
  const found: string[] = [];
  for (let at: typeof firstAuditStep | undefined = firstAuditStep; at; ) {
    signal.throwIfAborted();
    const { findings, next } = await auditStep(deps, at, seq);
    found.push(...findings.map(sentenceOf));
    at = next;
  }
  return { length: seq, found };
}

/** 存证日志: every completed deal has its leaf, every leaf and node is made anew, every checkpoint and its copy in the bucket. Pictures are compared by themselves. */
export async function walkEvidenceLog({ db, bucket, keys, bucketUntil, signal }: Restored): Promise<Walked> {
  const size = await sizeOfLog(db.manager);
  const known = await lastOf(db, 'SELECT MAX(size) AS last FROM evidence_checkpoints');
  const deps = { tx: db.manager, keys, storage: upTo(bucket, known) as Storage, size, startedAt: bucketUntil };
  const found: string[] = [];
  for (let at: typeof firstEvidenceStep | undefined = firstEvidenceStep; at && at.stage !== 'pictures'; ) {
    signal.throwIfAborted();
    const { findings, next } = await evidenceStep(deps, at);
    found.push(...findings.map(({ sentence }) => sentence));
    at = next;
  }
  return { length: size, found };
}

/** The bucket may be some minutes younger than the database: checkpoints that the database does not know yet are not held against it; that its own end is there, the manifest's head and root tell. */
function upTo(bucket: ObjectStore, known: number): ObjectStore {
  return { ...bucket, list: async (prefix, after) => (await bucket.list(prefix, after)).filter((key) => Number(/(\d+)\.\w+$/.exec(key)?.[1] ?? 0) <= known) };
}

async function lastOf(db: DataSource, sql: string): Promise<number> {
  const [{ last }]: [{ last: string | null }] = await db.query(sql);
  return Number(last ?? 0);
}
