import type { z } from 'zod';
import type { transactionEndpoints } from '@yongche/contract/transactions';
import type { PhotoType, RequiredPhoto } from '@yongche/contract/standards/photo-list';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { UploadPermit } from '../../adapters/storage/storage';
import { audit, type By } from '../../audit/audit';
import { isDuplicateKey } from '../../database-errors';
import type { Deps } from '../../deps';
import { ensure, refuseField, Refusal } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { captureColumns } from './capture';
import { Image } from './image.entity';
import { withTerminals } from './image-terminals';
import { isAwaited } from './named-images';
import { Party } from './party.entity';
import { newPictureKey, personsShownBy, type PictureKey } from './picture-keys';
import { presentImage } from './present';
import { photosOf } from './rules-in-force';
import { incomingKeyOf } from './sealed-pictures';
import type { Transaction } from './transaction.entity';

export type PermitRequest = z.output<(typeof transactionEndpoints)['POST /transactions/:id/images']['body']>['images'][number];
export type PermitDeps = Pick<Deps, 'keys' | 'storage' | 'storageCallbackUrl'>;

const permitSeconds = 600;

/** The photo list of a deal by code, and its parties with their keys. */
export interface DealPhotos {
  photos: Map<string, RequiredPhoto>;
  parties: Party[];
}

export async function photosByCode(tx: EntityManager, deal: Transaction): Promise<DealPhotos> {
  const parties = await tx.findBy(Party, { transactionId: deal.id });
  return { photos: new Map((await photosOf(tx, { ...deal, parties })).map((photo) => [photo.code, photo])), parties };
}

interface Permission {
  deps: PermitDeps;
  deal: Transaction;
  /** The problem whose correction it is; null for pictures of the deal itself. */
  problemId: string | null;
  requests: PermitRequest[];
  /** Those of them that were asked for before, by id (see named-images.ts). */
  known?: Map<string, Image>;
  /** The photo types that may be taken, by code. */
  photos: Map<string, PhotoType>;
  parties: Party[];
}

/**
 * 直传许可: one row and one upload form per picture, bound to deal, slot, size and type, each picture with a key of its own that
 * is wrapped by the persons whom it may show. A known picture keeps its row and its key.
 * @throws transaction.slot_unknown, request.invalid where a picture is over its budget, privacy.person_erased, image.id_taken
 */
export async function permitPictures(tx: EntityManager, { deps, deal, problemId, requests, known = new Map(), photos, parties }: Permission, by: By) {
  const permitted = { state: 'uploading', permittedAt: by.at, permitExpiresAt: new Date(by.at.getTime() + permitSeconds * 1000) } as const;
  const images = requests.map((request, at) => {
    const photo = photos.get(request.slot);
    ensure(photo, 'transaction.slot_unknown', { slot: request.slot });
    const earlier = known.get(request.id ?? '');
    if (earlier && !isAwaited(earlier)) return earlier;
    ensureWithinBudget(photo, { request, at, channel: deal.channel });
    if (earlier) return { ...earlier, ...permitted };
    const image = { ...imageOf(deps.keys, { deal, problemId, terminalId: by.author.kind === 'staff' ? (by.author.terminal?.terminalId ?? null) : null }, request, by.at), ...permitted };
    return { ...image, ...newPictureKey(deps.keys, personsShownBy(photo, parties), image.id) };
  });
  const awaited = images.filter(isAwaited);
  await keepImages(tx, { added: awaited.filter(({ id }) => !known.has(id)), again: awaited.filter(({ id }) => known.has(id)), permitted });
  const presented = await withTerminals(tx, images);
  const details = { slots: awaited.map((image) => image.slot) };
  if (awaited.length > 0) {
    await audit(tx, by, problemId ? { action: 'problems.upload_permitted', subject: { type: 'problem', id: problemId }, details } : { action: 'transactions.upload_permitted', subject: { type: 'transaction', id: deal.id }, details });
  }
  const forms = await Promise.all(presented.map(async (image, at): Promise<UploadPermit> => (isAwaited(image) ? formFor(deps, image, requests[at]!) : { url: '', fields: {}, expiresAt: image.permitExpiresAt })));
  return { permits: presented.map((image, at) => ({ image: presentImage(image), ...forms[at]! })) };
}

type Permitted = Pick<Image, 'state' | 'permittedAt' | 'permitExpiresAt'>;

interface Kept {
  added: Image[];
  /** Permitted before, and anew now. */
  again: Image[];
  permitted: Permitted;
}

async function keepImages(tx: EntityManager, { added, again, permitted }: Kept): Promise<void> {
  if (again.length > 0) await tx.update(Image, again.map(({ id }) => id), permitted);
  if (added.length === 0) return;
  await insertRows(tx, Image, added).catch((error: unknown) => {
    throw isDuplicateKey(error, 'PRIMARY') ? new Refusal('image.id_taken') : error;
  });
}

function formFor({ storage, storageCallbackUrl }: PermitDeps, image: Image, { bytes }: PermitRequest) {
  return storage.permitUpload({
    key: incomingKeyOf(image),
    contentType: image.contentType,
    minBytes: bytes,
    maxBytes: bytes,
    expiresInSeconds: permitSeconds,
    callback: { url: storageCallbackUrl, variables: { image: image.id } },
  });
}

/** Phone and counter compress to the budget; twice the budget is refused, or the storage of 2019 comes back (CAP-B4). */
function ensureWithinBudget(photo: PhotoType, { request: { bytes }, at, channel }: { request: PermitRequest; at: number; channel: Transaction['channel'] }): void {
  const most = photo.budgetBytes * 2;
  const remedy = channel === 'fixed' ? '请刷新采集台页面后重拍。' : '请更新小程序后重拍。';
  if (bytes > most) refuseField(`images.${at}.bytes`, `“${photo.title}”超过${Math.round(most / 1000)}KB，${remedy}`);
}

interface Owner {
  deal: Transaction;
  problemId: string | null;
  terminalId: string | null;
}

function imageOf(keys: PermitDeps['keys'], { deal, problemId, terminalId }: Owner, { id = uuidv7(), slot, replaces, contentType, sha256, capturedAt, capture }: PermitRequest, now: Date): Omit<Image, keyof PictureKey | keyof Permitted> {
  return {
    id,
    transactionId: deal.id,
    slot,
    problemId,
    terminalId,
    replacesId: replaces ?? null,
    objectKey: null,
    thumbnailKey: null,
    contentType,
    declaredSha256: sha256 ?? null,
    sha256: null,
    sealedSha256: null,
    bytes: null,
    width: null,
    height: null,
    sharpness: null,
    brightness: null,
    problems: [],
    returnCode: null,
    returnNote: null,
    capturedAt: new Date(capturedAt),
    receivedAt: null,
    ...captureColumns(keys, deal.id, capture, now),
  };
}
