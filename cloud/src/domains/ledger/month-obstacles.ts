import type { EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../clock';
import { meteringOf } from '../billing/completeness';
import { reconciliationObstacles } from '../reconciliation/month-obstacles';
import { daysOf } from './calendar-month';

/** What stands in the way of a month's close, and where it is put right. */
export interface Obstacle {
  what: string;
  count: number;
  link: string | null;
}

/**
 * What of a month is not explained yet: statements and differences, payments and refunds on their way, cash that nobody has
 * confirmed, cars without a charge, charges without a published bill. What cannot be published because the market has signed no contract
 * (law.md R-F8) is owed by nobody, and waits without the month. A notice that was refused moved nothing: money behind it stands as a
 * difference in the provider's bill of its day.
 */
export async function obstaclesOf(tx: EntityManager, month: string): Promise<Obstacle[]> {
  const { first, last } = daysOf(month);
  const end = startOfDay(nextDay(last));
  const own: [what: string, link: string | null, sql: string, values: unknown[]][] = [
    ['支付通知还没有处理', '/payments', "SELECT COUNT(*) AS n FROM payment_notices WHERE outcome = 'waiting' AND received_at < ?", [end]],
    ['退款还在支付平台处理中', '/payments/refunds', "SELECT COUNT(*) AS n FROM refunds WHERE state = 'processing' AND requested_at < ?", [end]],
    ['现金收款等待复核', '/payments/cash', "SELECT COUNT(*) AS n FROM cash_receipts WHERE state = 'noted' AND received_on <= ?", [last]],
    [
      '有计量的市场还没有出账',
      '/bills',
      `SELECT COUNT(*) AS n FROM (SELECT DISTINCT e.market_id FROM meter_events e WHERE e.bill_month = ? AND e.exemption IS NULL) m
       WHERE NOT EXISTS (SELECT 1 FROM bills b WHERE b.live_key = CONCAT(m.market_id, ':', ?))`,
      [month, month],
    ],
    [
      '账单还没有发布',
      '/bills',
      `SELECT COUNT(*) AS n FROM bills b WHERE b.month = ? AND b.state IN ('draft', 'checked')
         AND EXISTS (SELECT 1 FROM service_contracts c WHERE c.market_id = b.market_id AND c.from_on <= ? AND (c.to_on IS NULL OR c.to_on >= ?))`,
      [month, last, last],
    ],
  ];
  const counted: Obstacle[] = [];
  for (const [what, link, sql, values] of own) {
    const [row]: { n: string }[] = await tx.query(sql, values);
    counted.push({ what, count: Number(row!.n), link });
  }
  const { completed, metered } = await meteringOf(tx, { from: first, to: last });
  const unmetered: Obstacle = { what: '完成的交易还没有计量', count: completed - metered, link: '/meter' };
  return [...(await reconciliationObstacles(tx, month)), ...counted, unmetered].filter(({ count }) => count > 0);
}
