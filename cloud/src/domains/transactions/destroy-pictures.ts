import { type EntityManager, In } from 'typeorm';
import { forgetHashesOfPictures } from '../checks/duplicates/remember-hashes';
import { Image } from './image.entity';

/** What was destroyed of one deal; sizes as they were, without the sealing. */
export interface Destroyed {
  transactionId: string;
  images: Image[];
}

/** Every picture of these deals that the storage holds, those that were replaced or refused and those of corrections among them. */
export async function picturesOf(tx: EntityManager, transactionIds: string[]): Promise<Destroyed[]> {
  const images = await tx.find(Image, { where: { transactionId: In(transactionIds) }, order: { id: 'ASC' } });
  return transactionIds.map((transactionId) => ({ transactionId, images: images.filter((image) => image.transactionId === transactionId && image.sha256 !== null) }));
}

/**
 * Marks all pictures of these deals as destroyed: their own keys are gone with this statement, and with them what was read from them;
 * where they were taken is forgotten. Hashes, types and times stay, for the record of the deal rests on them. The objects are the caller's to remove.
 */
export async function destroyPictures(tx: EntityManager, transactionIds: string[], at: Date): Promise<void> {
  const images = await tx.find(Image, { select: { id: true }, where: { transactionId: In(transactionIds) } });
  const ids = images.map(({ id }) => id);
  if (ids.length === 0) return;
  await forgetHashesOfPictures(tx, ids);
  await tx.update(Image, ids, { disposedAt: at, objectKey: null, thumbnailKey: null, wrappedKey: '', latitude: null, longitude: null, accuracyMetres: null, device: null });
}
