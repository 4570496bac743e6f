import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { isRefusal } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { DealWorkspace } from './deal-workspace';
import { dealQuery } from './queries';
import { wayBackOf } from './way-back';

/** A colleague at the next window may decide first: a deal that waits is asked again this often. */
const refetchWhileWaitingMs = 20_000;

/** 交易: its pictures, its data, its history, and for the operator the decision. */
export default function DealPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const back = wayBackOf(useStaff());
  const deal = useQuery({
    ...dealQuery(id),
    refetchInterval: ({ state }) => (state.data?.state === 'awaiting_check' ? refetchWhileWaitingMs : false),
  });
  useTitle(deal.data ? `${deal.data.plate} ${deal.data.serial}` : '交易');
  if (deal.isPending) return <PageSkeleton rows={10} />;
  if (deal.data) return <DealWorkspace key={id} deal={deal.data} />;
  if (!isRefusal(deal.error, 'transaction.not_found', 'request.not_found', 'request.invalid')) {
    return <LoadFailure error={deal.error} onRetry={() => void deal.refetch()} />;
  }
  return (
    <Notice
      tone="bad"
      title="没有找到这笔交易"
      actions={
        <Button type="primary" onClick={() => navigate(back.to)}>
          回到{back.title}
        </Button>
      }
    >
      它可能不属于您的市场，或者地址有误。请用流水号、车牌或车架号查询。
    </Notice>
  );
}
