import { Text, View } from '@tarojs/components';
import './sum-head.css';

/** A sum of money in large, what it is above it and what belongs to it below. */
export function SumHead({ title, sum, text }: { title: string; sum: string; text: string }) {
  return (
    <View className="sum-head">
      <Text className="sum-head__title">{title}</Text>
      <Text className="sum-head__sum">{sum}</Text>
      <Text className="sum-head__text">{text}</Text>
    </View>
  );
}
