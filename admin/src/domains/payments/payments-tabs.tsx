import { useQuery } from '@tanstack/react-query';
import { PageTabs } from '../../components/page-tabs';
import { waitingCashQuery, waitingRefundsQuery } from './queries';

/** 支付与退款: its pages, with what waits on them. */
export function PaymentsTabs() {
  const cash = useQuery(waitingCashQuery).data?.items.length;
  const requested = useQuery(waitingRefundsQuery('requested')).data?.items.length ?? 0;
  const failed = useQuery(waitingRefundsQuery('failed')).data?.items.length ?? 0;
  return (
    <PageTabs
      label="支付与退款"
      tabs={[
        { to: '/payments', title: '支付订单' },
        { to: '/payments/refunds', title: '退款', count: requested + failed },
        { to: '/payments/cash', title: '现金收款', count: cash },
        { to: '/payments/accounts', title: '收款账户' },
      ]}
    />
  );
}
