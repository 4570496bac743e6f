import { Text, View } from '@tarojs/components';
import { barOf, besideText, cycleText, nextText, type Standing } from './points-view';
import './points-head.css';

/** 本周期扣分 in large, with the next measure and what stands beside the sum. */
export function PointsHead({ standing, title }: { standing: Standing; title: string }) {
  const { counted, full } = standing;
  const bar = barOf(standing);
  return (
    <View className="points-head">
      <Text className="points-head__title">{title}</Text>
      <View className="points-head__sum">
        <Text className="points-head__counted">{counted}</Text>
        <Text className="points-head__full">{`/${full}`}</Text>
        <Text className="points-head__next">{nextText(standing)}</Text>
      </View>
      <View className="points-head__bar">
        <View className="points-head__part" style={{ width: `${bar.counted}%` }} />
        <View className="points-head__part points-head__part--pending" style={{ width: `${bar.pending}%` }} />
      </View>
      {besideText(standing).map((sentence) => (
        <Text key={sentence} className="points-head__beside">
          {sentence}
        </Text>
      ))}
      <Text className="points-head__cycle">{cycleText(standing)}</Text>
    </View>
  );
}
