import { memberPositions } from '@yongche/contract/vocabulary';
import { DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { Field } from '../../components/field';
import { problemOf } from '../identity/sentence';
import type { Position } from './member';

interface PositionFieldProps {
  value: Position | undefined;
  error: unknown;
  /** Where it is the first thing to be filled in. */
  autoFocus?: boolean;
  onChange: (position: Position) => void;
}

/** 会员职务: which decides the tier of the due. */
export function PositionField({ value, error, autoFocus = false, onChange }: PositionFieldProps) {
  return (
    <Field label="会员职务" hint="决定会费的档次" error={problemOf(error, 'position')}>
      <Select
        autoFocus={autoFocus}
        placeholder="请选择"
        value={value ?? null}
        options={Object.entries(memberPositions).map(([position, label]) => ({ value: position as Position, label }))}
        onChange={(position) => position && onChange(position)}
      />
    </Field>
  );
}

interface ChangeFieldsProps {
  effectiveOn: string;
  reason: string;
  error: unknown;
  /** Whether the reason is all that is left to be filled in. */
  autoFocus?: boolean;
  onEffectiveOn: (day: string) => void;
  onReason: (reason: string) => void;
}

/** 生效日 and 事由, which every change of membership has. */
export function ChangeFields({ effectiveOn, reason, error, autoFocus = false, onEffectiveOn, onReason }: ChangeFieldsProps) {
  return (
    <>
      <Field label="生效日" hint="从这一天起按新的会籍计算" error={problemOf(error, 'effectiveOn')}>
        <DatePicker allowClear={false} value={dayjs(effectiveOn)} onChange={(day) => day && onEffectiveOn(day.format('YYYY-MM-DD'))} />
      </Field>
      <Field label="事由" hint="供会议决定，请写明依据" error={problemOf(error, 'reason')}>
        <Input.TextArea autoFocus={autoFocus} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={300} showCount value={reason} onChange={(event) => onReason(event.target.value)} />
      </Field>
    </>
  );
}
