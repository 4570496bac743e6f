import { companyStates, licenceStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call, download } from '../../api';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { useTitle } from '../../components/use-title';
import { ExportButton } from './export-button';
import { KeywordFilter } from './keyword-filter';
import { keyIn, keywordIn, searchOf, withoutEmpty } from './list-filters';
import type { CompanySummary } from './register';
import { EmptyList, RegisterList } from './register-list';
import styles from './register-page.module.css';
import { useMay } from './rights';
import { CompanyState, LicenceState } from './states';
import { StockLines } from './stock-line';
import { useRegisterList } from './use-register-list';

const columns: Column<CompanySummary>[] = [
  {
    title: '备案号',
    cell: ({ id, number }) => (
      <Link className={styles.number} to={`/register/companies/${id}`} onClick={(event) => event.stopPropagation()}>
        {number}
      </Link>
    ),
  },
  {
    title: '企业',
    cell: ({ name, creditCode }) => (
      <span className={styles.pair}>
        <span>{name}</span>
        <span className={styles.mono}>{creditCode}</span>
      </span>
    ),
  },
  { title: '状态', cell: (company) => <CompanyState company={company} /> },
  { title: '营业执照', cell: (company) => <LicenceState company={company} /> },
  { title: '代理证', align: 'right', cell: ({ certificates }) => certificates },
  { title: 'APP用户', align: 'right', cell: ({ apps }) => apps },
  {
    title: '待办义务',
    align: 'right',
    cell: ({ openDuties }) => (openDuties > 0 ? <b className={styles.warn}>{openDuties}</b> : <span className={styles.soft}>0</span>),
  },
  { title: '登记日期', cell: ({ registeredOn }) => <time className={styles.time}>{registeredOn}</time> },
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
  const companies = useRegisterList('companies', filters, (cursor, signal) =>
    call('GET /companies', { query: { ...filters, ...(cursor && { cursor }) }, signal }),
  );
  return (
    <div className="page">
      <header className={styles.head}>
        <h1>企业名册</h1>
        <div className={styles.buttons}>
          {may('GET /companies.xlsx') && <ExportButton name="企业名册" load={() => download('GET /companies.xlsx', { query: filters })} />}
          {may('POST /register-requests') && (
            <Button type="primary" onClick={() => navigate('/register/requests/new?kind=company_issue')}>
              企业开户
            </Button>
          )}
        </div>
      </header>
      <CompanyFilters key={search.toString()} filters={filters} onChange={(next) => setSearch(searchOf(next))} />
      <RegisterList
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
  onChange: (filters: { [Name in keyof ReturnType<typeof filtersOf>]: ReturnType<typeof filtersOf>[Name] | undefined }) => void;
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
