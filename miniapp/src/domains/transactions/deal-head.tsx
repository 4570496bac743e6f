import { Text, View } from '@tarojs/components';
import { businesses } from '@yongche/contract/vocabulary';
import { Plate, StateMark, Vin } from '@/components/marks';
import { Card } from '@/components/screen';
import type { Deal } from './slot-state';
import './deal-card.css';

/** Which deal this is, at one glance. */
export function DealHead({ deal }: { deal: Deal }) {
  return (
    <Card>
      <View className="row row--apart">
        <Plate plate={deal.plate} />
        <StateMark state={deal.state} />
      </View>
      <View className="deal-card__vin">
        <Vin vin={deal.vin} />
      </View>
      <View className="deal-card__foot">
        <Text>{`${businesses[deal.business]} · ${deal.marketName}${deal.mortgaged ? ' · 抵押中' : ''}`}</Text>
      </View>
      <View className="deal-card__foot">
        <Text>{`流水号 ${deal.serial}`}</Text>
      </View>
    </Card>
  );
}
