import { useQuery } from '@tanstack/react-query';
import { PageTabs } from '../../components/page-tabs';
import { waitingExpensesQuery } from './queries';
import { useMay } from './rights';

/** 总账: its pages as far as the reader's post goes; one page alone needs no tabs. */
export function LedgerTabs() {
  const may = useMay();
  const waiting = useQuery({ ...waitingExpensesQuery, enabled: may('GET /expenses') }).data?.items.length;
  const tabs = [
    ...(may('GET /ledger/accounts') ? [{ to: '/ledger', title: '科目余额' }] : []),
    ...(may('GET /ledger/bookings') ? [{ to: '/ledger/bookings', title: '分录' }] : []),
    { to: '/ledger/sources-and-uses', title: '专户收支' },
    ...(may('GET /expenses') ? [{ to: '/ledger/expenses', title: '费用申请', count: waiting }] : []),
    ...(may('GET /budgets') ? [{ to: '/ledger/budgets', title: '预算' }] : []),
    ...(may('GET /ledger/accounts') ? [{ to: '/ledger/months', title: '月结' }] : []),
  ];
  return tabs.length > 1 ? <PageTabs label="总账" tabs={tabs} /> : null;
}
