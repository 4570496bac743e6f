import { staffRoles, staffStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { KeywordFilter } from '../../components/keyword-filter';
import type { Changed } from '../../components/list-filters';
import { MarketFilter } from '../../components/market-filter';
import { useStaff } from '../../session';
import type { StaffFilters } from './staff-filters';

interface StaffFilterBarProps {
  filters: StaffFilters;
  onChange: (filters: Changed<StaffFilters>) => void;
}

/** Lists act at once, the name with Enter. */
export function StaffFilterBar({ filters, onChange }: StaffFilterBarProps) {
  const viewer = useStaff();
  const [q, setQ] = useState(filters.q ?? '');
  const change = (part: Changed<StaffFilters>) => onChange({ ...filters, q: q.trim(), ...part });
  return (
    <FilterBar onSubmit={() => change({})}>
      <KeywordFilter label="姓名或用户名" value={q} onChange={setQ} onClear={() => change({ q: undefined })} />
      <ChoiceFilter label="岗位" width={176} list={staffRoles} value={filters.role} onChange={(role) => change({ role })} />
      <ChoiceFilter label="状态" width={176} list={staffStates} value={filters.state} onChange={(state) => change({ state })} />
      {viewer.market === null && <MarketFilter width={176} value={filters.marketId} onChange={(marketId) => change({ marketId })} />}
      <Button type="primary" htmlType="submit">
        查询
      </Button>
    </FilterBar>
  );
}
