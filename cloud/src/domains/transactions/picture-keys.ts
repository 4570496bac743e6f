import { type EntityManager, In } from 'typeorm';
import type { PhotoType } from '@yongche/contract/standards/photo-list';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { Refusal } from '../../http/errors';
import { openPersonKey, type PersonKey } from '../privacy/person-keys';
import { WrappedKey } from '../privacy/wrapped-key.entity';
import type { Image } from './image.entity';
import type { Party } from './party.entity';

/** How a picture's own key is kept: wrapped by each of the persons in it, one inside the other, and outermost by the ring. */
export type PictureKey = Pick<Image, 'wrappedKey' | 'keyIds'>;

const placeOf = (imageId: string) => `images|key|${imageId}`;

/**
 * The keys of the natural persons whom a picture may show: those on its side, a unit's 经办人 among them. What has no side
 * of its own (登记证书, 行驶证, 车辆, 发票, 合同) shows the owner, so it goes with the sellers; of a unit it names nobody.
 */
export function personsShownBy({ requirements }: Pick<PhotoType, 'requirements'>, parties: Pick<Party, 'side' | 'key' | 'delegateKey'>[]): WrappedKey[] {
  const side = requirements.find(({ when }) => when.side)?.when.side;
  const ofSide = parties.filter((party) => party.side === (side ?? 'seller'));
  const shown = ofSide.flatMap(({ key, delegateKey }) => [key, side ? delegateKey : null]).filter((row) => row !== null);
  return [...new Map(shown.map((row) => [row.id, row])).values()];
}

/** A new key for one picture, wrapped by all of `persons`: with any one of their keys destroyed it is gone for good. */
export function newPictureKey(ring: KeyRing, persons: WrappedKey[], imageId: string): PictureKey {
  const inner = persons.reduce((key, person) => openPersonKey(ring, person).sealBytes(key, placeOf(imageId)), ring.newDataKey());
  return { wrappedKey: ring.wrap(inner, imageId), keyIds: persons.map(({ id }) => id) };
}

/** Reads the persons' keys that these pictures need, in one statement. */
export async function personKeysOfPictures(tx: EntityManager, ring: KeyRing, images: PictureKey[]): Promise<Map<string, PersonKey>> {
  const ids = [...new Set(images.flatMap(({ keyIds }) => keyIds))];
  const rows = ids.length > 0 ? await tx.findBy(WrappedKey, { id: In(ids) }) : [];
  return new Map(rows.map((row) => [row.id, openPersonKey(ring, row)]));
}

/** Whether the picture was destroyed at the end of its keeping period, and its own key with it. */
export const isDisposed = ({ wrappedKey }: Pick<PictureKey, 'wrappedKey'>): boolean => wrappedKey === '';

/** Whether somebody in the picture has been erased, or its own key is destroyed: nobody can open it again. */
export function isErased(image: PictureKey, persons: Map<string, PersonKey>): boolean {
  return isDisposed(image) || image.keyIds.some((id) => persons.get(id)?.erased);
}

/** @throws image.erased; or what the cipher throws where the row was changed */
export function pictureKeyOf(ring: KeyRing, image: PictureKey & { id: string }, persons: Map<string, PersonKey>): Buffer {
  if (isErased(image, persons)) throw new Refusal('image.erased');
  const outermost = ring.unwrap(image.wrappedKey, image.id);
  return image.keyIds.reduceRight((key, id) => persons.get(id)!.openBytes(key, placeOf(image.id)), outermost);
}
