import type { EntityManager } from 'typeorm';
import type { DocumentReader, Reading } from '../../../adapters/ocr/ocr';
import { ProviderError } from '../../../adapters/provider-error';
import type { Deps } from '../../../deps';
import { Refusal } from '../../../http/errors';
import { within } from '../../../patience';
import { Image } from '../../transactions/image.entity';
import { personKeysOfPictures, pictureKeyOf } from '../../transactions/picture-keys';
import { openPicture } from '../../transactions/sealed-pictures';
import { checkDeal } from '../check-deal';
import { type AskedPicture, findDuplicates } from '../duplicates/find-duplicates';
import { hashesOf } from '../duplicates/hashes';
import { identityOf } from '../duplicates/identity';
import { rememberHashes } from '../duplicates/remember-hashes';
import type { Finding, PictureLook } from '../looking/look';
import { lookAt } from '../looking/look-at';
import { expectedKind } from '../slots';
import type { ReadingFailure } from './failures';
import { PictureReading } from './picture-reading.entity';
import { sealFields } from './stored-readings';

export type TaskDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'storage' | 'ocr' | 'duplicates' | 'log'>;

/** A picture that takes longer hangs; well below the lease, so that it is given back by its own worker. */
const limitSeconds = 60;
/** Attempts after which a picture has failed: what crashes the reader gets one more, a service that is away some minutes. */
const mostAttempts: Record<ReadingFailure, number> = { erased: 1, damaged: 1, unreadable: 1, crashed: 2, unavailable: 7 };
/** Slots from which nothing is read are looked at and compared only. */
const nothingToRead: Reading = { engine: '', kind: null, kindConfidence: 0, fields: [], lines: [] };

/** What an attempt brought: parts of it may be missing, and then `troubles` say why. */
interface Examination {
  reading: Reading | null;
  look: PictureLook | null;
  troubles: unknown[];
}

/**
 * Reads one claimed picture, looks at it, searches for it in other deals, stores all this sealed, and checks its deal anew.
 * What may be mended by trying again goes back into the queue; otherwise the picture has failed, with what was found out
 * about it all the same, and its deal goes on.
 */
export async function readPicture(deps: TaskDeps, claimed: PictureReading): Promise<void> {
  const started = performance.now();
  const image = await deps.db.manager.findOneByOrFail(Image, { id: claimed.imageId });
  const { reading, look, troubles } = await within(limitSeconds, examine(deps, image)).catch((error: unknown): Examination => ({ reading: null, look: null, troubles: [error] }));
  const failures = troubles.map((error) => failureOf(error, deps.ocr));
  troubles.forEach((error, at) => deps.log.warn({ err: error, imageId: image.id, failure: failures[at], attempts: claimed.attempts }, 'a picture could not be read'));
  if (failures.some((failure) => claimed.attempts < mostAttempts[failure]) && !failures.includes('erased')) return giveBack(deps, claimed);
  const result: Partial<PictureReading> = {
    state: reading ? 'done' : 'failed',
    failure: reading ? null : failures[0]!,
    engine: reading?.engine || null,
    kind: reading?.kind ?? null,
    kindConfidence: reading?.kindConfidence ?? 0,
    readSealed: reading && (await sealedFieldsOf(deps, image, reading)),
    look,
    leaseUntil: null,
    finishedAt: deps.clock.now(),
    elapsedMs: Math.round(performance.now() - started),
  };
  await checkDeal(deps, claimed.transactionId, (tx) => settle(tx, claimed, result));
}

async function examine(deps: TaskDeps, image: Image): Promise<Examination> {
  const picture = await openPicture(deps, image, 'full');
  const expected = expectedKind(image.slot);
  const [reading, looked, hashed] = await Promise.allSettled([expected === 'other' ? nothingToRead : deps.ocr.read(picture, expected), lookAt(picture, expected), hashesOf(picture)]);
  const fields = reading.status === 'fulfilled' ? reading.value.fields : [];
  const [duplicates] = await Promise.allSettled([hashed.status === 'fulfilled' ? searchDuplicates(deps, image, { picture, fields, hashes: hashed.value }) : []]);
  const troubles = [reading, looked, hashed, duplicates].flatMap((part) => (part.status === 'rejected' ? [part.reason as unknown] : []));
  const findings = duplicates.status === 'fulfilled' ? duplicates.value : [];
  const look = looked.status === 'fulfilled' ? { ...looked.value, findings: [...looked.value.findings, ...findings] } : null;
  return { reading: reading.status === 'fulfilled' ? reading.value : null, look, troubles };
}

/** The picture in other deals. Its own hashes are written first: of two that ask at the same moment at least one finds the other. */
async function searchDuplicates(deps: TaskDeps, image: Image, { picture, fields, hashes }: Pick<AskedPicture, 'picture' | 'fields' | 'hashes'>): Promise<Finding[]> {
  const kind = expectedKind(image.slot);
  await rememberHashes(deps.db.manager, image, hashes, identityOf(deps.keys, kind, fields));
  return findDuplicates(deps, { imageId: image.id, transactionId: image.transactionId, kind, fields, hashes, picture });
}

function failureOf(error: unknown, { onThisMachine }: DocumentReader): ReadingFailure {
  if (error instanceof Refusal) return ['image.erased', 'image.disposed'].includes(error.code) ? 'erased' : 'damaged';
  if (!(error instanceof ProviderError)) return 'crashed';
  if (error.kind === 'rejected') return 'unreadable';
  return error.provider === 'ocr' && onThisMachine ? 'crashed' : 'unavailable';
}

/** Back into the queue, in its old turn, for a moment later each time. */
async function giveBack({ db, clock }: TaskDeps, { imageId, attempts }: PictureReading): Promise<void> {
  const runAt = new Date(clock.now().getTime() + 2 ** attempts * 1000);
  await db.manager.update(PictureReading, { imageId, attempts, state: 'running' }, { state: 'waiting', leaseUntil: null, runAt });
}

/** Only the worker that still has the picture writes: one whose lease ran out comes too late. */
async function settle(tx: EntityManager, { imageId, attempts }: PictureReading, result: Partial<PictureReading>): Promise<void> {
  await tx.update(PictureReading, { imageId, attempts, state: 'running' }, result);
}

async function sealedFieldsOf({ db, keys }: TaskDeps, image: Image, { fields }: Reading): Promise<string> {
  const key = pictureKeyOf(keys, image, await personKeysOfPictures(db.manager, keys, [image]));
  return sealFields(key, 'read', image.id, fields);
}
