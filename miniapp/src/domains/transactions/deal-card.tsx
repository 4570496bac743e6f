import { Text, View } from '@tarojs/components';
import type { AnswerOf } from '@yongche/contract';
import { businesses } from '@yongche/contract/vocabulary';
import { Mark, Plate, StateMark, Vin } from '@/components/marks';
import { momentText } from '@/dates';
import { spoken } from '@/platform';
import { open, routes } from '@/routes';
import './deal-card.css';

export type DealSummary = AnswerOf<'GET /transactions'>['items'][number];

/** A deal in a list; it opens where its work goes on: what is captured at a counter is only looked at here. */
export function DealCard({ deal }: { deal: DealSummary }) {
  const capturing = deal.channel === 'mobile' && (deal.state === 'capturing' || deal.state === 'returned');
  return (
    <View
      className="deal-card"
      {...spoken({ role: 'button', label: `${deal.plate} ${deal.serial}` })}
      onClick={() => open(capturing ? routes.checklist : routes.detail, { id: deal.id })}
    >
      <View className="row row--apart">
        <Plate plate={deal.plate} />
        {deal.toRetake > 0 ? (
          <Mark tone="wrong" text={`待补拍 ${deal.toRetake}张`} />
        ) : (
          <StateMark state={deal.state} />
        )}
      </View>
      <View className="deal-card__vin">
        <Vin vin={deal.vin} />
      </View>
      <View className="row row--apart deal-card__foot">
        <Text>{`${businesses[deal.business]} · ${deal.marketName}`}</Text>
      </View>
      <View className="row row--apart deal-card__foot">
        <Text>{deal.serial}</Text>
        <Text>{momentText(deal.completedAt ?? deal.submittedAt ?? deal.createdAt)}</Text>
      </View>
    </View>
  );
}
