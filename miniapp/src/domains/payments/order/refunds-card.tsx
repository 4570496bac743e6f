import { View } from '@tarojs/components';
import { Mark } from '@/components/marks';
import { Note } from '@/components/notes';
import { Card, Line } from '@/components/screen';
import { momentText } from '@/dates';
import { yuanOf } from '@/money';
import { wordOfRefund, type Refund } from '../order-view';

/** 退款: how much goes back, why, and how far it is. */
export function RefundsCard({ refunds }: { refunds: readonly Refund[] }) {
  if (refunds.length === 0) return null;
  return (
    <Card title="退款">
      {refunds.map((refund) => (
        <View key={refund.id}>
          <Line name={yuanOf(refund.fen)}>
            <Mark {...wordOfRefund(refund)} />
          </Line>
          <Line name="原因">{refund.reason}</Line>
          <Line name="退款单号">{refund.number}</Line>
          {refund.settledAt && <Line name="退款时间">{momentText(refund.settledAt)}</Line>}
          {refund.state === 'processing' && <Note>支付平台正在处理，一般很快原路退回付款时用的账户。</Note>}
          {refund.state === 'failed' && (
            <Note kind="care">{`退款没有成功${refund.failure ? `：${refund.failure}` : ''}。财务会重新办理，您不用操作。`}</Note>
          )}
        </View>
      ))}
    </Card>
  );
}
