import { useState } from 'react';
import { ApiError, call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { TextField } from '@/components/fields';
import { Note } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { useAction } from '@/use-action';
import type { DealCheck, ReadPicture } from './check-view';

interface Props {
  picture: ReadPicture;
  onClose(): void;
  onSaved(check: DealCheck): void;
}

/** 核对填写: what the machine could not read surely, pre-filled; what the agent writes is marked as typed. */
export function FieldsSheet({ picture, onClose, onSaved }: Props) {
  const [typed, setTyped] = useState(() => picture.toType.map(({ value }) => value ?? ''));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const saving = useAction((reason) => {
    if (reason instanceof ApiError) setProblems(Object.fromEntries(reason.fields.map((each) => [each.field, each.message])));
  });

  const save = () =>
    saving.run(async () => {
      setProblems({});
      const fields = picture.toType.flatMap(({ field }, at) => (typed[at]!.trim() ? [{ field, value: typed[at]! }] : []));
      onSaved(await call('PUT /images/:id/fields', { params: { id: picture.imageId }, body: { fields } }));
    });
  /** Empty fields are not sent: the server counts those that were. */
  const sentAt = (at: number) => typed.slice(0, at).filter((value) => value.trim()).length;

  return (
    <Sheet
      title={`核对填写：${picture.title}`}
      onClose={onClose}
      footer={
        <>
          {saving.error && <Note kind="wrong">{saving.error}</Note>}
          <ActionButton
            text="确认无误，保存"
            disabled={typed.every((value) => value.trim() === '')}
            busy={saving.busy}
            onTap={() => void save()}
          />
        </>
      }
    >
      <Note kind="care">这些栏位机器没有读清。请看着证件原件核对，填写的内容会标明“填写”。</Note>
      {picture.toType.map(({ field, label, hint }, at) => (
        <TextField
          key={field}
          label={label}
          value={typed[at]!}
          hint={hint}
          error={typed[at]!.trim() ? problems[`fields.${sentAt(at)}.value`] : undefined}
          onChange={(value) => setTyped(typed.map((earlier, place) => (place === at ? value : earlier)))}
        />
      ))}
    </Sheet>
  );
}
