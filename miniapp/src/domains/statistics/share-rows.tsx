import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { ActionButton } from '@/components/action-button';
import { spoken } from '@/platform';
import type { ShareRow } from './bulletin-view';
import './share-rows.css';

/** So many rows fit one look; the others are one tap away. */
const atFirst = 10;

/** The parts of a number as bars; a tap reads one part through all items. */
export function ShareRows({ rows, onOpen }: { rows: readonly ShareRow[]; onOpen(member: string): void }) {
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, rows.length - atFirst);
  return (
    <View>
      {rows.slice(0, rows.length - hidden).map(({ member, value, bar, under }) => (
        <View key={member} className="share-row" {...spoken({ role: 'button', label: `${member} ${value} ${under}` })} onClick={() => onOpen(member)}>
          <View className="row row--apart">
            <Text className="share-row__member">{member}</Text>
            <Text className="share-row__value">{value}</Text>
          </View>
          <View className="share-row__track">
            <View className="share-row__bar" style={{ width: `${bar}%` }} />
          </View>
          <Text className="quiet">{under}</Text>
        </View>
      ))}
      {hidden > 0 && <ActionButton text={`展开其余${hidden}项`} kind="quiet" onTap={() => setAll(true)} />}
    </View>
  );
}
