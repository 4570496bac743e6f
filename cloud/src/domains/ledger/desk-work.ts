import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { refusedNotices } from '../payments/refused-notices';
import { monthOf } from './calendar-month';
import { monthsToClose } from './months';

/** Notices that fit no order are shown for so long: what money there was behind them stands in the provider's bill since. */
const noticesShownMs = 30 * 24 * 3600_000;

/** 待办 of finance, each with how many and where; nothing that is done. */
export async function deskWork(tx: EntityManager, now: Date) {
  const refused = (await refusedNotices(tx)).filter(({ receivedAt }) => now.getTime() - receivedAt.getTime() < noticesShownMs);
  const unmatchedLines = await count(tx, "SELECT COUNT(*) AS n FROM statement_lines WHERE state = 'open'");
  const work = [
    { what: '对账差异待处理', count: unmatchedLines, link: '/reconciliation' },
    { what: '支付通知与订单不符', count: refused.length, link: '/reconciliation' },
    { what: '账单待复核', count: await count(tx, "SELECT COUNT(*) AS n FROM bills WHERE state = 'draft'"), link: '/bills' },
    { what: '账单待发布', count: await count(tx, "SELECT COUNT(*) AS n FROM bills WHERE state = 'checked'"), link: '/bills' },
    { what: '退款待复核', count: await count(tx, "SELECT COUNT(*) AS n FROM refunds WHERE state = 'requested'"), link: '/payments/refunds' },
    { what: '退款失败', count: await count(tx, "SELECT COUNT(*) AS n FROM refunds WHERE state = 'failed'"), link: '/payments/refunds' },
    { what: '现金收款待复核', count: await count(tx, "SELECT COUNT(*) AS n FROM cash_receipts WHERE state = 'noted'"), link: '/payments/cash' },
    { what: '费用申请待审批', count: await count(tx, "SELECT COUNT(*) AS n FROM expenses WHERE state = 'submitted'"), link: '/ledger/expenses' },
    { what: '已批准的费用待付款', count: await count(tx, "SELECT COUNT(*) AS n FROM expenses WHERE state = 'approved'"), link: '/ledger/expenses' },
    { what: '月份待月结', count: (await monthsToClose(tx, monthOf(dayInShanghai(now)))).length, link: '/ledger/months' },
  ];
  return { unmatchedLines, todo: work.filter((each) => each.count > 0) };
}

async function count(tx: EntityManager, sql: string): Promise<number> {
  const [row]: { n: string }[] = await tx.query(sql);
  return Number(row!.n);
}
