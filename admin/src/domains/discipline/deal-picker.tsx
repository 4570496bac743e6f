import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { call, sentenceOf } from '../../api';
import { Field } from '../../components/field';
import type { DealSummary } from '../transactions/deal';
import { dealQuery } from '../transactions/queries';

interface DealPickerProps {
  value: string;
  problem: string | undefined;
  onChange: (id: string) => void;
}

const typingPauseMs = 250;
const optionOf = ({ id, serial, plate, marketName, agentName }: Pick<DealSummary, 'id' | 'serial' | 'plate' | 'marketName' | 'agentName'>) => ({
  value: id,
  label: `${serial}　${plate}　${marketName}　${agentName}`,
});

/** Chooses the deal that a violation is about, by serial, plate or VIN; it may be about none. */
export function DealPicker({ value, problem, onChange }: DealPickerProps) {
  const [sought, setSought] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const pause = setTimeout(() => setQ(sought.trim().slice(0, 40)), typingPauseMs);
    return () => clearTimeout(pause);
  }, [sought]);
  const found = useQuery({
    queryKey: ['transactions', 'picker', q],
    queryFn: ({ signal }) => call('GET /transactions', { query: { q, state: 'completed', limit: 20 }, signal }),
    placeholderData: keepPreviousData,
    enabled: q !== '',
  });
  const chosen = useQuery({ ...dealQuery(value), enabled: value !== '' });
  const options = q === '' ? [] : (found.data?.items.map(optionOf) ?? []);
  const shown = chosen.data && !options.some((one) => one.value === value) ? [optionOf(chosen.data), ...options] : options;
  const isNamed = shown.some((one) => one.value === value);
  return (
    <Field
      label="涉及的交易"
      hint="可以不选；选了以后当事人能看到是哪一笔"
      error={problem ?? (found.isError ? sentenceOf(found.error) : undefined)}
    >
      <Select
        allowClear
        placeholder={value && !isNamed ? '正在读取…' : '输入流水号、车牌或车架号查找'}
        value={isNamed ? value : null}
        showSearch={{ filterOption: false, searchValue: sought, onSearch: setSought }}
        loading={found.isFetching}
        notFoundContent={q === '' ? '请输入流水号、车牌或车架号' : found.isFetching ? '正在查找…' : '没有找到已完成的交易。'}
        options={shown}
        onChange={(id?: string) => onChange(id ?? '')}
      />
    </Field>
  );
}
