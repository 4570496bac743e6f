import { Button, Modal } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { useAct } from '../../components/use-act';
import { SpeedField, speedIn } from './storage-speed-field';
import { movesKey } from './storage';
import styles from './storage.module.css';

interface Stores {
  from: string;
  to: string;
}

/** 开始搬迁, with what follows from it. */
export function StartMoveButton(stores: Stores) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        开始搬迁…
      </Button>
      {isAsking && <StartDialog {...stores} onClose={() => setAsking(false)} />}
    </>
  );
}

function StartDialog({ from, to, onClose }: Stores & { onClose: () => void }) {
  const [speed, setSpeed] = useState(() => speedIn(speedIn(null).entered));
  const start = useAct({
    about: 'move',
    send: (body: { bytesPerSecond: number | null }, idempotencyKey) => call('POST /storage-moves', { body, idempotencyKey }),
    renews: [movesKey],
    done: '搬迁已开始，业务不停。',
    onDone: onClose,
  });
  return (
    <Modal open title="开始搬迁" okText="开始搬迁" cancelText="取消" confirmLoading={start.isPending} onOk={() => start.mutate({ bytesPerSecond: speed.bytesPerSecond })} onCancel={onClose}>
      <div className={styles.form}>
        <p>
          从 <b>{from}</b> 搬到 <b>{to}</b>
        </p>
        <SpeedField speed={speed} onChange={setSpeed} />
        <AlertLine tone="info">此后新照片同时写入两边，旧照片在后台复制并逐个核对。读取仍用原来的存储，业务不停；切换之前随时可以取消。</AlertLine>
        {start.isError && <AlertLine tone="bad">没有开始：{sentenceOf(start.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
