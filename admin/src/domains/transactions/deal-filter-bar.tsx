import { businesses, channels, transactionStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { DaysFilter } from '../../components/days-filter';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { KeywordFilter } from '../../components/keyword-filter';
import type { Changed } from '../../components/list-filters';
import { dayOf } from '../../components/moments';
import { longestKeyword, type DealFilters } from './deal-filters';
import { normalizeEntry } from './find-deal';

interface DealFilterBarProps {
  filters: DealFilters;
  onChange: (filters: Changed<DealFilters>) => void;
}

/** The filters of 交易查询: lists and days act at once, the keyword with Enter. */
export function DealFilterBar({ filters, onChange }: DealFilterBarProps) {
  const [q, setQ] = useState(filters.q ?? '');
  const change = (part: Changed<DealFilters>) => onChange({ ...filters, q: normalizeEntry(q), ...part });
  return (
    <FilterBar onSubmit={() => change({})}>
      <KeywordFilter
        label="流水号、车牌或车架号"
        placeholder="可以只输车架号后6位"
        maxLength={longestKeyword}
        value={q}
        onChange={setQ}
        onClear={() => onChange({ ...filters, q: undefined })}
      />
      <ChoiceFilter label="状态" list={transactionStates} value={filters.state} onChange={(state) => change({ state })} />
      <ChoiceFilter label="业务" list={businesses} value={filters.business} onChange={(business) => change({ business })} />
      <ChoiceFilter label="渠道" list={channels} value={filters.channel} onChange={(channel) => change({ channel })} />
      <DaysFilter label="新建日期" from={filters.from} to={filters.to} presets={recentDays(Date.now())} onChange={change} />
      <Button type="primary" htmlType="submit">
        查询
      </Button>
      {Object.keys(filters).length > 0 && (
        <Button type="text" onClick={() => onChange({})}>
          清除条件
        </Button>
      )}
    </FilterBar>
  );
}

function recentDays(now: number): { label: string; from: string; to: string }[] {
  const back = (days: number) => dayOf(new Date(now - days * 24 * 60 * 60_000));
  return [
    { label: '今天', from: back(0), to: back(0) },
    { label: '近7天', from: back(6), to: back(0) },
    { label: '近30天', from: back(29), to: back(0) },
  ];
}
