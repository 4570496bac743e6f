import type { EntityManager } from 'typeorm';

/** A notice that a provider signed and that does not fit any order of ours. */
export interface RefusedNotice {
  id: string;
  provider: string;
  fund: string;
  orderNumber: string;
  refusal: string;
  receivedAt: Date;
}

/** 与订单不符的通知 that nothing has settled since, the latest first: differences for finance, each to be explained by the provider's bill. */
export function refusedNotices(tx: EntityManager): Promise<RefusedNotice[]> {
  return tx.query(
    `SELECT n.id, n.provider, n.fund, n.order_number AS orderNumber, n.refusal, n.received_at AS receivedAt
     FROM payment_notices n LEFT JOIN payment_orders o ON o.number = n.order_number AND o.state = 'paid'
     WHERE n.outcome = 'refused' AND o.id IS NULL ORDER BY n.received_at DESC LIMIT 200`,
  );
}
