import { useState } from 'react';
import { Text } from '@tarojs/components';
import { partyNotices } from '@yongche/contract/standards/party-notice';
import { sides } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Tick } from '@/components/fields';
import { Note } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { useAction } from '@/use-action';
import type { Deal } from './slot-state';

const partyNotice = partyNotices.mobile;

interface Props {
  deal: Deal;
  party: Deal['parties'][number];
  onClose(): void;
  onAgreed(deal: Deal): void;
}

/** The phone is handed to the person, who reads, ticks and agrees. */
export function PartyNoticeSheet({ deal, party, onClose, onAgreed }: Props) {
  const [ticked, setTicked] = useState(false);
  const agreeing = useAction();
  const reader = party.delegateName ? `${party.name}的经办人${party.delegateName}` : party.name;

  const agree = () =>
    agreeing.run(async () => {
      const { version } = partyNotice;
      onAgreed(
        await call('POST /transactions/:id/party-notices', {
          params: { id: deal.id },
          body: { partyId: party.id, version },
        }),
      );
    });

  return (
    <Sheet
      title={partyNotice.title}
      onClose={onClose}
      footer={
        <>
          <Tick text="我已阅读并同意" value={ticked} onChange={setTicked} />
          {agreeing.error && <Note kind="wrong">{agreeing.error}</Note>}
          <ActionButton text="确认同意" disabled={!ticked} busy={agreeing.busy} onTap={() => void agree()} />
        </>
      }
    >
      <Note>{`请把手机交给${sides[party.side]}${reader}本人阅读。`}</Note>
      {partyNotice.paragraphs.map((paragraph) => (
        <Text key={paragraph} className="paragraph">
          {paragraph}
        </Text>
      ))}
      <Text className="quiet">{`版本 ${partyNotice.version}`}</Text>
    </Sheet>
  );
}
