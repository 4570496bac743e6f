import { auditActions, auditRoles, auditSubjects } from '@yongche/contract/vocabulary';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { DaysFilter } from '../../components/days-filter';
import { ChoiceFilter, Filter, FilterBar } from '../../components/filter';
import type { Changed } from '../../components/list-filters';
import { type AuditFilters, placeOf } from './audit-filters';

interface AuditFilterBarProps {
  filters: AuditFilters;
  onChange: (filters: Changed<AuditFilters>) => void;
}

const actionOptions = Object.entries(auditActions).map(([value, label]) => ({ value, label }));

/** The filters of 审计日志: lists and days act at once, what is typed with Enter. */
export function AuditFilterBar({ filters, onChange }: AuditFilterBarProps) {
  const [actor, setActor] = useState(filters.actor ?? '');
  const [place, setPlace] = useState(filters.requestId ?? filters.ip ?? '');
  const change = (part: Changed<AuditFilters>) => onChange({ ...filters, actor: actor.trim() || undefined, ...placeOf(place), ...part });
  return (
    <FilterBar onSubmit={() => change({})}>
      <Filter label="操作人">
        {(id) => (
          <Input id={id} allowClear style={{ width: 128 }} maxLength={50} placeholder="用户名或姓名" value={actor} onChange={(event) => setActor(event.target.value)} />
        )}
      </Filter>
      <Filter label="动作">
        {(id) => (
          <Select
            id={id}
            style={{ width: 156 }}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="全部，可输字查找"
            value={filters.action ?? null}
            options={actionOptions}
            onChange={(action: string | null | undefined) => change({ action: (action ?? undefined) as AuditFilters['action'] })}
          />
        )}
      </Filter>
      <ChoiceFilter label="岗位" list={auditRoles} value={filters.role} width={138} onChange={(role) => change({ role })} />
      <ChoiceFilter label="对象" list={auditSubjects} value={filters.subjectType} onChange={(subjectType) => change({ subjectType })} />
      <DaysFilter label="日期" from={filters.from} to={filters.to} onChange={change} />
      <Filter label="请求编号或 IP 地址">
        {(id) => (
          <Input id={id} allowClear style={{ width: 172 }} maxLength={45} placeholder="出错页面上的编号也可以" value={place} onChange={(event) => setPlace(event.target.value)} />
        )}
      </Filter>
      {filters.subjectId && (
        <Button type="text" onClick={() => change({ subjectId: undefined })}>
          只看一个对象 ✕
        </Button>
      )}
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
