import { View } from '@tarojs/components';
import { paymentWays } from '@yongche/contract/vocabulary';
import { LinkRow, Links } from '@/components/links';
import { dayText } from '@/dates';
import { yuanOf } from '@/money';
import { open, routes } from '@/routes';
import type { Payable } from '../payables-view';

/** What was paid of it so far, whichever way; an online payment leads to its order. */
export function PaidCard({ payments }: Pick<Payable, 'payments'>) {
  if (payments.length === 0) return null;
  return (
    <>
      <View className="section">缴费情况</View>
      <Links>
        {payments.map(({ on, way, fen, reference, orderId }, place) => (
          <LinkRow
            key={place}
            text={`${paymentWays[way]} ${yuanOf(fen)}`}
            under={[dayText(on), reference]}
            {...(orderId ? { onTap: () => open(routes.order, { id: orderId }) } : {})}
          />
        ))}
      </Links>
    </>
  );
}
