import { useState } from 'react';
import { ActionButton } from '@/components/action-button';
import { Tick } from '@/components/fields';
import { Failure, Loading, Note } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { call } from '@/api';
import { keepAccount } from '@/session';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { NoticeText } from './notice-text';
import { fetchNotice, type Notice } from './notices';

interface Props {
  purpose: Notice['purpose'];
  onAgreed(): void;
  /** With what the notice says of those who refuse. */
  onRefused(ifRefused: string): void;
}

/** 单独同意: one purpose with its own text and its own tick, which is never set beforehand. */
export function ConsentSheet({ purpose, onAgreed, onRefused }: Props) {
  const { data: notice, error, reload } = useAnswer(() => fetchNotice(purpose), [purpose]);
  const [ticked, setTicked] = useState(false);
  const giving = useAction();
  const refuse = () => onRefused(notice?.ifRefused ?? '');

  async function agree(version: string) {
    const given = await giving.run(async () =>
      keepAccount(await call('POST /consents', { body: { purpose, version } })),
    );
    if (given) onAgreed();
  }

  return (
    <Sheet
      title={notice?.title ?? '请先阅读告知'}
      onClose={refuse}
      footer={
        notice && (
          <>
            <Tick text={`我已阅读，单独同意“${notice.title}”`} value={ticked} onChange={setTicked} />
            {giving.error && <Note kind="wrong">{giving.error}</Note>}
            <ActionButton
              text="同意并继续"
              disabled={!ticked}
              busy={giving.busy}
              onTap={() => void agree(notice.version)}
            />
            <ActionButton text="不同意" kind="quiet" onTap={refuse} />
          </>
        )
      }
    >
      {notice ? (
        <NoticeText notice={notice} />
      ) : error ? (
        <Failure sentence={error} onRetry={() => void reload()} />
      ) : (
        <Loading />
      )}
    </Sheet>
  );
}
