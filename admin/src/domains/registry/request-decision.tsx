import { requestKinds } from '@yongche/contract/vocabulary';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { WorkspaceActs, WorkspaceFoot } from '../../components/workspace';
import type { RegisterRequest } from './register';
import dialog from './register-dialog.module.css';
import { approvalEffects, isFinal } from './request-wording';
import type { RequestActs } from './use-request-acts';

export type Asked = 'approval' | 'refusal';

interface RequestDecisionProps {
  request: RegisterRequest;
  acts: RequestActs;
  /** Papers that have not been looked at. */
  unseen: number;
  asked: Asked | undefined;
  onAsk: (asked: Asked) => void;
  onClose: () => void;
}

/** The two ways out: approve, which takes effect at once, or give back with the reason. */
export function RequestDecision({ request, acts, unseen, asked, onAsk, onClose }: RequestDecisionProps) {
  return (
    <WorkspaceFoot label="审核结论">
      <WorkspaceActs>
        <Button size="large" danger onClick={() => onAsk('refusal')}>
          退回 (F4)
        </Button>
        <Button size="large" type="primary" onClick={() => onAsk('approval')}>
          批准 (F2)
        </Button>
      </WorkspaceActs>
      {asked === 'approval' && <ApprovalDialog request={request} acts={acts} unseen={unseen} onClose={onClose} />}
      {asked === 'refusal' && <RefusalDialog request={request} acts={acts} onClose={onClose} />}
    </WorkspaceFoot>
  );
}

function ApprovalDialog({ request, acts, unseen, onClose }: Pick<RequestDecisionProps, 'request' | 'acts' | 'unseen' | 'onClose'>) {
  const [note, setNote] = useState('');
  const { decide } = acts;
  return (
    <Modal
      open
      title={`批准${requestKinds[request.kind]}：${request.subjectName}`}
      okText="批准，立即生效"
      cancelText="再看看"
      okButtonProps={{ autoFocus: true, danger: isFinal(request.kind) }}
      confirmLoading={decide.isPending}
      onOk={() => decide.mutate({ approved: true, ...(note.trim() && { note: note.trim() }) }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <div className={dialog.form}>
        <AlertLine tone={isFinal(request.kind) ? 'bad' : 'info'}>{approvalEffects[request.kind]}</AlertLine>
        {unseen > 0 && <AlertLine tone="warn">还有 {unseen} 份材料没有打开看过。</AlertLine>}
        <Field label="审核意见（可不填）" hint="申请人会看到">
          <Input maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {decide.isError && <AlertLine tone="bad">没有办成：{sentenceOf(decide.error)}</AlertLine>}
      </div>
    </Modal>
  );
}

function RefusalDialog({ request, acts, onClose }: Pick<RequestDecisionProps, 'request' | 'acts' | 'onClose'>) {
  const [note, setNote] = useState('');
  const { decide } = acts;
  const isComplete = note.trim() !== '';
  return (
    <Modal
      open
      title={`退回${requestKinds[request.kind]}：${request.subjectName}`}
      okText="确认退回"
      cancelText="再看看"
      okButtonProps={{ danger: true, disabled: !isComplete }}
      confirmLoading={decide.isPending}
      onOk={() => isComplete && decide.mutate({ approved: false, note: note.trim() }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <div className={dialog.form}>
        <p className={dialog.lead}>申请办结为“已退回”，登记不变。申请人会看到原因，改正后可以重新申请。</p>
        <Field label="退回原因" hint="写明哪里不对、要补什么">
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 6 }} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {decide.isError && <AlertLine tone="bad">没有办成：{sentenceOf(decide.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
