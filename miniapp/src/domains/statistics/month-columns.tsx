import { Text, View } from '@tarojs/components';
import { monthText } from '@/domains/billing/bill-view';
import { spoken } from '@/platform';
import { monthNumber, tallestOf, yearsOf, type Column } from './months';
import { barOf, countText } from './numbers';
import './month-columns.css';

interface Props {
  columns: readonly Column[];
  unit: string;
  /** The month whose numbers are read. */
  chosen: string | undefined;
  onChoose(month: string): void;
  /** Lower and quieter: the second of two charts. */
  second?: boolean;
}

/** Months side by side as columns, what they are compared with in grey beside them; a tap chooses the month that is read. */
export function MonthColumns({ columns, unit, chosen, onChoose, second = false }: Props) {
  const tallest = tallestOf(columns);
  return (
    <View>
      <View className="columns">
        {columns.map(({ month, value, beside }) => (
          <View
            key={month}
            className={`column${month === chosen ? ' column--on' : ''}`}
            {...spoken({ role: 'radio', label: `${monthText(month)} ${value === null ? '没有数' : `${countText(value)}${unit}`}`, checked: month === chosen })}
            onClick={() => onChoose(month)}
          >
            <View className={`column__bars${second ? ' column__bars--low' : ''}`}>
              {beside !== null && <View className="column__bar column__bar--beside" style={{ height: `${barOf(beside, tallest)}%` }} />}
              {value === null ? (
                <Text className="column__none">–</Text>
              ) : (
                <View className={`column__bar${second ? ' column__bar--quiet' : ''}`} style={{ height: `${barOf(value, tallest)}%` }} />
              )}
            </View>
            <Text className="column__month">{monthNumber(month)}</Text>
          </View>
        ))}
      </View>
      <View className="years">
        {yearsOf(columns).map(({ year, columns: wide, text }) => (
          <View key={year} className="year" style={{ flexGrow: wide, flexShrink: 1, flexBasis: '0%' }}>
            <Text>{text}</Text>
          </View>
        ))}
      </View>
    </View>
  );
}

/** What the two colours of a chart mean. */
export function Legend({ value, beside }: { value: string; beside: string }) {
  return (
    <View className="legend">
      <View className="legend__one">
        <View className="legend__dot" />
        <Text>{value}</Text>
      </View>
      <View className="legend__one">
        <View className="legend__dot legend__dot--beside" />
        <Text>{beside}</Text>
      </View>
    </View>
  );
}
