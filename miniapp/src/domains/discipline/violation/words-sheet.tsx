import { useState } from 'react';
import { ActionButton } from '@/components/action-button';
import { AreaField } from '@/components/fields';
import { Note } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { useAction } from '@/use-action';

interface Props {
  title: string;
  /** What happens with the words, and what does not. */
  about: string;
  label: string;
  placeholder: string;
  /** What the button says. */
  act: string;
  onSend(text: string): Promise<void>;
  onClose(): void;
}

/** 陈述申辩 or 申诉: the subject's own words; each may be sent once. */
export function WordsSheet({ title, about, label, placeholder, act, onSend, onClose }: Props) {
  const [text, setText] = useState('');
  const sending = useAction();
  return (
    <Sheet
      title={title}
      onClose={onClose}
      footer={
        <>
          {sending.error && <Note kind="wrong">{sending.error}</Note>}
          <ActionButton
            text={act}
            disabled={text.trim() === ''}
            busy={sending.busy}
            onTap={() => void sending.run(() => onSend(text.trim()))}
          />
        </>
      }
    >
      <Note>{about}</Note>
      <AreaField label={label} value={text} maxLength={1000} placeholder={placeholder} onChange={setText} />
    </Sheet>
  );
}
