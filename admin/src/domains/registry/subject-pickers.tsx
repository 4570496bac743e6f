import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { certificateStates, companyStates } from '@yongche/contract/vocabulary';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { call, sentenceOf } from '../../api';
import { Field } from '../../components/field';
import { marketsQuery } from '../../components/markets-query';
import { certificateQuery, companyQuery } from './queries';
import { registerKey, type CertificateSummary, type CompanySummary } from './register';

interface PickerProps {
  /** Id of what is chosen, or empty. */
  value: string;
  problem: string | undefined;
  onChange: (id: string) => void;
}

interface Option {
  value: string;
  label: string;
}

/** As many as one looks through; who does not find it types more. */
const limit = 20;
const typingPauseMs = 250;

/** Chooses a company by name, number or code. */
export function CompanyPicker(props: PickerProps) {
  const chosen = useQuery({ ...companyQuery(props.value), enabled: props.value !== '' });
  return (
    <SearchPicker
      {...props}
      label="企业"
      placeholder="输入名称、备案号或信用代码查找"
      nothing="没有找到在册的企业，请换几个字再试。"
      list="companies"
      load={(q, signal) => call('GET /companies', { query: { ...(q && { q }), limit }, signal })}
      chosen={chosen.data}
      labelOf={({ name, number, state }: CompanySummary) => `${name}　${number}${state === 'in_force' ? '' : `（${companyStates[state]}）`}`}
    />
  );
}

/** Chooses a certificate by its number or company; the holder is masked. */
export function CertificatePicker(props: PickerProps) {
  const chosen = useQuery({ ...certificateQuery(props.value), enabled: props.value !== '' });
  return (
    <SearchPicker
      {...props}
      label="代理证"
      placeholder="输入证号或企业名称查找"
      nothing="没有找到未注销的代理证，请换证号或企业名称再试。"
      list="certificates"
      load={(q, signal) => call('GET /certificates', { query: { ...(q && { q }), limit }, signal })}
      chosen={chosen.data}
      labelOf={({ number, holderName, companyName, state }: CertificateSummary) =>
        `${number}　${holderName}　${companyName}${state === 'in_force' ? '' : `（${certificateStates[state]}）`}`
      }
    />
  );
}

/** Chooses one of the terminals that the post may see. */
export function TerminalPicker({ value, problem, onChange }: PickerProps) {
  const terminals = useQuery({
    queryKey: [registerKey, 'terminals', {}],
    queryFn: ({ signal }) => call('GET /terminals', { query: {}, signal }),
  });
  const options = terminals.data?.items
    .filter(({ state }) => state !== 'closed')
    .map(({ id, number, name, marketName }) => ({ value: id, label: `${name}　${number}　${marketName}` }));
  return (
    <ListPicker
      label="固定端"
      value={value}
      problem={problem ?? (terminals.isError ? sentenceOf(terminals.error) : undefined)}
      options={options}
      onChange={onChange}
    />
  );
}

/** Chooses a market; `isOptional` where it may be none. */
export function MarketPicker({ value, problem, onChange, isOptional = false }: PickerProps & { isOptional?: boolean }) {
  const markets = useQuery(marketsQuery);
  return (
    <ListPicker
      label={isOptional ? '所办市场（没有则不选）' : '市场'}
      isOptional={isOptional}
      value={value}
      problem={problem ?? (markets.isError ? sentenceOf(markets.error) : undefined)}
      options={markets.data?.markets.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}

interface SearchPickerProps<Row> extends PickerProps {
  label: string;
  placeholder: string;
  nothing: string;
  /** Names the list in the key of its query. */
  list: string;
  load: (q: string, signal: AbortSignal) => Promise<{ items: Row[] }>;
  chosen: Row | undefined;
  labelOf: (row: Row) => string;
}

function SearchPicker<Row extends { id: string; state: string }>(props: SearchPickerProps<Row>) {
  const { label, placeholder, nothing, list, load, chosen, labelOf, value, problem, onChange } = props;
  const [sought, q, setSought] = usePausedEntry();
  const found = useQuery({
    queryKey: [registerKey, list, 'picker', q],
    queryFn: ({ signal }) => load(q, signal),
    placeholderData: keepPreviousData,
  });
  const optionOf = (row: Row): Option => ({ value: row.id, label: labelOf(row) });
  const options = found.data?.items.filter(({ state }) => state !== 'cancelled').map(optionOf) ?? [];
  // What is chosen keeps its name also where the search no longer finds it.
  const shown = chosen && !options.some((one) => one.value === chosen.id) && sought === '' ? [optionOf(chosen), ...options] : options;
  const isNamed = shown.some((one) => one.value === value);
  return (
    <Field label={label} error={problem ?? (found.isError ? sentenceOf(found.error) : undefined)}>
      <Select
        allowClear
        placeholder={value && !isNamed ? '正在读取…' : placeholder}
        value={isNamed ? value : null}
        showSearch={{ filterOption: false, searchValue: sought, onSearch: setSought }}
        loading={found.isFetching}
        notFoundContent={found.isFetching ? '正在查找…' : nothing}
        options={shown}
        onChange={(id) => onChange(id ?? '')}
      />
    </Field>
  );
}

function ListPicker({ label, value, problem, options, onChange, isOptional = false }: PickerProps & { label: string; options: Option[] | undefined; isOptional?: boolean }) {
  return (
    <Field label={label} error={problem}>
      <Select
        allowClear={isOptional}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={options ? '请选择' : '正在读取…'}
        value={options?.some((one) => one.value === value) ? value : null}
        options={options ?? []}
        onChange={(id) => onChange(id ?? '')}
      />
    </Field>
  );
}

/** What is typed, and what is searched for once the typing pauses. */
function usePausedEntry(): [entry: string, sought: string, setEntry: (entry: string) => void] {
  const [entry, setEntry] = useState('');
  const [sought, setSought] = useState('');
  useEffect(() => {
    const pause = setTimeout(() => setSought(entry.trim().slice(0, 50)), typingPauseMs);
    return () => clearTimeout(pause);
  }, [entry]);
  return [entry, sought, setEntry];
}
