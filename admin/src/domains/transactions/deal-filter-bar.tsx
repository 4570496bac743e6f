import { businesses, channels, transactionStates } from '@yongche/contract/vocabulary';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import type { DealFilters } from './deal-filters';
import styles from './deals-page.module.css';
import { normalizeEntry } from './find-deal';

interface DealFilterBarProps {
  filters: DealFilters;
  onChange: (filters: DealFilters) => void;
}

/** The filters of 交易查询: lists and days act at once, the keyword with Enter. */
export function DealFilterBar({ filters, onChange }: DealFilterBarProps) {
  const [q, setQ] = useState(filters.q ?? '');
  const change = (part: Partial<DealFilters>) => onChange({ ...filters, q: normalizeEntry(q), ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({});
  };
  return (
    <form className={styles.filters} role="search" onSubmit={submit}>
      <Filter label="流水号、车牌或车架号" className={styles.keyword}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            allowClear
            maxLength={40}
            placeholder="可以只输车架号后6位"
            value={q}
            onChange={(event) => setQ(event.target.value)}
            onClear={() => onChange({ ...filters, q: undefined })}
          />
        )}
      </Filter>
      <Choice label="状态" list={transactionStates} value={filters.state} onChange={(state) => change({ state })} />
      <Choice label="业务" list={businesses} value={filters.business} onChange={(business) => change({ business })} />
      <Choice label="渠道" list={channels} value={filters.channel} onChange={(channel) => change({ channel })} />
      <Filter label="新建日期">
        {(id) => (
          <DatePicker.RangePicker
            id={{ start: id, end: `${id}-to` }}
            className={styles.days}
            allowEmpty
            placeholder={['开始日期', '结束日期']}
            value={[dayIn(filters.from), dayIn(filters.to)]}
            disabledDate={(day) => day.isAfter(dayjs(), 'day')}
            presets={recentDays()}
            onChange={(days) => change({ from: dayOf(days?.[0]), to: dayOf(days?.[1]) })}
          />
        )}
      </Filter>
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit">
          查询
        </Button>
        {Object.keys(filters).length > 0 && (
          <Button type="text" onClick={() => onChange({})}>
            清除条件
          </Button>
        )}
      </div>
    </form>
  );
}

const dayIn = (day: string | undefined) => (day ? dayjs(day) : null);
const dayOf = (day: Dayjs | null | undefined) => day?.format('YYYY-MM-DD');

function recentDays(): { label: string; value: [Dayjs, Dayjs] }[] {
  const today = dayjs();
  return [
    { label: '今天', value: [today, today] },
    { label: '近7天', value: [today.subtract(6, 'day'), today] },
    { label: '近30天', value: [today.subtract(29, 'day'), today] },
  ];
}

interface FilterProps {
  label: string;
  className?: string | undefined;
  children: (id: string) => ReactNode;
}

function Filter({ label, className = '', children }: FilterProps) {
  const id = useId();
  return (
    <div className={`${styles.filter} ${className}`}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface ChoiceProps<T extends Record<string, string>> {
  label: string;
  list: T;
  value: keyof T | undefined;
  onChange: (value: keyof T | undefined) => void;
}

function Choice<T extends Record<string, string>>({ label, list, value, onChange }: ChoiceProps<T>) {
  return (
    <Filter label={label}>
      {(id) => (
        <Select
          id={id}
          className={styles.choice}
          allowClear
          placeholder="全部"
          value={value as string | undefined}
          options={Object.entries(list).map(([key, text]) => ({ value: key, label: text }))}
          onChange={(key: string | undefined) => onChange(key)}
        />
      )}
    </Filter>
  );
}
