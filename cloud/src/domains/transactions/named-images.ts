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
  const named = new Map(requests.flatMap((request) => (request.id ? [[request.id, request]] : [])));
  if (named.size === 0) return new Map();
  const known = await tx.findBy(Image, { id: In([...named.keys()]) });
  for (const image of known) ensure(isTheSame(image, deal, named.get(image.id)!), 'image.id_taken', { imageId: image.id });
  return new Map(known.map((image) => [image.id, image]));
}

function isTheSame(image: Image, deal: Transaction, { slot, sha256, contentType }: PermitRequest): boolean {
  return image.transactionId === deal.id && image.problemId === null && image.slot === slot && image.declaredSha256 === (sha256 ?? null) && image.contentType === contentType;
}
