import { Modal } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { useAct } from '../../components/use-act';
import { SpeedField, speedIn } from './storage-speed-field';
import { movesKey, type StorageMove } from './storage';
import styles from './storage.module.css';

/** 限速: how fast a move may copy from now on. */
export function SpeedDialog({ move: { id, bytesPerSecond }, onClose }: { move: StorageMove; onClose: () => void }) {
  const [speed, setSpeed] = useState(() => speedIn(bytesPerSecond));
  const limit = useAct({
    about: `speed ${id}`,
    send: (body: { bytesPerSecond: number | null }) => call('PUT /storage-moves/:id/speed', { params: { id }, body }),
    renews: [movesKey],
    done: '限速已修改，马上生效。',
    onDone: onClose,
  });
  return (
    <Modal open title="搬迁限速" okText="修改" cancelText="取消" confirmLoading={limit.isPending} onOk={() => limit.mutate({ bytesPerSecond: speed.bytesPerSecond })} onCancel={onClose}>
      <div className={styles.form}>
        <SpeedField speed={speed} onChange={setSpeed} />
        {limit.isError && <AlertLine tone="bad">没有修改：{sentenceOf(limit.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
