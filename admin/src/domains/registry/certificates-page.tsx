import { certificateStates } from '@yongche/contract/vocabulary';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call, download } from '../../api';
import type { Column } from '../../components/data-table';
import { ExportButton } from '../../components/export-button';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { KeywordFilter } from '../../components/keyword-filter';
import { idIn, keyIn, keywordIn, searchOf, withoutEmpty, type Changed } from '../../components/list-filters';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { mayReveal } from '../../components/revealed-value';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { certificateColumns } from './certificate-columns';
import { registerKey, type CertificateSummary } from './register';
import { useMay } from './rights';
import { StockLines } from './stock-line';

const columns = Object.values(certificateColumns) as Column<CertificateSummary>[];

function filtersOf(search: URLSearchParams) {
  return withoutEmpty({
    q: keywordIn(search),
    state: keyIn(search, 'state', certificateStates),
    companyId: idIn(search, 'companyId'),
    withoutApp: search.get('withoutApp') === 'true' ? ('true' as const) : undefined,
  });
}

/** 代理证名册: each certificate belongs to one company and one natural person. */
export default function CertificatesPage() {
  useTitle('代理证名册');
  const navigate = useNavigate();
  const may = useMay();
  const { role } = useStaff();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const certificates = useRecordList([registerKey, 'certificates', filters], (cursor, signal) =>
    call('GET /certificates', { query: { ...filters, ...(cursor && { cursor }) }, signal }),
  );
  return (
    <div className="page">
      <PageHead title="代理证名册" note={mayReveal(role) ? '姓名、证号已遮盖，打开档案可按事由查看' : '姓名、证号已遮盖'}>
        {may('GET /certificates.xlsx') && <ExportButton name="代理证名册" load={() => download('GET /certificates.xlsx', { query: filters })} />}
        {may('POST /register-requests') && (
          <Button type="primary" onClick={() => navigate('/register/requests/new?kind=certificate_issue')}>
            核发代理证
          </Button>
        )}
      </PageHead>
      <CertificateFilters key={search.toString()} filters={filters} onChange={(next) => setSearch(searchOf(next))} />
      <RecordList
        caption="代理证名册"
        list={certificates}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/register/certificates/${id}`)}
        empty={
          <EmptyList what="代理证" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            企业为代理人申请核发，批准并通过实人核验后显示在这里。
          </EmptyList>
        }
        foot={<StockLines subjects={['certificate', 'app']} />}
      />
    </div>
  );
}

interface CertificateFiltersProps {
  filters: ReturnType<typeof filtersOf>;
  onChange: (filters: Changed<ReturnType<typeof filtersOf>>) => void;
}

function CertificateFilters({ filters, onChange }: CertificateFiltersProps) {
  const [q, setQ] = useState(filters.q ?? '');
  const entered = { ...filters, q: q.trim() };
  return (
    <FilterBar onSubmit={() => onChange(entered)}>
      <KeywordFilter
        label="代理证号或企业名称"
        placeholder="证号可以只输开头，企业名称只输几个字"
        value={q}
        onChange={setQ}
        onClear={() => onChange({ ...filters, q: undefined })}
      />
      <ChoiceFilter label="状态" list={certificateStates} value={filters.state} onChange={(state) => onChange({ ...entered, state })} />
      <Checkbox
        checked={filters.withoutApp === 'true'}
        style={{ lineHeight: '36px' }}
        onChange={(event) => onChange({ ...entered, withoutApp: event.target.checked ? 'true' : undefined })}
      >
        无APP
      </Checkbox>
      {filters.companyId && (
        <Button type="text" onClick={() => onChange({ ...entered, companyId: undefined })}>
          只看一家企业 ✕
        </Button>
      )}
      <Button htmlType="submit">查询</Button>
    </FilterBar>
  );
}
