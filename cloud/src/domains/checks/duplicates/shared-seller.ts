import type { EntityManager } from 'typeorm';

/** 卖方的影像: what one seller brings once for all the cars of a visit. */
const sellersSlots = ['P01', 'P02', 'P03', 'P04', 'P05', 'P06'];
/** A batch is one visit to the counter, and perhaps an outage of its network: who comes again is photographed again. */
const visitMs = 3 * 24 * 3600_000;

/** A picture, and one of another deal that is the same. */
export interface Twins {
  imageId: string;
  otherImageId: string;
}

interface Row {
  id: string;
  slot: string;
  dealId: string;
  marketId: string;
  batchId: string;
  createdAt: Date;
  /** Blind indexes of the sellers in their order; an erased one is empty. */
  sellers: string;
}

/**
 * 同一卖方的多辆车: tells which of these pictures stand for each other by right. They are of the same slot of the seller, in
 * deals of one counter that carry the same batch, and the sellers of both are the same persons or units as the deals say now.
 */
export async function sharedPictures(tx: Pick<EntityManager, 'query'>, twins: Twins[]): Promise<(pair: Twins) => boolean> {
  if (twins.length === 0) return () => false;
  const ids = [...new Set(twins.flatMap(({ imageId, otherImageId }) => [imageId, otherImageId]))];
  const rows: Row[] = await tx.query(
    `SELECT i.id, i.slot, t.id AS dealId, t.market_id AS marketId, t.batch_id AS batchId, t.created_at AS createdAt,
       (SELECT GROUP_CONCAT(COALESCE(p.number_index, '') ORDER BY p.number_index) FROM parties p WHERE p.transaction_id = t.id AND p.side = 'seller') AS sellers
     FROM images i JOIN transactions t ON t.id = i.transaction_id WHERE i.id IN (?) AND i.slot IN (?) AND t.batch_id IS NOT NULL`,
    [ids, sellersSlots],
  );
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return ({ imageId, otherImageId }) => isShared(rowOf.get(imageId), rowOf.get(otherImageId));
}

function isShared(one: Row | undefined, other: Row | undefined): boolean {
  if (!one || !other || !one.sellers.split(',').every(Boolean)) return false;
  const isSameVisit = one.batchId === other.batchId && one.marketId === other.marketId && Math.abs(one.createdAt.getTime() - other.createdAt.getTime()) <= visitMs;
  return isSameVisit && one.slot === other.slot && one.sellers === other.sellers;
}

/**
 * Of the seller's pictures among these those whose very file is in force in another deal of their batch without right any more:
 * since they were read, one of the deals has got another seller. By picture, with the one of the other deal.
 */
export async function unfoundedTwins(tx: Pick<EntityManager, 'query'>, imageIds: string[]): Promise<Map<string, string>> {
  const twins: Twins[] = await tx.query(
    `SELECT own.id AS imageId, other.id AS otherImageId FROM images own JOIN transactions t ON t.id = own.transaction_id AND t.batch_id IS NOT NULL
       JOIN images other ON other.sha256 = own.sha256 AND other.slot = own.slot AND other.state = 'accepted' AND other.transaction_id <> own.transaction_id
       JOIN transactions o ON o.id = other.transaction_id AND o.batch_id = t.batch_id AND o.state <> 'cancelled'
     WHERE own.id IN (?) AND own.slot IN (?)`,
    [imageIds, sellersSlots],
  );
  const isShared = await sharedPictures(tx, twins);
  return new Map(twins.filter((pair) => !isShared(pair)).map(({ imageId, otherImageId }) => [imageId, otherImageId]));
}

/** Pictures of the seller's in the batch of this one: so many of the nearest may be shared ones. */
export async function countShareable(tx: Pick<EntityManager, 'query'>, imageId: string): Promise<number> {
  const [row]: { n: string }[] = await tx.query(
    `SELECT COUNT(*) AS n FROM images own JOIN transactions t ON t.id = own.transaction_id JOIN transactions o ON o.batch_id = t.batch_id AND o.market_id = t.market_id AND o.id <> t.id
       JOIN images i ON i.transaction_id = o.id AND i.slot = own.slot WHERE own.id = ? AND own.slot IN (?)`,
    [imageId, sellersSlots],
  );
  return Number(row!.n);
}
