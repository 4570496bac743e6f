import type { QueryKey } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { AlertLine } from '../../components/alert-line';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { governanceKey } from './governance';

export interface DraftActsProps {
  /** 管理细则, 会费标准 or 收费标准. */
  what: string;
  version: string;
  /** What the server allows now. */
  may: { change: boolean; propose: boolean; adopt: boolean; withdraw: boolean };
  editHref: string;
  renews: QueryKey[];
  propose: (idempotencyKey: string) => Promise<unknown>;
  withdraw: (reason: string, idempotencyKey: string) => Promise<unknown>;
  /** The dialog in which the president adopts it. */
  adoption: (onClose: () => void) => ReactNode;
}

/** What the caller may do with a version as it stands, on its way through the general meeting. */
export function DraftActs({ what, version, may, editHref, renews: own, propose, withdraw, adoption }: DraftActsProps) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'adoption' | 'withdrawal'>();
  const close = () => setAsking(undefined);
  // Its item on the agenda comes and goes with it.
  const renews = [...own, [governanceKey]];
  return (
    <>
      {may.withdraw && (
        <Button danger onClick={() => setAsking('withdrawal')}>
          撤回…
        </Button>
      )}
      {may.change && <Button onClick={() => void navigate(editHref)}>修改草稿</Button>}
      {may.propose && <ProposeButton version={version} renews={renews} propose={propose} />}
      {may.adopt && (
        <Button type="primary" onClick={() => setAsking('adoption')}>
          凭决议通过…
        </Button>
      )}
      {asking === 'adoption' && adoption(close)}
      {asking === 'withdrawal' && <WithdrawalDialog what={what} version={version} renews={renews} withdraw={withdraw} onClose={close} />}
    </>
  );
}

function ProposeButton({ version, renews, propose }: Pick<DraftActsProps, 'version' | 'renews' | 'propose'>) {
  const { modal } = App.useApp();
  const submit = useAct({
    about: version,
    send: (_: void, idempotencyKey) => propose(idempotencyKey),
    renews,
    done: '已提交，列在会员大会的待上会议题中。',
    failed: '没有提交',
  });
  const ask = () =>
    void modal.confirm({
      title: `把 ${version} 提交会员大会`,
      content: '提交后成为会员大会的议题，会议决议之前内容不能再改。',
      okText: '提交会员大会',
      cancelText: '再看看',
      onOk: () => submit.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" loading={submit.isPending} onClick={ask}>
      提交会员大会…
    </Button>
  );
}

function WithdrawalDialog({ what, version, renews, withdraw, onClose }: Pick<DraftActsProps, 'what' | 'version' | 'renews' | 'withdraw'> & { onClose: () => void }) {
  const send = useAct({
    about: version,
    send: (reason: string, idempotencyKey) => withdraw(reason, idempotencyKey),
    renews,
    done: `已撤回 ${version}。`,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`撤回${what}草稿 ${version}`}
      okText="确认撤回"
      label="原因"
      hint="记入审计日志"
      usualReasons={['另起草新的版本', '需要重新征求意见', '误建']}
      sending={send}
      failed="没有撤回"
      onSend={(reason) => send.mutate(reason)}
      onClose={onClose}
    >
      <AlertLine tone="warn">撤回后不能恢复；已经提交会员大会的，议题一并撤回。</AlertLine>
    </ReasonDialog>
  );
}
