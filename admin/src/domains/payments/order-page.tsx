import { useQuery } from '@tanstack/react-query';
import { funds, lateOutcomes, paymentProviders, payableKinds } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { call, isRefusal } from '../../api';
import { AlertLine } from '../../components/alert-line';
import cells from '../../components/cells.module.css';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useAct } from '../../components/use-act';
import { useTitle } from '../../components/use-title';
import { payableHref } from '../finance/finance-links';
import { FilePage, FileSection, SectionFacts } from '../registry/file-page';
import { OrderRefunds } from './order-refunds';
import { OrderStateTag } from './order-state-tag';
import { type OrderFile, paymentsKey } from './payment';
import { orderQuery } from './queries';
import { ReceiptLines } from './receipt-lines';
import { RefundDialog } from './refund-dialog';
import { useMay } from './rights';

/** 支付订单: what was to be paid, what the provider says of it, what was given back, and the receipts. */
export default function OrderPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const order = useQuery(orderQuery(id));
  useTitle(order.data ? `订单 ${order.data.number}` : '支付订单');
  if (order.isPending) return <PageSkeleton rows={10} />;
  if (order.data) return <OrderView key={id} order={order.data} />;
  if (!isRefusal(order.error, 'payments.order_not_found', 'request.not_found', 'request.invalid')) return <LoadFailure error={order.error} onRetry={() => void order.refetch()} />;
  return (
    <Notice
      title="没有找到这张订单"
      actions={
        <Button type="primary" onClick={() => navigate('/payments')}>
          回到支付订单
        </Button>
      }
    >
      地址可能不完整。
    </Notice>
  );
}

function OrderView({ order }: { order: OrderFile }) {
  const { number, payerName, fen, refundedFen, late, refunds, receipts, kind, subjectId } = order;
  const may = useMay();
  return (
    <FilePage
      back={{ to: '/payments', title: '支付订单' }}
      name={payerName}
      number={number}
      state={<OrderStateTag order={order} />}
      figures={[{ title: '金额', value: yuanOf(fen) }, ...(refundedFen > 0 ? [{ title: '已退款', value: yuanOf(refundedFen) }] : [])]}
      actions={<Acts order={order} />}
      main={
        <>
          {late && <AlertLine tone="info">{lateOutcomes[late]}。</AlertLine>}
          <OrderRefunds refunds={refunds} />
          <ReceiptLines receipts={receipts} renews={[[paymentsKey]]} />
          {may('POST /receipts') && (
            <p className={cells.soft}>
              票据属于整笔{payableKinds[kind]}，<Link to={payableHref(kind, subjectId)}>打开它登记票据</Link>。
            </p>
          )}
        </>
      }
      aside={<OrderFacts order={order} />}
    />
  );
}

function Acts({ order }: { order: OrderFile }) {
  const { id, state, mayRefund } = order;
  const may = useMay();
  const { message } = App.useApp();
  const [isRefunding, setRefunding] = useState(false);
  const check = useAct({
    about: id,
    send: () => call('POST /payment-orders/:id/check', { params: { id } }),
    renews: [[paymentsKey]],
    failed: '没有查到',
    onDone: (answer) => void message.info(answer.state === state ? '支付平台的结果与这里一致，状态没有变化。' : '已按支付平台的结果更新。'),
  });
  if (!may('POST /payment-orders/:id/check')) return null;
  return (
    <>
      {mayRefund && <Button onClick={() => setRefunding(true)}>申请退款…</Button>}
      <Button loading={check.isPending} onClick={() => check.mutate()}>
        向支付平台查询
      </Button>
      {isRefunding && <RefundDialog order={order} onClose={() => setRefunding(false)} />}
    </>
  );
}

function OrderFacts({ order }: { order: OrderFile }) {
  const { id, kind, subjectId, title, fund, provider, providerNumber, openedAt, expiresAt, paidAt, closedAt, state } = order;
  const may = useMay();
  return (
    <FileSection title="有关情况">
      <SectionFacts
        facts={[
          ['事项', <Link to={payableHref(kind, subjectId)}>{title}</Link>],
          ['资金', funds[fund]],
          ['支付平台', paymentProviders[provider]],
          ['平台交易号', providerNumber && <span className={cells.mono}>{providerNumber}</span>],
          ['下单', minuteOf(openedAt)],
          ['有效期至', (state === 'opening' || state === 'waiting') && minuteOf(expiresAt)],
          ['付款', paidAt && minuteOf(paidAt)],
          ['关闭', closedAt && minuteOf(closedAt)],
          ['分录', may('GET /ledger/bookings') && paidAt && <Link to={`/ledger/bookings?document=payment_order:${id}`}>查看分录</Link>],
        ]}
      />
    </FileSection>
  );
}
