import { memberPositions, membershipChangeKinds } from '@yongche/contract/vocabulary';
import { Modal } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { useAct } from '../../components/use-act';
import { governanceKey } from '../governance/governance';
import { ChangeFields, PositionField } from './change-fields';
import { type ChangeInput, type ChangeKind, type MemberFile, membersKey, type Position } from './member';
import { proposalMeans } from './member-wording';
import styles from './members.module.css';

interface ChangeDialogProps {
  member: Pick<MemberFile, 'id' | 'name' | 'position' | 'market'>;
  kind: Exclude<ChangeKind, 'join'>;
  onClose: () => void;
}

/** 退会, 暂停, 恢复 or 职务调整, as it is put before the chairs. */
export function ChangeDialog({ member, kind, onClose }: ChangeDialogProps) {
  const [position, setPosition] = useState<Position>();
  const [effectiveOn, setEffectiveOn] = useState(() => dayjs().format('YYYY-MM-DD'));
  const [reason, setReason] = useState('');
  const name = membershipChangeKinds[kind];
  const propose = useAct({
    about: `${kind} ${member.id}`,
    send: (body: ChangeInput, idempotencyKey) => call('POST /membership-changes', { body, idempotencyKey }),
    renews: [[membersKey], [governanceKey]],
    done: `${name}已提出，列在会长例会的待上会议题中。`,
    onDone: onClose,
  });
  const isMoving = kind === 'change_position';
  const isSame = isMoving && position === member.position;
  const isComplete = reason.trim() !== '' && (!isMoving || (position !== undefined && !isSame));
  const send = () => {
    if (isComplete) propose.mutate({ kind, memberId: member.id, effectiveOn, reason: reason.trim(), ...(isMoving && position && { position }) });
  };
  return (
    <Modal
      open
      title={`提出${name}　${member.name}`}
      okText="提出"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={propose.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <div className={styles.form}>
        {isMoving && <PositionField autoFocus value={position} error={propose.error} onChange={setPosition} />}
        {isSame && <AlertLine tone="warn">现在就是{memberPositions[member.position]}，请选择别的职务。</AlertLine>}
        <ChangeFields autoFocus={!isMoving} effectiveOn={effectiveOn} reason={reason} error={propose.error} onEffectiveOn={setEffectiveOn} onReason={setReason} />
        <AlertLine tone="info">{proposalMeans(kind, member.market?.name)}</AlertLine>
        {propose.isError && <AlertLine tone="bad">没有提出：{sentenceOf(propose.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
