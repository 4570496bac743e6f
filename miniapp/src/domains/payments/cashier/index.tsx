import { useRouter } from '@tarojs/taro';
import { payableKinds, paymentProviders } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { dayText } from '@/dates';
import { yuanOf } from '@/money';
import { host, openPay } from '@/platform';
import { open, replaceBy, routes } from '@/routes';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { payableNow } from '../payable-now';
import { deadlineOf, isOwed, payeeOf, wordOfStanding, type Payable } from '../payables-view';
import { ReceiptsCard } from '../receipts-card';
import { SumHead } from '../sum-head';
import { PaidCard } from './paid-card';
import { TransferCard } from './transfer-card';

/** 收银台: what, how much and to whom; the host's own pay button, or the bank transfer; what was paid of it and its receipts. */
export default function Cashier() {
  const { kind = '', id = '' } = useRouter().params;
  const { data: payable, error, reload } = useAnswer(() => payableNow(kind, id), [kind, id]);
  const paying = useAction(() => void reload());
  if (payable === undefined)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  if (payable === null) {
    return (
      <Screen>
        <Empty title="没有找到这笔款项" text="可能不属于您的企业，请返回“会籍与缴费”查看。" />
      </Screen>
    );
  }

  const { fund, openOrderId, outstandingFen, payments, receipts } = payable;
  const owed = isOwed(payable);
  const pay = () =>
    paying.run(async () => {
      const { order, launch } = await call('POST /payment-orders', { body: { kind: payable.kind, subjectId: id } });
      const told = await openPay(launch);
      replaceBy(routes.order, { id: order.id, told });
    });
  return (
    <Screen
      footer={
        owed &&
        payable.payableHere && (
          <>
            {paying.error && <Note kind="wrong">{paying.error}</Note>}
            <ActionButton
              text={`${paymentProviders[host()]} ${yuanOf(outstandingFen)}`}
              busy={paying.busy}
              onTap={() => void pay()}
            />
          </>
        )
      }
    >
      {error && <Note kind="care">{error}</Note>}
      <Head payable={payable} />
      {owed && openOrderId && (
        <Links>
          <LinkRow
            text="有一张订单等待支付"
            under="可以继续支付，也可以先取消它"
            onTap={() => open(routes.order, { id: openOrderId })}
          />
        </Links>
      )}
      {owed && !payable.payableHere && !openOrderId && <Note>这里没有开通在线支付，请用银行转账。</Note>}
      {owed && <TransferCard payable={payable} />}
      <PaidCard payments={payments} />
      {(payments.length > 0 || receipts.length > 0) && <ReceiptsCard receipts={receipts} fund={fund} />}
      <Links>
        {payable.kind === 'bill' && (
          <LinkRow text="账单明细" under="每一行对应的车辆" onTap={() => open(routes.bill, { id })} />
        )}
        <LinkRow text="收费公示" under="收费标准和通过它的决议" onTap={() => open(routes.fees)} />
      </Links>
    </Screen>
  );
}

function Head({ payable }: { payable: Payable }) {
  const { kind, title, fen, outstandingFen, standing, dueOn } = payable;
  const owed = isOwed(payable);
  return (
    <>
      {owed && <SumHead title="待缴金额" sum={yuanOf(outstandingFen)} text={deadlineOf(payable)} />}
      <Card title={title} aside={<Mark {...wordOfStanding(standing)} />}>
        <Line name="收款方">{payeeOf(payable)}</Line>
        <Line name="事项">{payableKinds[kind]}</Line>
        <Line name="应缴">{yuanOf(fen)}</Line>
        {standing !== 'cancelled' && <Line name="已缴">{yuanOf(fen - outstandingFen)}</Line>}
        {!owed && <Line name="缴费期限">{dayText(dueOn)}</Line>}
      </Card>
    </>
  );
}
