import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { isRefusal, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { minuteOf } from '../../components/moments';
import { useHotkeys } from '../../components/use-hotkeys';
import { WorkspaceAlerts } from '../../components/workspace';
import { useStaff } from '../../session';
import type { Deal } from './deal';
import { queueQuery } from './queries';
import type { useDecision } from './use-decision';

interface DealAlertsProps {
  deal: Deal;
  decision: ReturnType<typeof useDecision>;
}

/** What has just happened to the deal, and where to go from here. */
export function DealAlerts({ deal, decision }: DealAlertsProps) {
  const navigate = useNavigate();
  const { outcome, complete, giveBack } = decision;
  // While the dialog is open it shows its own error.
  const error = complete.error ?? (deal.may.return ? null : giveBack.error);
  return (
    <WorkspaceAlerts>
      {error && <AlertLine tone="bad">{refusalOf(error)}</AlertLine>}
      {deal.state === 'completed' && (
        <AlertLine
          tone="good"
          actions={
            <>
              {deal.may.readVoucher && (
                <Button onClick={() => navigate(`/transactions/${deal.id}/voucher`)}>查看核对凭证</Button>
              )}
              {outcome && <NextDeal />}
            </>
          }
        >
          核对完成，交易已冻结。{deal.completedAt && minuteOf(deal.completedAt)}
        </AlertLine>
      )}
      {deal.state === 'returned' && (
        <AlertLine tone="warn" actions={outcome && <NextDeal />}>
          {outcome?.kind === 'returned' ? `已退回${outcome.count}张照片。` : `有${deal.toRetake}张照片退回补拍。`}
          代理人在小程序里补拍并重新提交后，会回到待核对。
        </AlertLine>
      )}
      {deal.state === 'cancelled' && <AlertLine tone="info">这笔交易已取消，照片只供查看。</AlertLine>}
    </WorkspaceAlerts>
  );
}

function refusalOf(error: unknown): string {
  if (isRefusal(error, 'transaction.wrong_state')) {
    return '没有办成：这笔交易的状态已经变化，可能有同事先处理了。页面已更新为最新状态，详情请看“经过”。';
  }
  return `没有办成：${sentenceOf(error)}`;
}

/** Goes on with the longest wait; after a decision Enter is enough. */
function NextDeal() {
  const staff = useStaff();
  const client = useQueryClient();
  const navigate = useNavigate();
  const next = useMutation({
    mutationFn: () => client.fetchQuery({ ...queueQuery, staleTime: 0 }),
    onSuccess: ({ items }) => navigate(items[0] ? `/transactions/${items[0].id}` : '/queue'),
    onError: () => navigate('/queue'),
  });
  useHotkeys({ n: () => next.mutate(), Enter: () => next.mutate() });
  if (staff.role !== 'operator') return null;
  return (
    <Button type="primary" loading={next.isPending} onClick={() => next.mutate()}>
      下一笔<kbd>Enter</kbd>
    </Button>
  );
}
