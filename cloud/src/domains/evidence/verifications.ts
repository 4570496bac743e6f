import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { enqueue } from '../../jobs/queue';
import { Staff } from '../identity/staff.entity';
import { EvidenceVerification } from './evidence-verification.entity';
import { sizeOfLog } from './log';
import { firstStep, step } from './walk';

type VerificationDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'storage'>;

/** Findings that are kept in full; all are counted. */
const mostFindings = 100;
/** A slice of the walk, after which other jobs have their turn. */
const sliceMs = 2000;
/** One that nobody has worked on for a day never comes to its end: its job lies dead. */
const givenUpMs = 24 * 3600_000;

/** Begins a verification of the log and every picture, or gives back the one that runs, which may take more than a night. */
export async function openVerification(tx: EntityManager, { requestedBy }: { requestedBy: string | null }, at: Date): Promise<EvidenceVerification> {
  const [latest] = await latestVerifications(tx, 1);
  if (latest && latest.finishedAt === null && at.getTime() - latest.workedAt.getTime() < givenUpMs) return latest;
  const verification: EvidenceVerification = {
    id: uuidv7(),
    requestedBy,
    startedAt: at,
    workedAt: at,
    finishedAt: null,
    size: await sizeOfLog(tx),
    pictures: 0,
    leaves: 0,
    ok: null,
    found: 0,
    findings: [],
    milliseconds: 0,
    progress: firstStep,
  };
  await tx.insert(EvidenceVerification, verification);
  await enqueue(tx, 'evidence.verify', { verificationId: verification.id }, { runAt: at, dedupKey: `evidence.verify:${verification.id}` });
  return verification;
}

/**
 * Goes on with a verification for about two seconds; what has been done is kept, so that any process may go on later.
 * @returns whether there is more to do.
 */
export async function continueVerification({ db, clock, keys, storage }: VerificationDeps, id: string): Promise<boolean> {
  const verification = await db.manager.findOneBy(EvidenceVerification, { id });
  if (!verification?.progress) return false;
  const { size, startedAt } = verification;
  const started = performance.now();
  while (verification.progress && performance.now() - started < sliceMs) {
    const { findings, leaves = 0, pictures = 0, next } = await step({ tx: db.manager, keys, storage, size, startedAt }, verification.progress);
    verification.leaves += leaves;
    verification.pictures += pictures;
    verification.found += findings.length;
    verification.findings.push(...findings.slice(0, Math.max(0, mostFindings - verification.findings.length)));
    verification.progress = next ?? null;
  }
  verification.milliseconds += Math.round(performance.now() - started);
  verification.workedAt = clock.now();
  if (verification.progress) await db.manager.update(EvidenceVerification, id, verification);
  else await finish({ db, clock }, verification);
  return verification.progress !== null;
}

async function finish({ db, clock }: Pick<Deps, 'db' | 'clock'>, verification: EvidenceVerification): Promise<void> {
  await db.transaction(async (tx) => {
    const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
    const { id, pictures, leaves, found } = verification;
    Object.assign(verification, { ok: found === 0, finishedAt: by.at });
    await tx.update(EvidenceVerification, id, verification);
    await audit(tx, by, { action: found === 0 ? 'evidence.verification_passed' : 'evidence.verification_failed', subject: { type: 'evidence', id }, details: { pictures, leaves, found } });
  });
}

export function latestVerifications(tx: EntityManager, limit: number): Promise<EvidenceVerification[]> {
  return tx.find(EvidenceVerification, { order: { startedAt: 'DESC' }, take: limit });
}

export async function presentVerification(tx: EntityManager, verification: EvidenceVerification) {
  const { id, requestedBy, startedAt, finishedAt, pictures, leaves, ok, found, findings } = verification;
  const staff = requestedBy ? await tx.findOneBy(Staff, { id: requestedBy }) : null;
  return { id, requestedBy: staff?.name ?? null, startedAt, finishedAt, pictures, leaves, ok, found, findings };
}
