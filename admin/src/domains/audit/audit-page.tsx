import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { call, download } from '../../api';
import { ExportButton } from '../../components/export-button';
import { searchOf } from '../../components/list-filters';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import type { AuditEvent } from './audit';
import { auditColumns } from './audit-columns';
import { AuditFilterBar } from './audit-filter-bar';
import { filtersOf } from './audit-filters';
import { AuditStateCard } from './audit-state-card';
import { EventDrawer } from './event-drawer';

/** 审计日志: who did what, when, from where, and the proof that nobody has changed it since. */
export default function AuditPage() {
  useTitle('审计日志');
  const staff = useStaff();
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = useState<AuditEvent | null>(null);
  const filters = filtersOf(search);
  const events = useRecordList(['audit', 'events', filters], (cursor, signal) =>
    call('GET /audit-events', { query: { ...filters, ...(cursor && { cursor }) }, signal }),
  );
  return (
    <div className="page">
      <PageHead title="审计日志" note="只增不改，逐条入链；自然人姓名已遮盖">
        {staff.role === 'auditor' && (
          <ExportButton name="审计日志" format="csv" load={() => download('GET /audit-events.csv', { query: filters })} />
        )}
      </PageHead>
      <AuditStateCard />
      <AuditFilterBar key={search.toString()} filters={filters} onChange={(next) => setSearch(searchOf(next))} />
      <RecordList
        caption="审计日志，最近的在前"
        list={events}
        columns={auditColumns}
        keyOf={({ id }) => id}
        onOpen={setOpened}
        empty={
          <EmptyList what="审计记录" isFiltered={search.size > 0} onClear={() => setSearch({})}>
            有人登录或办理业务后，记录会显示在这里。
          </EmptyList>
        }
      />
      <EventDrawer
        event={opened}
        onClose={() => setOpened(null)}
        onSearch={(part) => {
          setOpened(null);
          setSearch(searchOf(part));
        }}
      />
    </div>
  );
}
