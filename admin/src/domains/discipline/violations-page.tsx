import { disciplineSubjects, violationStates } from '@yongche/contract/vocabulary';
import { Button, Select } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { ChoiceFilter, Filter, FilterBar } from '../../components/filter';
import { keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { useBookInForce } from './book-in-force';
import { disciplineKey } from './discipline';
import { useMay } from './rights';
import { violationColumns } from './violation-columns';

const columns = [
  violationColumns.number,
  violationColumns.what,
  violationColumns.subject,
  violationColumns.points,
  violationColumns.state,
  violationColumns.deadline,
  violationColumns.noticed,
];

const onlyAppeals = { open: '申诉中' };

function filtersOf(search: URLSearchParams) {
  const code = search.get('code') ?? '';
  return withoutEmpty({
    state: keyIn(search, 'state', violationStates),
    subjectType: keyIn(search, 'subjectType', disciplineSubjects),
    code: /^[A-Z]\d\d$/.test(code) ? code : undefined,
    appeal: keyIn(search, 'appeal', onlyAppeals),
  });
}

/** 违规处理: what was noticed, what waits for a decision, and what is under appeal. */
export default function ViolationsPage() {
  useTitle('违规处理');
  const navigate = useNavigate();
  const may = useMay();
  const { market } = useStaff();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const codes = useBookInForce().book?.content.codes;
  const violations = useRecordList([disciplineKey, 'violations', filters], (cursor, signal) =>
    call('GET /violations', { query: { ...filters, ...(cursor && { cursor }) }, signal }),
  );
  const change = (part: object) => setSearch(searchOf(filters, part));
  return (
    <div className="page">
      <PageHead title="违规处理" note={market ? `涉及${market.name}的违规` : '告知、陈述、决定、申诉'}>
        {may('POST /violations') && (
          <Button type="primary" onClick={() => void navigate('/violations/new')}>
            登记违规
          </Button>
        )}
      </PageHead>
      <FilterBar onSubmit={() => undefined}>
        <ChoiceFilter label="状态" list={violationStates} value={filters.state} onChange={(state) => change({ state })} />
        <ChoiceFilter label="申诉" list={onlyAppeals} value={filters.appeal} onChange={(appeal) => change({ appeal })} />
        <ChoiceFilter label="对象" list={disciplineSubjects} value={filters.subjectType} onChange={(subjectType) => change({ subjectType })} />
        <Filter label="违规代码">
          {(id) => (
            <Select
              id={id}
              style={{ width: 300 }}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="全部"
              value={filters.code ?? null}
              options={codes?.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })) ?? []}
              onChange={(code) => change({ code: code ?? undefined })}
            />
          )}
        </Filter>
      </FilterBar>
      <RecordList
        caption="违规，最近告知的在前"
        list={violations}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/violations/${id}`)}
        empty={
          <EmptyList what="违规" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            核查发现的问题、逾期未办的报告义务和登记的违规，告知当事人后列在这里。
          </EmptyList>
        }
      />
    </div>
  );
}
