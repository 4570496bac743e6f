import { useQuery } from '@tanstack/react-query';
import { requestKinds } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { isRefusal } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { requestQuery } from './queries';
import { RequestWorkspace } from './request-workspace';

/** A colleague may decide first: a request that waits is asked again this often. */
const refetchWhileWaitingMs = 20_000;

/** 登记申请: what would change, its papers, and the decision. */
export default function RequestPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const request = useQuery({
    ...requestQuery(id),
    refetchInterval: ({ state }) => (state.data?.state === 'awaiting_decision' ? refetchWhileWaitingMs : false),
  });
  useTitle(request.data ? `${requestKinds[request.data.kind]} ${request.data.serial}` : '登记申请');
  if (request.isPending) return <PageSkeleton rows={10} />;
  if (request.data) return <RequestWorkspace key={id} request={request.data} />;
  if (isRefusal(request.error, 'registry.request_not_found', 'request.not_found', 'request.invalid')) {
    return (
      <Notice
        title="没有找到这项申请"
        actions={
          <Button type="primary" onClick={() => navigate('/register/requests')}>
            回到登记业务待办
          </Button>
        }
      >
        地址可能不完整，或申请不属于您的市场。
      </Notice>
    );
  }
  return <LoadFailure error={request.error} onRetry={() => void request.refetch()} />;
}
