import type { DataSource, EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { headOf } from '../../audit/chain';
import { signCheckpoint } from '../../audit/checkpoints';
import { dayInShanghai, nextDay, startOfDay } from '../../clock';
import type { Deps } from '../../deps';
import { enqueue } from '../../jobs/queue';
import { AuditVerification, type Finding } from './audit-verification.entity';
import { firstStep, step } from './walk';

export type VerificationDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'storage'>;

/** Findings that are kept in full; all are counted. */
const mostFindings = 100;
/** A slice of the walk, after which other jobs have their turn. */
const sliceMs = 2000;
/** One that has not come to its end after a day never will: its job lies dead. */
const givenUpMs = 24 * 3600_000;

/** Begins a verification of the whole log as it stands, or gives back the one that runs. */
export async function openVerification(tx: EntityManager, { requestedBy }: { requestedBy: string | null }, at: Date): Promise<AuditVerification> {
  const running = await runningVerification(tx, at);
  if (running) return running;
  const { seq } = await headOf(tx);
  const verification: AuditVerification = {
    id: uuidv7(),
    requestedBy,
    startedAt: at,
    finishedAt: null,
    fromSeq: 1,
    toSeq: seq,
    checkedRows: 0,
    ok: null,
    found: 0,
    findings: [],
    milliseconds: 0,
    progress: firstStep,
  };
  await tx.insert(AuditVerification, verification);
  await enqueue(tx, 'audit.verify', { verificationId: verification.id }, { runAt: at, dedupKey: `audit.verify:${verification.id}` });
  return verification;
}

async function runningVerification(tx: EntityManager, now: Date): Promise<AuditVerification | undefined> {
  const [latest] = await tx.find(AuditVerification, { order: { startedAt: 'DESC' }, take: 1 });
  return latest && latest.finishedAt === null && now.getTime() - latest.startedAt.getTime() < givenUpMs ? latest : undefined;
}

/**
 * Goes on with a verification for about two seconds; what has been done is kept, so that any process may go on later.
 * After a sound one the chain is signed anew; an unsound chain is not.
 * @returns whether there is more to do.
 */
export async function continueVerification(deps: VerificationDeps, id: string): Promise<boolean> {
  const verification = await deps.db.manager.findOneBy(AuditVerification, { id });
  if (!verification) return false;
  const started = performance.now();
  while (verification.progress && performance.now() - started < sliceMs) await advance(deps, verification);
  verification.milliseconds += Math.round(performance.now() - started);
  await keep(deps, verification);
  if (verification.progress) return true;
  if (verification.ok) await signCheckpoint(deps);
  return false;
}

async function advance({ db, keys, storage }: VerificationDeps, verification: AuditVerification): Promise<void> {
  const { progress, toSeq, startedAt } = verification;
  const { findings, checked, next } = await step({ tx: db.manager, keys, storage, startedAt }, progress!, toSeq);
  verification.checkedRows += checked;
  for (const finding of findings) tell(verification, finding);
  verification.progress = next ?? null;
}

/** Several checkpoints beyond the end tell of the same truncation: it reaches as far as the last of them. */
function tell(verification: AuditVerification, finding: Finding): void {
  const same = verification.findings.find(({ kind, source }) => kind === 'tail_truncated' && kind === finding.kind && source === finding.source);
  if (same) return void Object.assign(same, { toSeq: finding.toSeq, expected: finding.expected });
  verification.found += 1;
  if (verification.findings.length < mostFindings) verification.findings.push(finding);
}

async function keep({ db, clock }: VerificationDeps, verification: AuditVerification): Promise<void> {
  const { id, progress, found } = verification;
  if (progress || verification.finishedAt) return void (await db.manager.update(AuditVerification, id, verification));
  await db.transaction(async (tx) => {
    const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
    Object.assign(verification, { ok: found === 0, finishedAt: by.at });
    await tx.update(AuditVerification, id, verification);
    const details = { toSeq: verification.toSeq, rows: verification.checkedRows, found };
    await audit(tx, by, { action: found === 0 ? 'audit.verification_passed' : 'audit.verification_failed', subject: { type: 'audit', id }, details });
  });
}

/** Seconds until the next verification at three in the morning. */
export function secondsUntilNight(now: Date): number {
  const today = startOfDay(dayInShanghai(now)).getTime() + 3 * 3600_000;
  const next = today > now.getTime() ? today : startOfDay(nextDay(dayInShanghai(now))).getTime() + 3 * 3600_000;
  return Math.ceil((next - now.getTime()) / 1000);
}

/** The verification that runs or was the last to begin, and the last that came to its end. */
export async function latestVerifications(db: DataSource): Promise<{ latest: AuditVerification | undefined; finished: AuditVerification | undefined }> {
  const [latest] = await db.manager.find(AuditVerification, { order: { startedAt: 'DESC' }, take: 1 });
  const [finished] = latest?.finishedAt ? [latest] : await db.manager.createQueryBuilder(AuditVerification, 'v').where('v.finishedAt IS NOT NULL').orderBy('v.startedAt', 'DESC').limit(1).getMany();
  return { latest, finished };
}
