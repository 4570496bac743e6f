import { requestKinds } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RegisterRequest, RequestKind } from './register';
import { newRequestHref } from './request-kinds';
import { isFinal } from './request-wording';
import { useMay } from './rights';
import { ResumptionDialog, SuspensionDialog } from './suspension-dialog';
import type { SuspendedSubject } from './suspension-wording';

interface FileActionsProps {
  subject: SuspendedSubject;
  /** What can be asked for as it stands. */
  kinds: RequestKind[];
  /** Where the requests begin. */
  given: { companyId?: string; certificateId?: string; terminalId?: string };
  requests: RegisterRequest[];
  maySuspend: boolean;
  mayResume: boolean;
}

/** The acts on one file. A kind that is under way leads to its open request instead of a second one. */
export function FileActions({ subject, kinds, given, requests, maySuspend, mayResume }: FileActionsProps) {
  const navigate = useNavigate();
  const may = useMay();
  const [dialog, setDialog] = useState<'suspension' | 'resumption'>();
  const mayAsk = may('POST /register-requests');
  const isClerk = may('POST /register/:subjectType/:id/suspension');
  const openRequest = (kind: RequestKind) =>
    requests.find((one) => one.kind === kind && kind !== 'certificate_issue' && (one.state === 'collecting' || one.state === 'awaiting_decision'));
  if (!mayAsk && !isClerk) return null;
  return (
    <>
      {mayAsk &&
        kinds.map((kind) => {
          const open = openRequest(kind);
          return (
            <Button
              key={kind}
              danger={isFinal(kind)}
              onClick={() => navigate(open ? `/register/requests/${open.id}` : newRequestHref(kind, given))}
            >
              {actionWords[kind] ?? requestKinds[kind]}
              {open && '（办理中）'}
            </Button>
          );
        })}
      {isClerk && maySuspend && <Button onClick={() => setDialog('suspension')}>暂停…</Button>}
      {isClerk && mayResume && (
        <Button type="primary" onClick={() => setDialog('resumption')}>
          提前恢复…
        </Button>
      )}
      {dialog === 'suspension' && <SuspensionDialog subject={subject} onClose={() => setDialog(undefined)} />}
      {dialog === 'resumption' && <ResumptionDialog subject={subject} onClose={() => setDialog(undefined)} />}
    </>
  );
}

/** On a file its subject need not be named again. */
const actionWords: Partial<Record<RequestKind, string>> = {
  company_change: '变更',
  company_reissue: '备案证明补办',
  company_cancel: '注销',
  company_manager: '变更负责人',
  certificate_issue: '核发代理证',
  certificate_change: '变更手机号',
  certificate_reissue: '补办',
  certificate_renew: '延期',
  certificate_cancel: '注销',
  app_change: 'APP换账号',
  app_reissue: 'APP补办',
  terminal_change: '变更',
  terminal_reissue: '更换设备',
  terminal_cancel: '关闭',
};
