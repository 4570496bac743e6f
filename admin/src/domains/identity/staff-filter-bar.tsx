import { useQuery } from '@tanstack/react-query';
import { staffRoles, staffStates } from '@yongche/contract/vocabulary';
import { Button, Input, Select } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { call } from '../../api';
import { useStaff } from '../../session';
import type { StaffFilters } from './staff-filters';
import styles from './staff-page.module.css';

interface StaffFilterBarProps {
  filters: StaffFilters;
  onChange: (filters: StaffFilters) => void;
}

/** Lists act at once, the name with Enter. */
export function StaffFilterBar({ filters, onChange }: StaffFilterBarProps) {
  const viewer = useStaff();
  const id = useId();
  const [q, setQ] = useState(filters.q ?? '');
  const markets = useQuery({
    queryKey: ['markets'],
    queryFn: ({ signal }) => call('GET /markets', { signal }),
    staleTime: 10 * 60_000,
    enabled: viewer.market === null,
  });
  const change = (part: { [Name in keyof StaffFilters]?: StaffFilters[Name] | undefined }) => onChange({ ...filters, q: q.trim(), ...part } as StaffFilters);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({});
  };
  const entries = (list: Record<string, string>) => Object.entries(list).map(([value, label]) => ({ value, label }));
  return (
    <form className={styles.filters} role="search" onSubmit={submit}>
      <div className={`${styles.filter} ${styles.keyword}`}>
        <label htmlFor={`${id}-q`}>姓名或用户名</label>
        <Input id={`${id}-q`} allowClear maxLength={50} value={q} onChange={(event) => setQ(event.target.value)} onClear={() => change({ q: undefined })} />
      </div>
      <div className={styles.filter}>
        <label htmlFor={`${id}-role`}>岗位</label>
        <Select id={`${id}-role`} allowClear placeholder="全部" value={filters.role} options={entries(staffRoles)} onChange={(role: StaffFilters['role']) => change({ role })} />
      </div>
      <div className={styles.filter}>
        <label htmlFor={`${id}-state`}>状态</label>
        <Select id={`${id}-state`} allowClear placeholder="全部" value={filters.state} options={entries(staffStates)} onChange={(state: StaffFilters['state']) => change({ state })} />
      </div>
      {viewer.market === null && (
        <div className={styles.filter}>
          <label htmlFor={`${id}-market`}>市场</label>
          <Select
            id={`${id}-market`}
            allowClear
            placeholder="全部"
            value={filters.marketId}
            options={(markets.data?.markets ?? []).map((market) => ({ value: market.id, label: market.name }))}
            onChange={(marketId: string | undefined) => change({ marketId })}
          />
        </div>
      )}
      <Button type="primary" htmlType="submit">
        查询
      </Button>
    </form>
  );
}
