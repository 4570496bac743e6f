import type { EntityManager } from 'typeorm';
import type { Image } from '../../transactions/image.entity';
import { dealsOfKey } from '../../transactions/parties';
import { expectedKind } from '../slots';
import type { PictureHashes } from './hashes';

/** Writes what finds this picture again; once is enough, and a later reading may add what its paper is known by. */
export async function rememberHashes(tx: EntityManager, image: Pick<Image, 'id' | 'slot'>, { own }: Pick<PictureHashes, 'own'>, identity: string | null = null): Promise<void> {
  await tx.query('INSERT INTO picture_hashes (image_id, kind, hash, identity) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE identity = COALESCE(VALUES(identity), identity)', [
    image.id,
    expectedKind(image.slot),
    own,
    identity,
  ]);
}

/** Forgets these pictures, which were destroyed: nothing is left to compare with but the hash of the file. */
export async function forgetHashesOfPictures(tx: EntityManager, imageIds: string[]): Promise<void> {
  if (imageIds.length > 0) await forget(tx, await tx.query('SELECT number FROM picture_hashes WHERE image_id IN (?)', [imageIds]));
}

/**
 * Forgets every picture that may show the person with this key: nobody can open it any more, so it can only be compared with,
 * never shown. The index of each process learns of it from the rows that stand in their place.
 */
export async function forgetHashesOf(tx: EntityManager, keyId: string): Promise<void> {
  const rows: { number: string }[] = await tx.query(
    `SELECT h.number FROM ${dealsOfKey} own JOIN images i ON i.transaction_id = own.transaction_id JOIN picture_hashes h ON h.image_id = i.id
     WHERE INSTR(i.key_ids, ?) > 0`,
    [keyId, keyId, keyId, keyId],
  );
  await forget(tx, rows);
}

async function forget(tx: EntityManager, rows: { number: string }[]): Promise<void> {
  if (rows.length === 0) return;
  const numbers = rows.map(({ number }) => number);
  await tx.query('DELETE FROM picture_hashes WHERE number IN (?)', [numbers]);
  await tx.query('INSERT INTO picture_hashes (forgets) VALUES ?', [numbers.map((number) => [number])]);
}
