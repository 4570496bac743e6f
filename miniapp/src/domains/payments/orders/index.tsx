import { paymentProviders } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { yuanOf } from '@/money';
import { open, routes } from '@/routes';
import { usePages } from '@/use-pages';
import { wordOfOrder, type PaymentOrder } from '../order-view';

/** 缴费记录: the company's online payments, the newest first. */
export default function Orders() {
  const { first, items, nextCursor, error, reload, more, loadMore } = usePages<PaymentOrder>((cursor) =>
    call('GET /my-payment-orders', { query: { cursor, limit: 20 } }),
  );
  if (!first) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {items.length === 0 ? (
        <Empty title="还没有在线缴费" text="用微信支付或支付宝缴的会费和账单会列在这里。银行转账在各笔款项的页面里查看。" />
      ) : (
        <Links>
          {items.map((order) => (
            <LinkRow
              key={order.id}
              text={order.title}
              under={[
                `${paymentProviders[order.provider]} ${yuanOf(order.fen)}`,
                momentText(order.paidAt ?? order.openedAt),
              ]}
              aside={<Mark {...wordOfOrder(order)} />}
              onTap={() => open(routes.order, { id: order.id })}
            />
          ))}
        </Links>
      )}
      {more.error && <Note kind="care">{more.error}</Note>}
      {nextCursor && <ActionButton text="加载更多" kind="plain" busy={more.busy} onTap={() => void loadMore()} />}
    </Screen>
  );
}
