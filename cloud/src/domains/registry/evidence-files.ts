import type { evidenceKinds } from '@yongche/contract';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Sealer } from '../../adapters/keys/sealing';
import { ProviderError } from '../../adapters/provider-error';
import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { enqueue } from '../../jobs/queue';
import { inspectPhoto } from '../checks/inspect-photo';
import { openPersonKey } from '../privacy/person-keys';
import { EvidenceFile } from './evidence-file.entity';
import { Person } from './person.entity';
import { RegisterRequest } from './register-request.entity';
import { mayAddEvidence } from './request-rules';
import { findRequest } from './requests';

/** A paper may be photographed less sharply than an identity card: a person reads it, no machine. */
const quality = { minLongSide: 800, minSharpness: 60, minBrightness: 40, maxSaturated: 0.7 };
const mostBytes = 5_000_000;
const mostFiles = 20;
const permitSeconds = 600;

const incomingPaper = 'incoming/paper-';
const incomingKeyOf = (id: string) => incomingPaper + id;
const placeOf = (id: string) => `evidence_files|${id}`;

interface Permit {
  requestId: string;
  kind: keyof typeof evidenceKinds;
  contentType: EvidenceFile['contentType'];
  bytes: number;
  actor: Actor;
}

/** Lets one paper be uploaded straight to the storage. @throws registry.request_wrong_state */
export async function permitEvidence(tx: EntityManager, { storage }: Pick<Deps, 'storage'>, { requestId, kind, contentType, bytes, actor }: Permit, by: By) {
  const request = await findRequest(tx, requestId, actor, { lock: true });
  ensure(mayAddEvidence(actor, request), 'registry.request_wrong_state');
  ensure((await tx.countBy(EvidenceFile, { requestId })) < mostFiles, 'registry.evidence_too_many');
  const id = uuidv7();
  const file: EvidenceFile = { id, requestId, kind, state: 'uploading', objectKey: `register/${requestId}/${id}.sealed`, contentType, sha256: null, problem: null, permittedAt: by.at, receivedAt: null };
  await tx.insert(EvidenceFile, file);
  const permit = await storage.permitUpload({ key: incomingKeyOf(id), contentType, minBytes: bytes, maxBytes: bytes, expiresInSeconds: permitSeconds });
  return { file, permit };
}

/**
 * Receives a paper: reads it again, judges it, keeps it sealed, and removes what was uploaded. Repeatable.
 * @throws registry.evidence_not_found, image.not_arrived
 */
export async function receiveEvidence(deps: Pick<Deps, 'db' | 'keys' | 'storage' | 'log' | 'clock'>, { requestId, evidenceId, actor }: { requestId: string; evidenceId: string; actor: Actor }, by: By): Promise<RegisterRequest> {
  const { db, storage, log } = deps;
  const request = await findRequest(db.manager, requestId, actor);
  const file = await db.manager.findOneBy(EvidenceFile, { id: evidenceId, requestId });
  ensure(file, 'registry.evidence_not_found');
  if (file.state !== 'uploading') return request;
  const plain = await storage.read(incomingKeyOf(evidenceId), mostBytes).catch(async (error: unknown) => {
    if (!(error instanceof ProviderError) || error.providerCode !== 'NoSuchKey') throw error;
    // Whoever told of it at the same moment may have received it, and removed what was uploaded.
    ensure(!(await db.manager.existsBy(EvidenceFile, { id: evidenceId, state: 'uploading' })), 'image.not_arrived');
  });
  if (!plain) return request;
  const { problems, sha256 } = await inspectPhoto(plain, quality, null);
  const [problem] = problems;
  if (!problem) await storage.write(file.objectKey, (await sealerFor(db.manager, deps.keys, request)).sealBytes(plain, placeOf(evidenceId)), 'application/octet-stream');
  const isWanted = await db.transaction(async (tx) => {
    const { state } = await findRequest(tx, requestId, actor, { lock: true });
    const now = await tx.findOneBy(EvidenceFile, { id: evidenceId });
    // Told of twice at once: what lies there now is the twin's as much as ours.
    if (now && now.state !== 'uploading') return true;
    if (!now || state !== 'collecting') return false;
    await tx.update(EvidenceFile, evidenceId, { state: problem ? 'rejected' : 'received', problem: problem ?? null, sha256, receivedAt: by.at });
    await audit(tx, by, { action: 'registry.evidence_added', subject: { type: 'request', id: requestId }, details: { evidenceId, kind: file.kind, sha256, ...(problem ? { problem } : {}) } });
    return true;
  });
  if (!isWanted) await storage.remove(file.objectKey);
  await storage.remove(incomingKeyOf(evidenceId)).catch((error: unknown) => log.warn({ err: error, evidenceId }, 'a received paper could not be removed yet'));
  return request;
}

/** Takes a paper off a request that has not been handed in. Its picture goes by a job: a storage that is slow holds no transaction, and one that is down gets it later. */
export async function removeEvidence(tx: EntityManager, { requestId, evidenceId, actor }: { requestId: string; evidenceId: string; actor: Actor }, by: By): Promise<void> {
  const request = await findRequest(tx, requestId, actor, { lock: true });
  ensure(mayAddEvidence(actor, request), 'registry.request_wrong_state');
  const file = await tx.findOneBy(EvidenceFile, { id: evidenceId, requestId });
  ensure(file, 'registry.evidence_not_found');
  await tx.delete(EvidenceFile, evidenceId);
  await audit(tx, by, { action: 'registry.evidence_removed', subject: { type: 'request', id: requestId }, details: { evidenceId, kind: file.kind } });
  await enqueue(tx, 'registry.drop-paper', { objectKey: file.objectKey }, { runAt: by.at });
}

/** The plain picture of a paper. @throws registry.evidence_not_found, image.erased where the person's key is destroyed */
export async function openEvidence({ db, keys, storage }: Pick<Deps, 'db' | 'keys' | 'storage'>, evidenceId: string): Promise<Buffer> {
  const file = await db.manager.findOneBy(EvidenceFile, { id: evidenceId, state: 'received' });
  ensure(file, 'registry.evidence_not_found');
  const request = await db.manager.findOneByOrFail(RegisterRequest, { id: file.requestId });
  const sealer = await sealerFor(db.manager, keys, request);
  return sealer.openBytes(await storage.read(file.objectKey, mostBytes + 100), placeOf(evidenceId));
}

/** A paper about a person is sealed by that person's key, any other by the ring. */
async function sealerFor(tx: EntityManager, keys: KeyRing, { personId }: RegisterRequest): Promise<Pick<Sealer, 'sealBytes' | 'openBytes'>> {
  const person = personId ? await tx.findOneBy(Person, { id: personId }) : null;
  if (!person) return keys;
  const key = openPersonKey(keys, person.key);
  ensure(!key.erased, 'image.erased');
  return key;
}

/** Removes what was uploaded and never told of, or left behind by a kill: papers that nobody may hand in any more. */
export async function sweepPapers({ db, storage, clock }: Pick<Deps, 'db' | 'storage' | 'clock'>): Promise<void> {
  const lying = await storage.list(incomingPaper);
  if (lying.length === 0) return;
  const permittedUntil = new Date(clock.now().getTime() - 2 * permitSeconds * 1000);
  const waiting = await db.manager.find(EvidenceFile, { select: { id: true }, where: { id: In(lying.map((key) => key.slice(incomingPaper.length))), state: 'uploading', permittedAt: MoreThan(permittedUntil) } });
  const awaited = new Set(waiting.map(({ id }) => incomingKeyOf(id)));
  for (const key of lying) if (!awaited.has(key)) await storage.remove(key);
}
