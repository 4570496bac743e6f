import { useState } from 'react';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { AreaField } from '@/components/fields';
import { Note } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { useAction } from '@/use-action';
import type { Deal } from '../slot-state';
import type { DealCheck, RuleResult } from './check-view';
import './checks.css';

interface Props {
  deal: Deal;
  result: RuleResult;
  onClose(): void;
  onAsked(check: DealCheck): void;
}

/** 请人工核对: the machine may be wrong; a person at the counter decides with the originals in hand. */
export function DisputeSheet({ deal, result, onClose, onAsked }: Props) {
  const [note, setNote] = useState('');
  const asking = useAction();
  const ask = () =>
    asking.run(async () =>
      onAsked(
        await call('POST /transactions/:id/check-disputes', {
          params: { id: deal.id },
          body: { rule: result.rule, note: note.trim() },
        }),
      ),
    );
  return (
    <Sheet
      title={`请人工核对：${result.title}`}
      onClose={onClose}
      footer={
        <>
          {asking.error && <Note kind="wrong">{asking.error}</Note>}
          <ActionButton
            text="请市场人工核对"
            disabled={note.trim() === ''}
            busy={asking.busy}
            onTap={() => void ask()}
          />
        </>
      }
    >
      <Note>机器也会看错。提出后可以照常提交，市场会对照原件核对并决定；系统不会自动扣分。</Note>
      <AreaField
        label="说明"
        value={note}
        maxLength={200}
        placeholder="请说明为什么没有问题，例如：证件上的字被机器读错了"
        onChange={setNote}
      />
    </Sheet>
  );
}
