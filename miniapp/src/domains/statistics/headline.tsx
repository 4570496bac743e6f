import { Text, View } from '@tarojs/components';
import './headline.css';

/** One number in large: what it is, how much, and what stands below it. */
export function Headline({ title, name, value, unit, under }: { title: string; name: string; value: string; unit: string; under: string }) {
  return (
    <View className="headline">
      <Text className="headline__title">{title}</Text>
      <Text className="headline__name">{name}</Text>
      <View className="headline__sum">
        <Text className="headline__value">{value}</Text>
        <Text className="headline__unit">{unit}</Text>
      </View>
      <Text className="headline__under">{under}</Text>
    </View>
  );
}

/** A number of a list, aligned with the others at the right. */
export function ItemRow({ name, value, under }: { name: string; value: string; under: string }) {
  return (
    <View className="item-row">
      <View className="item-row__words">
        <Text className="item-row__name">{name}</Text>
        <Text className="quiet">{under}</Text>
      </View>
      <Text className="item-row__value">{value}</Text>
    </View>
  );
}
