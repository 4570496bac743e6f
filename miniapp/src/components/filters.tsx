import { ScrollView, Text, View } from '@tarojs/components';
import { spoken } from '@/platform';
import './filters.css';

interface Props<T> {
  options: readonly (readonly [value: T, text: string])[];
  value: T;
  onChange(value: T): void;
}

/** What of a list is shown, side by side. */
export function Filters<T>({ options, value, onChange }: Props<T>) {
  return (
    <ScrollView scrollX className="filters">
      <View className="filters__row">
        {options.map(([option, text]) => (
          <View
            key={text}
            className={`filter${option === value ? ' filter--on' : ''}`}
            {...spoken({ role: 'radio', label: `只看${text}`, checked: option === value })}
            onClick={() => onChange(option)}
          >
            <Text>{text}</Text>
          </View>
        ))}
      </View>
    </ScrollView>
  );
}
