import { DatePicker, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { MarketPicker } from '../registry/subject-pickers';
import { billingKey, type ContractInput, type ServiceContract } from './billing';
import { endMeans } from './billing-wording';
import styles from './billing.module.css';

const today = () => dayjs().format('YYYY-MM-DD');

/** 登记服务合同 with a market. */
export function ContractDialog({ onClose }: { onClose: () => void }) {
  const [marketId, setMarketId] = useState('');
  const [number, setNumber] = useState('');
  const [signedOn, setSignedOn] = useState(today);
  const [fromOn, setFromOn] = useState(today);
  const [toOn, setToOn] = useState<string | null>(null);
  const recording = useAct({
    about: 'contract',
    send: (body: ContractInput, idempotencyKey) => call('POST /service-contracts', { body, idempotencyKey }),
    renews: [[billingKey]],
    done: '合同已登记。',
    onDone: onClose,
  });
  const isComplete = marketId !== '' && number.trim() !== '';
  return (
    <Modal
      open
      title="登记服务合同"
      okText="登记"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={recording.isPending}
      onOk={() => isComplete && recording.mutate({ marketId, number: number.trim(), signedOn, fromOn, toOn })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <MarketPicker value={marketId} problem={problemOf(recording.error, 'marketId')} onChange={setMarketId} />
        <Field label="合同编号" hint="纸质合同上的编号" error={problemOf(recording.error, 'number')}>
          <Input maxLength={40} spellCheck={false} autoComplete="off" value={number} onChange={(event) => setNumber(event.target.value)} />
        </Field>
        <Field label="签订日期" error={problemOf(recording.error, 'signedOn')}>
          <DatePicker allowClear={false} value={dayjs(signedOn)} disabledDate={(day) => day.isAfter(dayjs(), 'day')} onChange={(day) => day && setSignedOn(day.format('YYYY-MM-DD'))} />
        </Field>
        <Field label="起始日期" error={problemOf(recording.error, 'fromOn')}>
          <DatePicker allowClear={false} value={dayjs(fromOn)} onChange={(day) => day && setFromOn(day.format('YYYY-MM-DD'))} />
        </Field>
        <Field label="终止日期" hint="合同没有写明的，留空" error={problemOf(recording.error, 'toOn')}>
          <DatePicker
            placeholder="没有终止日"
            value={toOn ? dayjs(toOn) : null}
            disabledDate={(day) => day.isBefore(dayjs(fromOn), 'day')}
            onChange={(day) => setToOn(day?.format('YYYY-MM-DD') ?? null)}
          />
        </Field>
        {recording.isError && <AlertLine tone="bad">没有登记：{sentenceOf(recording.error)}</AlertLine>}
      </div>
    </Modal>
  );
}

/** 终止服务合同: its last day, and why. */
export function EndDialog({ contract, onClose }: { contract: ServiceContract; onClose: () => void }) {
  const { id, marketName, number, fromOn, toOn: former } = contract;
  // A contract that is still to begin ends with its first day at the earliest.
  const [toOn, setToOn] = useState(() => [today(), fromOn].sort().at(-1)!);
  const [reason, setReason] = useState('');
  const ending = useAct({
    about: id,
    send: (body: { toOn: string; reason: string }, idempotencyKey) => call('POST /service-contracts/:id/end', { params: { id }, body, idempotencyKey }),
    renews: [[billingKey]],
    done: `合同 ${number} 的终止日期已登记。`,
    onDone: onClose,
  });
  const isComplete = reason.trim() !== '';
  return (
    <Modal
      open
      title={`终止服务合同　${marketName}`}
      okText="确认终止"
      cancelText="再看看"
      okButtonProps={{ danger: true, disabled: !isComplete }}
      confirmLoading={ending.isPending}
      onOk={() => isComplete && ending.mutate({ toOn, reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="终止日期" hint="合同的最后一天" error={problemOf(ending.error, 'toOn')}>
          <DatePicker
            allowClear={false}
            value={dayjs(toOn)}
            disabledDate={(day) => day.isBefore(dayjs(fromOn), 'day') || (former !== null && day.isAfter(dayjs(former), 'day'))}
            onChange={(day) => day && setToOn(day.format('YYYY-MM-DD'))}
          />
        </Field>
        <Field label="原因" hint="记入审计日志" error={problemOf(ending.error, 'reason')}>
          <Input autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <AlertLine tone="warn">{endMeans(toOn)}停不停止服务由合同约定，系统不会因欠费或没有合同而中断过户核对。</AlertLine>
        {ending.isError && <AlertLine tone="bad">没有终止：{sentenceOf(ending.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
