import { companyStates, licenceStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call, download } from '../../api';
import { Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { ExportButton } from '../../components/export-button';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { KeywordFilter } from '../../components/keyword-filter';
import { keyIn, keywordIn, searchOf, withoutEmpty, type Changed } from '../../components/list-filters';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { companyColumns } from './company-columns';
import { registerKey, type CompanySummary } from './register';
import { useMay } from './rights';
import { StockLines } from './stock-line';

const columns: Column<CompanySummary>[] = [
  companyColumns.number,
  companyColumns.name,
  companyColumns.state,
  companyColumns.licence,
  companyColumns.certificates,
  companyColumns.apps,
  {
    title: '待办义务',
    align: 'right',
    cell: ({ openDuties }) => (openDuties > 0 ? <b className={cells.warn}>{openDuties}</b> : <span className={cells.soft}>0</span>),
  },
  { title: '登记日期', cell: ({ registeredOn }) => <Time>{registeredOn}</Time> },
];

function filtersOf(search: URLSearchParams) {
  return withoutEmpty({
    q: keywordIn(search),
    state: keyIn(search, 'state', companyStates),
    licenceState: keyIn(search, 'licenceState', licenceStates),
  });
}

/** 企业名册: every company that holds or held agents' certificates. */
export default function CompaniesPage() {
  useTitle('企业名册');
  const navigate = useNavigate();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const companies = useRecordList([registerKey, 'companies', filters], (cursor, signal) =>
    call('GET /companies', { query: { ...filters, ...(cursor && { cursor }) }, signal }),
  );
  return (
    <div className="page">
      <PageHead title="企业名册">
        {may('GET /companies.xlsx') && <ExportButton name="企业名册" load={() => download('GET /companies.xlsx', { query: filters })} />}
        {may('POST /register-requests') && (
          <Button type="primary" onClick={() => navigate('/register/requests/new?kind=company_issue')}>
            企业开户
          </Button>
        )}
      </PageHead>
      <CompanyFilters key={search.toString()} filters={filters} onChange={(next) => setSearch(searchOf(next))} />
      <RecordList
        caption="企业名册"
        list={companies}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/register/companies/${id}`)}
        empty={
          <EmptyList what="企业" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            企业在小程序申请开户，或由秘书处代办，批准后显示在这里。
          </EmptyList>
        }
        foot={<StockLines subjects={['company']} />}
      />
    </div>
  );
}

interface CompanyFiltersProps {
  filters: ReturnType<typeof filtersOf>;
  onChange: (filters: Changed<ReturnType<typeof filtersOf>>) => void;
}

function CompanyFilters({ filters, onChange }: CompanyFiltersProps) {
  const [q, setQ] = useState(filters.q ?? '');
  const entered = { ...filters, q: q.trim() };
  return (
    <FilterBar onSubmit={() => onChange(entered)}>
      <KeywordFilter
        label="企业名称、备案号或统一社会信用代码"
        placeholder="可以只输名称中的几个字"
        value={q}
        onChange={setQ}
        onClear={() => onChange({ ...filters, q: undefined })}
      />
      <ChoiceFilter label="状态" list={companyStates} value={filters.state} onChange={(state) => onChange({ ...entered, state })} />
      <ChoiceFilter
        label="营业执照"
        list={licenceStates}
        value={filters.licenceState}
        onChange={(licenceState) => onChange({ ...entered, licenceState })}
      />
      <Button htmlType="submit">查询</Button>
    </FilterBar>
  );
}
