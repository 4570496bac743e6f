import { Text, View } from '@tarojs/components';
import { Mark } from '@/components/marks';
import { yuanOf } from '@/money';
import { spoken } from '@/platform';
import { open, routes } from '@/routes';
import { deadlineOf, wordOfStanding, type Payable } from './payables-view';
import './payable-card.css';

/** A due or bill that is to be paid: what, how much, until when; a tap leads to the cashier. */
export function PayableCard({ payable }: { payable: Payable }) {
  const { kind, id, title, fen, outstandingFen, standing, openOrderId } = payable;
  return (
    <View
      className="payable-card"
      {...spoken({ role: 'button', label: `${title} 待缴${yuanOf(outstandingFen)}` })}
      onClick={() => open(routes.cashier, { kind, id })}
    >
      <View className="row row--apart">
        <Text className="payable-card__title">{title}</Text>
        <Mark {...wordOfStanding(standing)} />
      </View>
      <Text className="payable-card__sum">{yuanOf(outstandingFen)}</Text>
      {outstandingFen < fen && <Text className="quiet">{`应缴${yuanOf(fen)}，已缴${yuanOf(fen - outstandingFen)}`}</Text>}
      <Text className="quiet">{deadlineOf(payable)}</Text>
      {openOrderId && <Text className="quiet">有一张订单等待支付</Text>}
    </View>
  );
}
