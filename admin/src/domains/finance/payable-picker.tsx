import { useQuery } from '@tanstack/react-query';
import { Select, type SelectProps } from 'antd';
import { sentenceOf } from '../../api';
import { yuanOf } from '../../components/money';
import { bothFunds, type Fund, type Receivables } from './finance';
import { receivablesQuery } from './queries';

/** A due or bill that is not paid in full. */
export interface OpenPayable {
  kind: 'due' | 'bill';
  id: string;
  fund: Fund;
  partyName: string;
  title: string;
  outstandingFen: number;
}

/** The dues and bills that are owed, by who owes them. */
export const payablesIn = (fund: Fund, { items }: Pick<Receivables, 'items'>): OpenPayable[] =>
  items.flatMap(({ kind, partyName, documents }) => documents.map(({ id, title, outstandingFen }) => ({ kind, id, fund, partyName, title, outstandingFen })));

interface PayablePickerProps extends Pick<SelectProps, 'id' | 'status' | 'aria-describedby' | 'aria-invalid'> {
  /** One fund only; both where it is left out. */
  fund?: Fund;
  value: OpenPayable | undefined;
  onChange: (payable: OpenPayable | undefined) => void;
}

/** Names one of the dues and bills that are owed; what is typed looks through payer and title. */
export function PayablePicker({ fund, value, onChange, ...field }: PayablePickerProps) {
  const wanted = fund ? [fund] : bothFunds;
  const queries = [useQuery({ ...receivablesQuery('service_fee'), enabled: wanted.includes('service_fee') }), useQuery({ ...receivablesQuery('dues'), enabled: wanted.includes('dues') })];
  const payables = bothFunds.flatMap((one, at) => (wanted.includes(one) && queries[at]!.data ? payablesIn(one, queries[at]!.data) : []));
  const failed = queries.find(({ isError }) => isError);
  return (
    <Select
      {...field}
      autoFocus
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="输入付款方名称中的几个字"
      loading={queries.some(({ isLoading }) => isLoading)}
      notFoundContent={failed ? `没有读到：${sentenceOf(failed.error)}` : '没有符合的未缴款'}
      value={value?.id ?? null}
      options={payables.map(({ id, partyName, title, outstandingFen }) => ({ value: id, label: `${partyName}　${title}　未付 ${yuanOf(outstandingFen)}` }))}
      onChange={(id: string | null | undefined) => onChange(payables.find((one) => one.id === id))}
    />
  );
}
