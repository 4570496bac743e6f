import { Button, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { call, download, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { PdfButton } from '../../components/pdf-button';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { type Attendance, governanceKey, type Meeting } from './governance';
import styles from './meeting.module.css';

const renews = [[governanceKey]];

/** What may be done with a meeting as it stands; its papers for everybody who may read it. */
export function MeetingActs({ meeting }: { meeting: Meeting }) {
  const { id, number, title, may } = meeting;
  const [asking, setAsking] = useState<'opening' | 'cancellation'>();
  const close = () => setAsking(undefined);
  return (
    <div className={`${styles.acts} no-print`}>
      {may.cancel && (
        <Button danger onClick={() => setAsking('cancellation')}>
          取消会议…
        </Button>
      )}
      <Button onClick={() => window.print()}>打印本页</Button>
      <PdfButton name={`会议材料-${number}`} load={() => download('GET /meetings/:id/agenda.pdf', { params: { id } })}>
        会议材料
      </PdfButton>
      {may.open && (
        <Button type="primary" onClick={() => setAsking('opening')}>
          会议召开…
        </Button>
      )}
      {asking === 'opening' && <OpeningDialog id={id} title={title} onClose={close} />}
      {asking === 'cancellation' && <CancellationDialog id={id} title={title} onClose={close} />}
    </div>
  );
}

interface DialogProps {
  id: string;
  title: string;
  onClose: () => void;
}

/** 会议召开: who was there; from now on resolutions can be recorded, and the agenda stays. */
function OpeningDialog({ id, title, onClose }: DialogProps) {
  const [entitled, setEntitled] = useState<number | null>(null);
  const [present, setPresent] = useState<number | null>(null);
  const [guests, setGuests] = useState('');
  const open = useAct({
    about: id,
    send: (body: Attendance, idempotencyKey) => call('POST /meetings/:id/opening', { params: { id }, body, idempotencyKey }),
    renews,
    done: '会议已召开，可以逐项记录决议。',
    onDone: onClose,
  });
  const tooMany = entitled !== null && present !== null && present > entitled ? '实到人数不能多于应到人数' : undefined;
  const isComplete = entitled !== null && present !== null && !tooMany;
  return (
    <Modal
      open
      title={`会议召开　${title}`}
      okText="开始记录决议"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={open.isPending}
      onOk={() => isComplete && open.mutate({ entitled, present, guests: guests.trim() })}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <div className={styles.pair}>
          <Field label="应到（有表决权）" error={problemOf(open.error, 'entitled')}>
            <InputNumber autoFocus min={1} max={5000} precision={0} suffix="人" value={entitled} onChange={setEntitled} />
          </Field>
          <Field label="实到" error={problemOf(open.error, 'present') ?? tooMany}>
            <InputNumber min={1} max={5000} precision={0} suffix="人" value={present} onChange={setPresent} />
          </Field>
        </div>
        <Field label="列席" hint="没有表决权的人，可以不填" error={problemOf(open.error, 'guests')}>
          <Input maxLength={300} value={guests} onChange={(event) => setGuests(event.target.value)} />
        </Field>
        <AlertLine tone="info">召开以后议程不能再改；每项的票数合计必须等于实到人数。</AlertLine>
        {open.isError && <AlertLine tone="bad">没有办成：{sentenceOf(open.error)}</AlertLine>}
      </div>
    </Modal>
  );
}

function CancellationDialog({ id, title, onClose }: DialogProps) {
  const cancel = useAct({
    about: id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /meetings/:id/cancellation', { params: { id }, body, idempotencyKey }),
    renews,
    done: '会议已取消，议题退回待上会。',
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`取消会议　${title}`}
      okText="确认取消"
      label="原因"
      hint="记入审计日志"
      usualReasons={['改期召开', '到会人数不足', '没有需要讨论的议题']}
      sending={cancel}
      failed="没有取消"
      onSend={(reason) => cancel.mutate({ reason })}
      onClose={onClose}
    >
      <p>取消后不能恢复，列在议程里的议题退回待上会。改期请取消后重新筹备。</p>
    </ReasonDialog>
  );
}
