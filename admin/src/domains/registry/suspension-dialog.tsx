import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, DatePicker, Input, Modal, Select } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { registerKey } from './register';
import styles from './register-dialog.module.css';
import { suspensionConsequence, suspensionReasons, type SuspendedSubject, type SuspensionReason } from './suspension-wording';

const usualDays = [7, 15, 30];

interface DialogProps {
  subject: SuspendedSubject;
  onClose: () => void;
}

/** 暂停: until when and why; says what follows at once before it is done. */
export function SuspensionDialog({ subject, onClose }: DialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const intent = useIdempotencyKey();
  const [until, setUntil] = useState<string>();
  const [reason, setReason] = useState<SuspensionReason>();
  const [note, setNote] = useState('');
  const suspend = useMutation({
    mutationFn: (body: { until: string; reason: SuspensionReason; note: string }) =>
      call('POST /register/:subjectType/:id/suspension', {
        params: { subjectType: subject.type, id: subject.id },
        body,
        idempotencyKey: intent.keyFor([subject.id, body]),
      }),
    onSuccess: () => {
      void message.success(`${subject.name} 已${isRectification ? '转为限期整改' : '暂停'}。`);
      void client.invalidateQueries({ queryKey: [registerKey] });
      onClose();
    },
    onSettled: (_, error) => intent.settle(error),
  });
  const fieldProblem = (field: string) =>
    suspend.error instanceof ApiError ? suspend.error.fields.find((one) => one.field === field)?.message : undefined;
  const isRectification = subject.type === 'company' && reason === 'rectification';
  const isComplete = until !== undefined && reason !== undefined && note.trim() !== '';
  return (
    <Modal
      open
      title={`暂停 ${subject.name}`}
      okText="确认暂停"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: !isComplete }}
      confirmLoading={suspend.isPending}
      onOk={() => isComplete && suspend.mutate({ until, reason, note: note.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="事由" error={fieldProblem('reason')}>
          <Select
            autoFocus
            placeholder="请选择"
            value={reason ?? null}
            options={Object.entries(suspensionReasons(subject.type)).map(([value, label]) => ({ value: value as SuspensionReason, label }))}
            onChange={(chosen) => setReason(chosen ?? undefined)}
          />
        </Field>
        <Field label={isRectification ? '整改到' : '暂停到'} hint={isRectification ? '整改的最后一天' : '到这一天为止，次日自动恢复'} error={fieldProblem('until')}>
          <DatePicker
            placeholder="选择日期"
            value={until ? dayjs(until) : null}
            disabledDate={(day) => day.isBefore(dayjs(), 'day')}
            presets={usualDays.map((days) => ({ label: `${days}天`, value: dayjs().add(days, 'day') }))}
            onChange={(day) => setUntil(day?.format('YYYY-MM-DD'))}
          />
        </Field>
        <Field label="说明" hint="记入登记台账，企业负责人可以看到，请写明依据" error={fieldProblem('note')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <AlertLine tone="warn">{suspensionConsequence(subject, { until, reason })}</AlertLine>
        {suspend.isError && <AlertLine tone="bad">没有办成：{sentenceOf(suspend.error)}</AlertLine>}
      </div>
    </Modal>
  );
}

/** 提前恢复: before the term is over, with the reason in words. */
export function ResumptionDialog({ subject, onClose }: DialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const intent = useIdempotencyKey();
  const [note, setNote] = useState('');
  const resume = useMutation({
    mutationFn: (body: { note: string }) =>
      call('POST /register/:subjectType/:id/resumption', {
        params: { subjectType: subject.type, id: subject.id },
        body,
        idempotencyKey: intent.keyFor([subject.id, body]),
      }),
    onSuccess: () => {
      void message.success(`${subject.name} 已恢复。`);
      void client.invalidateQueries({ queryKey: [registerKey] });
      onClose();
    },
    onSettled: (_, error) => intent.settle(error),
  });
  return (
    <Modal
      open
      title={`提前恢复 ${subject.name}`}
      okText="确认恢复"
      cancelText="取消"
      okButtonProps={{ disabled: note.trim() === '' }}
      confirmLoading={resume.isPending}
      onOk={() => note.trim() !== '' && resume.mutate({ note: note.trim() })}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <Field label="恢复的原因" hint="记入登记台账">
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 5 }} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <AlertLine tone="info">恢复立即生效，可以重新办理业务。</AlertLine>
        {resume.isError && <AlertLine tone="bad">没有办成：{sentenceOf(resume.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
