import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { isRefusal, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { minuteOf } from '../../components/moments';
import { useHotkeys } from '../../components/use-hotkeys';
import { WorkspaceAlerts } from '../../components/workspace';
import { useStaff } from '../../session';
import type { Deal } from './deal';
import { nextDealOf } from './next-deal';
import { queueQuery, queueRefetchMs } from './queries';
import { TakeOverDialog } from './take-over-dialog';
import type { useDecision } from './use-decision';

interface DealAlertsProps {
  deal: Deal;
  decision: ReturnType<typeof useDecision>;
  /** Whether the deal was this operator's before a colleague took it over. */
  hadIt: boolean;
}

/** What has just happened to the deal, and where to go from here. */
export function DealAlerts({ deal, decision, hadIt }: DealAlertsProps) {
  const navigate = useNavigate();
  const { outcome, complete, giveBack } = decision;
  const [isTakingOver, setTakingOver] = useState(false);
  const holder = deal.may.takeOver ? deal.hold : null;
  // While the dialog is open it shows its own error.
  const error = complete.error ?? (deal.may.return ? null : giveBack.error);
  return (
    <WorkspaceAlerts>
      {error && <AlertLine tone="bad">{refusalOf(error)}</AlertLine>}
      {holder && (
        <AlertLine tone="warn" actions={<Button onClick={() => setTakingOver(true)}>接手核对</Button>}>
          {hadIt ? `${holder.operatorName}已接手这笔核对，原因见“经过”。` : `正在核对：${holder.operatorName}（${minuteOf(holder.openedAt).slice(11)} 打开）。`}
          您可以查看，不能完成或退回；对方离开后自动轮到您。
        </AlertLine>
      )}
      {holder && isTakingOver && <TakeOverDialog id={deal.id} hold={holder} onClose={() => setTakingOver(false)} />}
      {deal.state === 'completed' && (
        <AlertLine
          tone="good"
          actions={
            <>
              {deal.may.readVoucher && (
                <Button onClick={() => navigate(`/transactions/${deal.id}/voucher`)}>查看核对凭证</Button>
              )}
              {outcome && <NextDeal doneId={deal.id} />}
            </>
          }
        >
          核对完成，交易已冻结。{deal.completedAt && minuteOf(deal.completedAt)}
        </AlertLine>
      )}
      {deal.state === 'returned' && (
        <AlertLine tone="warn" actions={outcome && <NextDeal doneId={deal.id} />}>
          {outcome?.kind === 'returned' ? `已退回${outcome.count}张照片。` : `有${deal.toRetake}张照片退回补拍。`}
          代理人在小程序里补拍并重新提交后，会回到待核对。
        </AlertLine>
      )}
      {deal.state === 'cancelled' && <AlertLine tone="info">这笔交易已取消，照片只供查看。</AlertLine>}
    </WorkspaceAlerts>
  );
}

function refusalOf(error: unknown): string {
  if (isRefusal(error, 'transaction.held')) {
    const { operatorName = '同事' } = (error.details ?? {}) as { operatorName?: string };
    return `没有办成：${operatorName}正在核对这笔交易，不能同时办理。`;
  }
  if (isRefusal(error, 'transaction.wrong_state')) {
    return '没有办成：这笔交易的状态已经变化，可能有同事先处理了。页面已更新为最新状态，详情请看“经过”。';
  }
  return `没有办成：${sentenceOf(error)}`;
}

/** Says which deal is next, the longest wait that no colleague is at; after a decision Enter opens it. */
function NextDeal({ doneId }: { doneId: string }) {
  const staff = useStaff();
  const client = useQueryClient();
  const navigate = useNavigate();
  const isOperator = staff.role === 'operator';
  const queue = useQuery({ ...queueQuery, refetchInterval: queueRefetchMs, enabled: isOperator });
  const known = nextDealOf(queue.data?.items ?? [], staff.id, doneId);
  const next = useMutation({
    mutationFn: () => client.fetchQuery({ ...queueQuery, staleTime: 0 }),
    onSuccess: ({ items }) => {
      const deal = nextDealOf(items, staff.id, doneId);
      void navigate(deal ? `/transactions/${deal.id}` : '/queue');
    },
    onError: () => navigate('/queue'),
  });
  useHotkeys({ n: () => next.mutate(), Enter: () => next.mutate() }, isOperator);
  if (!isOperator) return null;
  return (
    <Button type="primary" loading={next.isPending} onClick={() => next.mutate()}>
      {queue.data && !known ? '没有等候的了，回到待核对' : `下一笔${known ? ` ${known.plate}` : ''}`}
      <kbd>Enter</kbd>
    </Button>
  );
}
