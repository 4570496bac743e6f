import { useMutation } from '@tanstack/react-query';
import { staffRoles } from '@yongche/contract/vocabulary';
import { Modal, Select } from 'antd';
import { useState } from 'react';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Facts } from '../../components/facts';
import { Field } from '../../components/field';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { PositionFields } from './position-fields';
import type { StaffRecord } from './queries';
import { problemOf } from './sentence';
import { askedActs, doAct, isOfMarket, type AskedAct, type Position, type ShownPassword, type StaffRole } from './staff-acts';
import styles from './staff-page.module.css';

interface ActDialogProps {
  staff: StaffRecord;
  act: AskedAct;
  onDone: (password: ShownPassword | undefined) => void;
  onCancel: () => void;
}

/** Says what an act means, takes its reason from the closed list, and does it. */
export function ActDialog({ staff, act, onDone, onCancel }: ActDialogProps) {
  const { button, lead, reasons, isSevere } = askedActs[act];
  const intent = useIdempotencyKey();
  const [reason, setReason] = useState<string>();
  const [position, setPosition] = useState<Partial<Position>>({
    role: staff.role,
    marketId: staff.market?.id,
    endsOn: staff.endsOn ?? undefined,
  });
  const [isChecked, setChecked] = useState(false);
  const decide = useMutation({
    mutationFn: () => {
      const decision = { staff, act, reason: reason ?? '', position: position as Position };
      return doAct({ ...decision, idempotencyKey: intent.keyFor([act, staff.id, reason, position]) });
    },
    onSuccess: onDone,
    onSettled: (_, error) => intent.settle(error),
  });
  const marketProblem = isOfMarket(position.role) && !position.marketId ? '请选择所在市场' : undefined;
  const reasonProblem = reasons && !reason ? '请选择原因' : undefined;
  const submit = () => {
    setChecked(true);
    if (!reasonProblem && !(act === 'change_role' && marketProblem)) decide.mutate();
  };
  return (
    <Modal
      open
      title={`${button}：${staff.name}（${staff.username}）`}
      okText={button}
      okButtonProps={{ danger: isSevere }}
      confirmLoading={decide.isPending}
      onOk={submit}
      onCancel={onCancel}
    >
      <form className={styles.dialog} onSubmit={(event) => event.preventDefault()}>
        <p className={styles.lead}>{lead}</p>
        {act === 'confirm' && (
          <Facts
            isBoxed
            facts={[
              ['岗位', staffRoles[staff.role]],
              ['市场', staff.market?.name],
              ['到期日', staff.endsOn],
              ['经办人', staff.proposedBy ?? '—'],
            ]}
          />
        )}
        {act === 'change_role' && (
          <PositionFields
            position={position}
            roles={Object.keys(staffRoles) as StaffRole[]}
            problems={{ marketId: (isChecked ? marketProblem : undefined) ?? problemOf(decide.error, 'marketId'), endsOn: problemOf(decide.error, 'endsOn') }}
            onChange={setPosition}
          />
        )}
        {reasons && (
          <Field label="原因" error={isChecked ? reasonProblem : undefined}>
            <Select
              value={reason}
              placeholder="请选择"
              options={Object.entries(reasons).map(([value, label]) => ({ value, label }))}
              onChange={setReason}
            />
          </Field>
        )}
        {decide.isError && <AlertLine tone="bad">没有办成：{sentenceOf(decide.error)}</AlertLine>}
      </form>
    </Modal>
  );
}
