import { useMutation } from '@tanstack/react-query';
import { errors } from '@yongche/contract/errors';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { call, isRefusal, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { useHotkeys } from '../../components/use-hotkeys';
import { WorkspaceAlerts } from '../../components/workspace';
import { useStaff } from '../../session';
import type { RegisterRequest } from './register';
import { longestWaitFirst, waitingPage } from './request-wording';
import type { RequestActs } from './use-request-acts';

interface RequestAlertsProps {
  request: RegisterRequest;
  acts: RequestActs;
  /** While a dialog is open it shows its own error. */
  isAsking: boolean;
}

/** What has just happened to the request, and where to go from here. */
export function RequestAlerts({ request, acts, isAsking }: RequestAlertsProps) {
  // The one request that waits and that a clerk may not decide is the own one to somebody's disadvantage.
  const needsColleague = useStaff().role === 'clerk' && request.state === 'awaiting_decision' && !request.may.decide;
  const error = acts.submit.error ?? acts.withdraw.error ?? (isAsking || request.may.decide ? null : acts.decide.error);
  return (
    <WorkspaceAlerts>
      {error ? <AlertLine tone="bad">{refusalOf(error)}</AlertLine> : null}
      {needsColleague && !error && <AlertLine tone="info">{errors['registry.two_persons_required'][1]}</AlertLine>}
      {request.state === 'approved' && (
        <AlertLine tone="good" actions={acts.hasDecided && <NextRequest />}>
          已批准并生效。
        </AlertLine>
      )}
      {request.state === 'refused' && (
        <AlertLine tone="warn" actions={acts.hasDecided && <NextRequest />}>
          已退回：{request.decisionNote}
        </AlertLine>
      )}
      {request.state === 'withdrawn' && <AlertLine tone="info">申请已撤回，登记没有变化。</AlertLine>}
      {request.state === 'collecting' && <AlertLine tone="info">申请已登记。请在右侧交齐必交的材料，再提交审核。</AlertLine>}
    </WorkspaceAlerts>
  );
}

function refusalOf(error: unknown): string {
  if (isRefusal(error, 'registry.request_wrong_state')) return '没有办成：这项申请的状态已经变化，可能有同事先处理了。页面已更新为最新状态。';
  return `没有办成：${sentenceOf(error)}`;
}

/** Goes on with the next request that waits; after a decision Enter is enough. */
function NextRequest() {
  const navigate = useNavigate();
  const next = useMutation({
    mutationFn: () => call('GET /register-requests', { query: { state: 'awaiting_decision', limit: waitingPage } }),
    onSuccess: ({ items }) => {
      const [first] = longestWaitFirst(items);
      void navigate(first ? `/register/requests/${first.id}` : '/register/requests');
    },
    onError: () => navigate('/register/requests'),
  });
  useHotkeys({ n: () => next.mutate(), Enter: () => next.mutate() });
  return (
    <Button type="primary" loading={next.isPending} onClick={() => next.mutate()}>
      下一件<kbd>Enter</kbd>
    </Button>
  );
}
