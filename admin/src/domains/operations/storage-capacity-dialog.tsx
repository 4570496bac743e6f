import { InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { bytesOf } from './monitoring-wording';
import { capacityEntry, shareOf } from './storage-wording';
import { spaceKey } from './storage';
import styles from './storage.module.css';

const units = { GB: 1e9, TB: 1e12 };

interface CapacityDialogProps {
  capacityBytes: number | null;
  usedBytes: number;
  onClose: () => void;
}

/** 设置容量: how large the store is that was rented or built in; the alarms follow from it. */
export function CapacityDialog({ capacityBytes, usedBytes, onClose }: CapacityDialogProps) {
  const former = capacityBytes === null ? { amount: null, unit: 'TB' as const } : capacityEntry(capacityBytes);
  const [amount, setAmount] = useState<number | null>(former.amount);
  const [unit, setUnit] = useState<keyof typeof units>(former.unit);
  const bytes = amount ? Math.round(amount * units[unit]) : undefined;
  const set = useAct({
    about: 'storage capacity',
    send: (body: { capacityBytes: number }) => call('PUT /storage-space/capacity', { body }),
    renews: [spaceKey],
    done: '容量已设置，告警线以它为准。',
    onDone: onClose,
  });
  const fieldError = set.error instanceof ApiError ? set.error.fields.find(({ field }) => field === 'capacityBytes')?.message : undefined;
  const send = () => bytes !== undefined && !set.isPending && set.mutate({ capacityBytes: bytes });
  return (
    <Modal open title="设置存储容量" okText="设置" cancelText="取消" okButtonProps={{ disabled: bytes === undefined }} confirmLoading={set.isPending} onOk={send} onCancel={onClose}>
      <div className={styles.form}>
        <div className={styles.capacity}>
          <Field label="容量" hint={`现在已用 ${bytesOf(usedBytes)}`} error={fieldError}>
            <InputNumber autoFocus min={0} value={amount} style={{ width: '100%' }} onChange={setAmount} onPressEnter={send} />
          </Field>
          <Field label="单位">
            <Select value={unit} options={Object.keys(units).map((value) => ({ value, label: value }))} onChange={setUnit} />
          </Field>
        </div>
        <AlertLine tone={bytes && usedBytes / bytes >= 0.7 ? 'warn' : 'info'}>
          这里填写所租或所装的存储有多大，不会真的扩容。{bytes && `照此已用${shareOf((usedBytes / bytes) * 10_000)}，`}用到70%、85%、95%时告警。
        </AlertLine>
        {set.isError && <AlertLine tone="bad">没有设置：{sentenceOf(set.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
