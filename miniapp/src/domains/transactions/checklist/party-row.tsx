import { Text, View } from '@tarojs/components';
import { attendances, sides } from '@yongche/contract/vocabulary';
import { Mark } from '@/components/marks';
import { spoken } from '@/platform';
import type { Deal } from '../slot-state';
import './rows.css';

/** One seller or buyer: who it is, and whether the notice has been read. */
export function PartyRow({ party, onRead }: { party: Deal['parties'][number]; onRead?: () => void }) {
  const unread = party.notifiedAt === null;
  return (
    <View className="party-row">
      <View className="party-row__words">
        <Text className="party-row__name">{`${sides[party.side]} ${party.name}`}</Text>
        <Text className="quiet">{party.delegateName ? `经办人 ${party.delegateName}` : party.number}</Text>
        <Text className="quiet">
          {party.delegateName && party.attendance === 'present' ? '经办人到场' : attendances[party.attendance]}
        </Text>
      </View>
      {unread && onRead ? (
        <View
          className="small-action"
          {...spoken({ role: 'button', label: `请${sides[party.side]}${party.name}阅读告知` })}
          onClick={onRead}
        >
          <Text>阅读告知</Text>
        </View>
      ) : (
        <Mark tone={unread ? 'off' : 'good'} text={unread ? '未告知' : '已同意'} />
      )}
    </View>
  );
}
