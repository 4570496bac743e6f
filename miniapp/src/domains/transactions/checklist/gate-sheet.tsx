import { Text, View } from '@tarojs/components';
import { Note } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { spoken } from '@/platform';
import type { Deal } from '../slot-state';
import './rows.css';

interface Props {
  deal: Deal;
  onClose(): void;
  onSlot(slot: string): void;
  onParty(partyId: string): void;
}

/** What still stands before the submission; each line leads to where it is put right. */
export function GateSheet({ deal, onClose, onSlot, onParty }: Props) {
  return (
    <Sheet title="还不能提交" onClose={onClose}>
      {deal.gate.length === 0 ? (
        <Note kind="good">内容已经齐全，请再次点“提交核对”。</Note>
      ) : (
        deal.gate.map(({ sentence, slot, partyId, code }) => (
          <View
            key={`${code}${slot ?? ''}${partyId ?? ''}`}
            className="gate-row"
            {...spoken({ role: 'button', label: sentence })}
            onClick={() => (slot ? onSlot(slot) : partyId ? onParty(partyId) : onClose())}
          >
            <Text className="gate-row__text">{sentence}</Text>
            <Text className="gate-row__more">{slot || partyId ? '去处理 ›' : ''}</Text>
          </View>
        ))
      )}
    </Sheet>
  );
}
