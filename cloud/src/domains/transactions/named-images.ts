import { type EntityManager, In } from 'typeorm';
import { ensure } from '../../http/errors';
import { Image } from './image.entity';
import type { Transaction } from './transaction.entity';
import type { PermitRequest } from './upload-permits';

/** On its way, or given up: its upload may be permitted (again). Any other picture is here already. */
export const isAwaited = ({ state }: Pick<Image, 'state'>) => state === 'uploading' || state === 'lost';

/**
 * Pictures that the counter's page has asked for before, by the ids that it gave them; the deal is locked.
 * @throws image.id_taken where an id stands for another picture
 */
export async function namedImages(tx: EntityManager, deal: Transaction, requests: PermitRequest[]): Promise<Map<string, Image>> {
  const ids = requests.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return new Map();
  const known = new Map((await tx.findBy(Image, { id: In(ids) })).map((image) => [image.id, image]));
  for (const request of requests) {
    const image = known.get(request.id ?? '');
    if (image) ensure(isTheSame(image, deal, request), 'image.id_taken', { imageId: image.id });
  }
  return known;
}

function isTheSame(image: Image, deal: Transaction, { slot, sha256, contentType }: PermitRequest): boolean {
  return image.transactionId === deal.id && image.problemId === null && image.slot === slot && image.declaredSha256 === (sha256 ?? null) && image.contentType === contentType;
}
