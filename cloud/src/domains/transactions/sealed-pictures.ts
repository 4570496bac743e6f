import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { sealerOf } from '../../adapters/keys/sealing';
import { ProviderError } from '../../adapters/provider-error';
import type { ObjectStore } from '../../adapters/storage/storage';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { Image } from './image.entity';
import { isDisposed, personKeysOfPictures, pictureKeyOf } from './picture-keys';
import type { Transaction } from './transaction.entity';

export type Variant = 'full' | 'thumbnail';

/** What the storage holds of a picture: where, and how to tell that it is still the same. */
export interface SealedPicture {
  objectKey: string;
  thumbnailKey: string | null;
  /** 0 where there is none. */
  thumbnailBytes: number;
  sealedSha256: string;
}

/** Where phones put pictures: plain, and only until they are received. */
export const incomingPrefix = 'incoming/';
const extensions: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };
/** No phone's permit allows more. */
const mostBytes = 10 * 1024 * 1024;

const placeOf = (imageId: string, variant: Variant) => `images|${variant}|${imageId}`;

/** Where all pictures of a deal lie. */
export const folderOfDeal = ({ id, createdAt }: Pick<Transaction, 'id' | 'createdAt'>) => `transactions/${dayInShanghai(createdAt)}/${id}/`;

export function incomingKeyOf({ id, contentType }: Pick<Image, 'id' | 'contentType'>): string {
  return `${incomingPrefix}${id}.${extensions[contentType]}`;
}

/** The picture that an incoming object is or was; undefined for what is not ours. */
export function imageIdOf(incomingKey: string): string | undefined {
  return /^incoming\/([0-9a-f-]{36})\.\w+$/.exec(incomingKey)?.[1];
}

/** The plain bytes of a picture that is on its way; undefined where the storage does not have it. */
export async function readIncoming({ storage }: Pick<Deps, 'storage'>, image: Image): Promise<Buffer | undefined> {
  return storage.read(incomingKeyOf(image), mostBytes).catch((error: unknown) => {
    if (error instanceof ProviderError && error.providerCode === 'NoSuchKey') return undefined;
    throw error;
  });
}

/** Removes the plain object of a picture that has been received; where that fails, the sweep does it. */
export async function removeIncoming({ storage, log }: Pick<Deps, 'storage' | 'log'>, image: Image): Promise<void> {
  await storage.remove(incomingKeyOf(image)).catch((error: unknown) => log.warn({ err: error, imageId: image.id }, 'a received upload could not be removed yet'));
}

/**
 * Writes original and thumbnail sealed. Place and bytes follow from picture and content, so whoever seals the same picture
 * at the same moment (callback, phone, sweep), or again after a kill, writes the same; other bytes never take its place.
 */
export async function sealPicture(
  { db, keys, storage }: Pick<Deps, 'db' | 'keys' | 'storage'>,
  { image, deal, sha256, full, thumbnail }: { image: Image; deal: Transaction; sha256: string; full: Buffer; thumbnail: Buffer | null },
): Promise<SealedPicture> {
  const key = pictureKeyOf(keys, image, await personKeysOfPictures(db.manager, keys, [image]));
  const place = `${folderOfDeal(deal)}${image.slot}-${image.id}-${sha256.slice(0, 16)}`;
  const objectKey = `${place}.sealed`;
  const thumbnailKey = thumbnail && `${place}.thumbnail.sealed`;
  const sealed = sealTheSame(key, full, placeOf(image.id, 'full'));
  const write = (at: string, bytes: Buffer) => storage.write(at, bytes, 'application/octet-stream');
  await Promise.all([write(objectKey, sealed), thumbnailKey && write(thumbnailKey, sealTheSame(key, thumbnail, placeOf(image.id, 'thumbnail')))]);
  return { objectKey, thumbnailKey, thumbnailBytes: thumbnail?.length ?? 0, sealedSha256: createHash('sha256').update(sealed).digest('hex') };
}

/** As `Sealer.sealBytes`, but the nonce follows from key, place and content: one message per nonce, and the same bytes each time. */
function sealTheSame(key: Buffer, plain: Buffer, place: string): Buffer {
  const nonce = createHmac('sha256', key).update(`${place}|`).update(plain).digest().subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([Buffer.of(1), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/**
 * The plain bytes of a received picture: the one way to them, for checks and for those who look.
 * @throws image.not_arrived where there is no such variant, image.disposed, image.erased, image.damaged where the storage holds something
 * else than was sealed (logged), ProviderError where it does not answer
 */
export async function openPicture({ db, keys, storage, log }: Pick<Deps, 'db' | 'keys' | 'log'> & { storage: Pick<ObjectStore, 'read'> }, image: Image, variant: Variant): Promise<Buffer> {
  if (isDisposed(image)) throw new Refusal('image.disposed');
  const at = variant === 'full' ? image.objectKey : image.thumbnailKey;
  if (!at) throw new Refusal('image.not_arrived');
  const persons = await personKeysOfPictures(db.manager, keys, [image]);
  const damaged = (error: unknown): never => {
    log.error({ err: error, imageId: image.id, variant }, 'a sealed picture does not open');
    throw new Refusal('image.damaged');
  };
  const key = attempt(() => pictureKeyOf(keys, image, persons), damaged);
  const sealed = await storage.read(at, mostBytes + 100).catch(async (error: unknown) => {
    const lost = error instanceof ProviderError && ['NoSuchKey', 'too-large'].includes(error.providerCode ?? '');
    if (!lost) throw error;
    // It may have been destroyed while somebody was looking.
    const now = await db.manager.findOneBy(Image, { id: image.id });
    if (now && isDisposed(now)) throw new Refusal('image.disposed');
    return damaged(error);
  });
  return attempt(() => sealerOf(key).openBytes(sealed, placeOf(image.id, variant)), damaged);
}

/** Expected refusals pass; whatever else goes wrong is handed to `otherwise`. */
function attempt<T>(work: () => T, otherwise: (error: unknown) => never): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return otherwise(error);
  }
}
