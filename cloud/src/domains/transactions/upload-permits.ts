import type { z } from 'zod';
import type { transactionEndpoints } from '@yongche/contract/transactions';
import type { PhotoType, RequiredPhoto } from '@yongche/contract/standards/photo-list';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { ensure, refuseField } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { captureColumns } from './capture';
import { Image } from './image.entity';
import { withTerminals } from './image-terminals';
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
  /** The photo types that may be taken, by code. */
  photos: Map<string, PhotoType>;
  parties: Party[];
}

/**
 * 直传许可: one row and one upload form per picture, bound to deal, slot, size and type, each picture with a key of its own that
 * is wrapped by the persons whom it may show.
 * @throws transaction.slot_unknown, request.invalid where a picture is over its budget, privacy.person_erased
 */
export async function permitPictures(tx: EntityManager, { deps, deal, problemId, requests, photos, parties }: Permission, by: By) {
  const images = requests.map((request, at) => {
    const photo = photos.get(request.slot);
    ensure(photo, 'transaction.slot_unknown', { slot: request.slot });
    ensureWithinBudget(photo, request, at);
    const image = imageOf(deps.keys, { deal, problemId, terminalId: by.author.kind === 'staff' ? (by.author.terminal?.terminalId ?? null) : null }, request, by.at);
    return { ...image, ...newPictureKey(deps.keys, personsShownBy(photo, parties), image.id) };
  });
  await insertRows(tx, Image, images);
  const presented = await withTerminals(tx, images);
  const details = { slots: images.map((image) => image.slot) };
  await audit(tx, by, problemId ? { action: 'problems.upload_permitted', subject: { type: 'problem', id: problemId }, details } : { action: 'transactions.upload_permitted', subject: { type: 'transaction', id: deal.id }, details });
  const permits = presented.map((image, at) => {
    const { bytes } = requests[at]!;
    const form = deps.storage.permitUpload({
      key: incomingKeyOf(image),
      contentType: image.contentType,
      minBytes: bytes,
      maxBytes: bytes,
      expiresInSeconds: permitSeconds,
      callback: { url: deps.storageCallbackUrl, variables: { image: image.id } },
    });
    return { image: presentImage(image), ...form };
  });
  return { permits };
}

/** The phone compresses to the budget; twice the budget is refused, or the storage of 2019 comes back (CAP-B4). */
function ensureWithinBudget(photo: PhotoType, { bytes }: PermitRequest, at: number): void {
  const most = photo.budgetBytes * 2;
  if (bytes > most) refuseField(`images.${at}.bytes`, `“${photo.title}”超过${Math.round(most / 1000)}KB，请更新小程序后重拍。`);
}

interface Owner {
  deal: Transaction;
  problemId: string | null;
  terminalId: string | null;
}

function imageOf(keys: PermitDeps['keys'], { deal, problemId, terminalId }: Owner, { slot, replaces, contentType, sha256, capturedAt, capture }: PermitRequest, now: Date): Omit<Image, keyof PictureKey> {
  return {
    id: uuidv7(),
    transactionId: deal.id,
    slot,
    state: 'uploading',
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
    permittedAt: now,
    permitExpiresAt: new Date(now.getTime() + permitSeconds * 1000),
    receivedAt: null,
    ...captureColumns(keys, deal.id, capture, now),
  };
}
