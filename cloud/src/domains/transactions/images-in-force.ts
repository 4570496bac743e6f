import { type EntityManager, In } from 'typeorm';
import { Image } from './image.entity';

/** The pictures that stand for the deal, in the order of their slots. */
export function imagesInForce(tx: EntityManager, transactionId: string): Promise<Image[]> {
  return tx.find(Image, { where: { transactionId, state: In(['accepted']) }, order: { slot: 'ASC', id: 'ASC' } });
}
