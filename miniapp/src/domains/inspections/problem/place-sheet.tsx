import { LinkRow } from '@/components/links';
import { Failure, Loading, Note } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { useDeal } from '@/domains/transactions/use-deal';
import { open, routes } from '@/routes';
import type { Problem } from '../problem-view';

/** Which photo of the deal's list is taken: for a finding that only says that one is missing. */
export function PlaceSheet({ problem: { id, transactionId }, onClose }: { problem: Problem; onClose(): void }) {
  const { deal, error, reload } = useDeal(transactionId);
  return (
    <Sheet title="补拍哪一种照片" onClose={onClose}>
      <Note>核查员发现缺少照片。请选择要补拍的一种。</Note>
      {!deal && (error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />)}
      {deal?.slots.map(({ code, title, reason, images }) => (
        <LinkRow
          key={code}
          text={title}
          under={`${reason} · ${images.length > 0 ? `已有${images.length}张` : '没有照片'}`}
          onTap={() => {
            onClose();
            open(routes.retake, { id, deal: transactionId, slot: code });
          }}
        />
      ))}
    </Sheet>
  );
}
