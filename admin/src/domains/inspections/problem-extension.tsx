import type { QueryKey } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { ApiError, call } from '../../api';
import { Field } from '../../components/field';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import type { Problem } from './problem';
import { doneWords } from './problem-wording';

interface ProblemExtensionProps {
  problem: Problem;
  renews: QueryKey[];
  onClose: () => void;
}

/** 延长期限: to a later day than the present one, with the reason. */
export function ProblemExtension({ problem: { id, number, dueOn }, renews, onClose }: ProblemExtensionProps) {
  const [until, setUntil] = useState(() => dayjs(dueOn).add(7, 'day').format('YYYY-MM-DD'));
  const extend = useAct({
    about: id,
    send: (body: { until: string; reason: string }, idempotencyKey) => call('POST /problems/:id/extension', { params: { id }, body, idempotencyKey }),
    renews,
    done: doneWords.extended,
    onDone: onClose,
  });
  const refused = extend.error instanceof ApiError ? extend.error.fields.find(({ field }) => field === 'until')?.message : undefined;
  return (
    <ReasonDialog
      title={`延长改正期限　${number}`}
      okText="延长"
      label="原因"
      hint="代理人会看到，并记入审计日志"
      usualReasons={['当事人在外地，需要时间补拍', '车辆已转出，正在联系', '代理人请假']}
      sending={extend}
      failed="没有延长"
      onSend={(reason) => extend.mutate({ until, reason })}
      onClose={onClose}
    >
      <Field label="延长到" hint={`现在的期限是 ${dueOn}`} error={refused}>
        <DatePicker
          allowClear={false}
          value={dayjs(until)}
          disabledDate={(day) => !day.isAfter(dayjs(dueOn), 'day') || day.isBefore(dayjs(), 'day')}
          onChange={(day) => day && setUntil(day.format('YYYY-MM-DD'))}
        />
      </Field>
    </ReasonDialog>
  );
}
