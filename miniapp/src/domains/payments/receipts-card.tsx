import { Text, View } from '@tarojs/components';
import { receiptKinds, receiptStates } from '@yongche/contract/vocabulary';
import { Mark } from '@/components/marks';
import { Card, Line } from '@/components/screen';
import { dayText } from '@/dates';
import { yuanOf } from '@/money';
import type { Payable } from './payables-view';
import './receipts-card.css';

/** 票据: which were issued for it, with their numbers; a voided one stays to be seen. */
export function ReceiptsCard({ receipts, fund }: Pick<Payable, 'receipts' | 'fund'>) {
  const kind = receiptKinds[fund === 'dues' ? 'dues_receipt' : 'vat_invoice'];
  return (
    <Card title="票据">
      {receipts.length === 0 && <Text className="quiet">{`${kind}还没有开具，开具后在这里显示号码。`}</Text>}
      {receipts.map((receipt) => (
        <View key={receipt.id} className="receipt">
          <View className="row row--apart">
            <Text>{receiptKinds[receipt.kind]}</Text>
            <Mark tone={receipt.state === 'issued' ? 'good' : 'off'} text={receiptStates[receipt.state]} />
          </View>
          <Line name="票据号码">{receipt.number}</Line>
          <Line name="金额">{yuanOf(receipt.fen)}</Line>
          <Line name="开具日期">{dayText(receipt.issuedOn)}</Line>
          {receipt.voidReason && <Line name="作废原因">{receipt.voidReason}</Line>}
        </View>
      ))}
    </Card>
  );
}
