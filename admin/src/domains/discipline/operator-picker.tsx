import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { call, sentenceOf } from '../../api';
import { Field } from '../../components/field';

interface OperatorPickerProps {
  value: string;
  problem: string | undefined;
  onChange: (id: string) => void;
}

/** Chooses one of the operators at work, by name or market. */
export function OperatorPicker({ value, problem, onChange }: OperatorPickerProps) {
  const operators = useQuery({ queryKey: ['operators'], queryFn: ({ signal }) => call('GET /operators', { signal }) });
  return (
    <Field label="操作员" error={problem ?? (operators.isError ? sentenceOf(operators.error) : undefined)}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={operators.isPending ? '正在读取…' : '输入姓名或市场查找'}
        value={value || null}
        options={operators.data?.items.map(({ id, name, marketName }) => ({ value: id, label: `${name}　${marketName}` })) ?? []}
        onChange={onChange}
      />
    </Field>
  );
}
