import { useState } from 'react';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { ChoiceField, TextField } from '@/components/fields';
import { Note } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { useAction } from '@/use-action';
import { dropUpload, useUploads } from './upload-queue';
import type { Deal } from './slot-state';

const reasons = ['买卖双方不交易了', '信息填错，重新办理', '改到柜台办理', '其他原因'] as const;
type Reason = (typeof reasons)[number];
const options = reasons.map((reason): readonly [Reason, string] => [reason, reason]);

/** 取消交易: always with a reason. */
export function CancelSheet({
  deal,
  onClose,
  onCancelled,
}: {
  deal: Deal;
  onClose(): void;
  onCancelled(deal: Deal): void;
}) {
  const [reason, setReason] = useState<Reason>();
  const [words, setWords] = useState('');
  const cancelling = useAction();
  const uploads = useUploads(deal.id);
  const other = reason === '其他原因';
  const text = other ? words.trim() : (reason ?? '');

  const cancel = () =>
    cancelling.run(async () => {
      const cancelled = await call('POST /transactions/:id/cancellation', {
        params: { id: deal.id },
        body: { reason: text },
      });
      await Promise.all(uploads.map(({ id }) => dropUpload(id)));
      onCancelled(cancelled);
    });

  return (
    <Sheet
      title="取消这笔交易"
      onClose={onClose}
      footer={
        <>
          {cancelling.error && <Note kind="wrong">{cancelling.error}</Note>}
          <ActionButton
            text="确认取消交易"
            kind="danger"
            disabled={text === ''}
            busy={cancelling.busy}
            onTap={() => void cancel()}
          />
        </>
      }
    >
      <Note kind="care">取消后不能恢复，已拍照片不再使用，需要重新新建交易。</Note>
      <ChoiceField<Reason> label="取消原因" options={options} value={reason} onChange={setReason} />
      {other && <TextField label="请写明原因" value={words} maxLength={200} onChange={setWords} />}
    </Sheet>
  );
}
