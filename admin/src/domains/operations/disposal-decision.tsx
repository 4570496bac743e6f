import { Input, Modal } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { countOf } from '../../components/counts';
import { Facts } from '../../components/facts';
import { Field } from '../../components/field';
import { minuteOf } from '../../components/moments';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { extentOf, heldBackOf, isNumberOfDeals } from './disposal-wording';
import { disposalsKey, spaceKey, type Disposal } from './storage';
import styles from './storage.module.css';

interface DecisionProps {
  disposal: Disposal;
  onClose: () => void;
}

/** 批准到期销毁: it cannot be undone, so the number of deals is typed by whoever approves it. */
export function ApprovalDialog({ disposal, onClose }: DecisionProps) {
  const { id, deals, heldBack, completedUntil, proposedBy, proposedAt } = disposal;
  const [typed, setTyped] = useState('');
  const approve = useAct({
    about: `approve ${id}`,
    send: () => call('POST /disposals/:id/approval', { params: { id } }),
    renews: [disposalsKey, spaceKey],
    done: '已批准，在后台销毁，完成后可以下载销毁证明。',
    onDone: onClose,
  });
  const isCertain = isNumberOfDeals(typed, deals);
  const send = () => isCertain && !approve.isPending && approve.mutate();
  return (
    <Modal open title="批准到期销毁" okText="批准销毁" cancelText="取消" okButtonProps={{ danger: true, disabled: !isCertain }} confirmLoading={approve.isPending} onOk={send} onCancel={onClose}>
      <div className={styles.form}>
        <Facts
          isBoxed
          facts={[
            ['范围', `${completedUntil} 及以前完成的交易`],
            ['销毁', extentOf(disposal)],
            ['保留', heldBackOf(heldBack)],
            ['提出', `${proposedBy}　${minuteOf(proposedAt)}`],
          ]}
        />
        <AlertLine tone="warn">批准后马上开始销毁影像和当事人的个人信息，不能撤回。交易的登记和存证记录保留，仍能证明销毁了什么。</AlertLine>
        <Field label={`请输入要销毁的交易笔数 ${countOf(deals)}`} hint="输入一致才能批准">
          <Input autoFocus inputMode="numeric" autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} onPressEnter={send} />
        </Field>
        {approve.isError && <AlertLine tone="bad">没有批准：{sentenceOf(approve.error)}</AlertLine>}
      </div>
    </Modal>
  );
}

/** 不批准, with the reason for whoever proposed it. */
export function RefusalDialog({ disposal, onClose }: DecisionProps) {
  const { id, completedUntil } = disposal;
  const refuse = useAct({
    about: `refuse ${id}`,
    send: (reason: string) => call('POST /disposals/:id/refusal', { params: { id }, body: { reason } }),
    renews: [disposalsKey],
    done: '已记为不批准，什么也没有销毁。',
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title="不批准到期销毁"
      okText="不批准"
      label="理由"
      hint="提出的人看得到，记入审计日志"
      usualReasons={['有案件需要继续保存', '范围须先核实', '等年度检查以后再办']}
      sending={refuse}
      failed="没有记下"
      onSend={(reason) => refuse.mutate(reason)}
      onClose={onClose}
    >
      <p>
        {completedUntil} 及以前完成的交易：{extentOf(disposal)}
      </p>
      <p>只须保留个别还没有核查过的交易时，可以请核查员先指定核查：核查和查出的问题了结以前，那一笔不会销毁，其余照常。</p>
    </ReasonDialog>
  );
}
