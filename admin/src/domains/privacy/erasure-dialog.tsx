import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Facts } from '../../components/facts';
import { Field } from '../../components/field';
import { minuteOf } from '../../components/moments';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { useStaff } from '../../session';
import { askerOf, consequence, type Erasure, erasuresKey, mayDecideErasure, refusalOf } from './erasure';
import styles from './privacy-page.module.css';

interface ErasureDialogProps {
  erasure: Erasure;
  onClose: () => void;
}

/** One request for erasure in full, and where it is open, the security officer's decision. */
export function ErasureDialog({ erasure, onClose }: ErasureDialogProps) {
  const mayDecide = mayDecideErasure(useStaff().role) && erasure.state === 'requested';
  return (
    <Modal open title={`删除申请：${erasure.personName}`} footer={null} onCancel={onClose}>
      <div className={styles.dialog}>
        <Facts
          isBoxed
          facts={[
            ['提出', `${askerOf(erasure)}　${minuteOf(erasure.requestedAt)}`],
            ['理由', erasure.reason],
            ['审批', erasure.decidedAt && [erasure.decidedBy, minuteOf(erasure.decidedAt), erasure.note].filter(Boolean).join('　')],
          ]}
        />
        {mayDecide && <Decision erasure={erasure} onDone={onClose} />}
        {erasure.state === 'requested' && !mayDecide && <AlertLine tone="info">等待安全管理员审批；提出人不能审批自己的申请。</AlertLine>}
      </div>
    </Modal>
  );
}

function Decision({ erasure: { id }, onDone }: { erasure: Erasure; onDone: () => void }) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const [isCertain, setCertain] = useState(false);
  const decide = useMutation({
    mutationFn: (approved: boolean) => {
      const body = { approved, ...(note.trim() && { note: note.trim() }) };
      return call('POST /erasures/:id/decision', { params: { id }, body, idempotencyKey: intent.keyFor([id, body]) });
    },
    onSuccess: (_, approved) => {
      void message.success(approved ? '已删除，该人的密钥已销毁' : '已否决');
      onDone();
    },
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: erasuresKey });
    },
  });
  return (
    <>
      <AlertLine tone="warn">{consequence}</AlertLine>
      <Field label="审批意见" hint="否决时请写明原因">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Checkbox checked={isCertain} onChange={(event) => setCertain(event.target.checked)}>
        我已核实理由，知道删除后不能恢复
      </Checkbox>
      {decide.isError && <AlertLine tone="bad">{refusalOf(decide.error)}</AlertLine>}
      <div className={styles.buttons}>
        <Button disabled={decide.isPending || note.trim() === ''} loading={decide.isPending && !decide.variables} onClick={() => decide.mutate(false)}>
          否决
        </Button>
        <Button type="primary" danger disabled={!isCertain} loading={decide.isPending && decide.variables} onClick={() => decide.mutate(true)}>
          批准并删除
        </Button>
      </div>
    </>
  );
}
