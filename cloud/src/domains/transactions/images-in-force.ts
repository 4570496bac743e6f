import { type EntityManager, In, IsNull } from 'typeorm';
import { Image } from './image.entity';

/** The pictures that stand for the deal, in the order of their slots; what was taken later to correct it stands beside it. */
export function imagesInForce(tx: EntityManager, transactionId: string): Promise<Image[]> {
  return tx.find(Image, { where: { transactionId, problemId: IsNull(), state: In(['accepted']) }, order: { slot: 'ASC', id: 'ASC' } });
}
