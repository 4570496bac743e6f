import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { payees, paymentProviders } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { ReminderRow } from '@/domains/members/reminder-row';
import { confirm, host, openPay, type PayReturn } from '@/platform';
import { back, replaceBy, routes } from '@/routes';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { usePolling } from '@/use-polling';
import { CopyRow } from '../copy-row';
import { isKept, isUndecided, outcomeOf, type OrderDetail } from '../order-view';
import { ReceiptsCard } from '../receipts-card';
import { orderNow } from './order-now';
import { OutcomeHead } from './outcome-head';
import { RefundsCard } from './refunds-card';

/** After the host's pay page has closed the pay service is asked this often, and so many times by what the phone said. */
const everyMs = 2000;
const turnsAfter: Record<PayReturn, number> = { done: 6, unclear: 6, cancelled: 1, failed: 1 };

/**
 * 支付订单, and the page on which every payment ends: what is true of it by the server's own query, whatever the phone said
 * (`told` in the address); an order whose end is open may go on or be cancelled.
 */
export default function OrderPage() {
  const { id = '', told: toldAtFirst } = useRouter().params;
  const [told, setTold] = useState(returnOf(toldAtFirst));
  const [turns, setTurns] = useState(0);
  const { data, error, reload } = useAnswer(() => orderNow(id), [id]);
  const acting = useAction(() => void reload());
  const undecided = data !== undefined && isUndecided(data.order);
  const polling = undecided && told !== undefined && turns < turnsAfter[told];
  /** Until then nothing can be done: the money may be on its way. */
  const asking = polling && (told === 'done' || told === 'unclear');
  usePolling(polling && !acting.busy, everyMs, async () => {
    setTurns((before) => before + 1);
    await reload();
  });
  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;

  const { order, asked } = data;
  const here = order.provider === host();
  const goOn = () =>
    acting.run(async () => {
      const { launch } = await call('POST /payment-orders/:id/launch', { params: { id } });
      setTold(await openPay(launch));
      setTurns(0);
      await reload();
    });
  const cancel = async () => {
    if (!(await confirm({ title: '取消这张订单？', text: '取消后不能再用它付款，需要时可以重新支付。', yes: '取消订单', no: '不取消' }))) return;
    await acting.run(async () => {
      await call('POST /payment-orders/:id/closure', { params: { id } });
      setTold(undefined);
      await reload();
    });
  };
  return (
    <Screen
      footer={
        undecided ? (
          <>
            {acting.error && <Note kind="wrong">{acting.error}</Note>}
            {here && order.state === 'waiting' && (
              <ActionButton text="继续支付" busy={acting.busy} disabled={asking} onTap={() => void goOn()} />
            )}
            <ActionButton text="取消订单" kind="quiet" busy={acting.busy} disabled={asking} onTap={() => void cancel()} />
          </>
        ) : (
          <ActionButton text="完成" onTap={back} />
        )
      }
    >
      {error && <Note kind="care">{error}</Note>}
      {!asked && !error && <Note kind="care">暂时查不到支付平台的结果，请稍后再看。已经付过的，请不要再付。</Note>}
      <OutcomeHead outcome={outcomeOf(order, { told, asking, here })} fen={order.fen} />
      {order.state === 'paid' && order.kind === 'due' && <ReminderRow />}
      <Facts order={order} />
      <RefundsCard refunds={order.refunds} />
      {(order.receipts.length > 0 || isKept(order)) && <ReceiptsCard receipts={order.receipts} fund={order.fund} />}
      {(order.state === 'closed' || order.state === 'failed') && (
        <ActionButton
          text="查看这笔款项"
          kind="plain"
          onTap={() => replaceBy(routes.cashier, { kind: order.kind, id: order.subjectId })}
        />
      )}
    </Screen>
  );
}

/** The word in the address, where it is one. */
const returnOf = (word: string | undefined) => (word !== undefined && word in turnsAfter ? (word as PayReturn) : undefined);

function Facts({ order }: { order: OrderDetail }) {
  const { title, payerName, fund, provider, number, providerNumber, openedAt, paidAt, closedAt } = order;
  return (
    <Card title={title}>
      <Line name="付款单位">{payerName}</Line>
      <Line name="收款方">{payees[fund]}</Line>
      <Line name="付款方式">{paymentProviders[provider]}</Line>
      <Line name="下单时间">{momentText(openedAt)}</Line>
      {paidAt && <Line name="付款时间">{momentText(paidAt)}</Line>}
      {closedAt && <Line name="关闭时间">{momentText(closedAt)}</Line>}
      {providerNumber && <Line name="支付平台单号">{providerNumber}</Line>}
      <CopyRow name="订单号" value={number} />
    </Card>
  );
}
