import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { bulletinsKey, type Sending } from './bulletins';

const renews = [[bulletinsKey]];

interface SendingButtonProps {
  sending: Sending;
  label: string;
}

/** Says that it stands in the group; the words are kept with the sending. */
export function ConfirmButton({ sending: { id }, label, note }: SendingButtonProps & { note: string }) {
  const confirm = useAct({
    about: `confirm ${id}`,
    send: (_: void, idempotencyKey) => call('POST /bulletin-sendings/:id/confirmation', { params: { id }, body: { sent: true, note }, idempotencyKey }),
    renews,
    done: '已记下：发出了。',
    failed: '没有记下',
  });
  return (
    <Button type="primary" loading={confirm.isPending} onClick={() => confirm.mutate()}>
      {label}
    </Button>
  );
}

/** Says that it does not stand in the group, and why. */
export function NotSentButton({ sending, label }: SendingButtonProps) {
  const { id, destinationName, state } = sending;
  const [isAsking, setAsking] = useState(false);
  const deny = useAct({
    about: `deny ${id}`,
    send: (note: string, idempotencyKey) => call('POST /bulletin-sendings/:id/confirmation', { params: { id }, body: { sent: false, note }, idempotencyKey }),
    renews,
    done: '已记下：没有发出。',
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{label}</Button>
      {isAsking && (
        <ReasonDialog
          title={`没有发出　${destinationName}`}
          okText="记下"
          label="说明"
          hint="与这次发送一起留存，之后可以重新发送"
          usualReasons={state === 'unknown' ? ['看过群，里面没有', '机器人已被移出群'] : ['改用其他方式发', '发现有误，先不发', '群暂时不能发言']}
          sending={deny}
          failed="没有记下"
          onSend={(note) => deny.mutate(note)}
          onClose={() => setAsking(false)}
        >
          <p>{state === 'unknown' ? '请先到群里看一下：确实没有，再记下没有发出。' : '记下以后，这次发送算作没有发出。'}</p>
        </ReasonDialog>
      )}
    </>
  );
}

/** 重新发送 what has not come out; what the group has of it already is not sent again. */
export function RetryButton({ sending: { id, destinationName }, isPrimary = false }: { sending: Sending; isPrimary?: boolean }) {
  const retry = useAct({
    about: `retry ${id}`,
    send: (_: void, idempotencyKey) => call('POST /bulletin-sendings/:id/retry', { params: { id }, idempotencyKey }),
    renews,
    failed: '没有重新发送',
  });
  return (
    <Button type={isPrimary ? 'primary' : 'default'} loading={retry.isPending} onClick={() => retry.mutate()}>
      重新发送
      <span className="visually-hidden">到{destinationName}</span>
    </Button>
  );
}
