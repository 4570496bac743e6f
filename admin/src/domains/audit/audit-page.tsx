import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { call, download, sentenceOf } from '../../api';
import { minuteOf } from '../../components/moments';
import { saveFile } from '../../components/save-file';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { searchOf } from '../registry/list-filters';
import { EmptyList, RegisterList } from '../registry/register-list';
import { useRegisterList } from '../registry/use-register-list';
import type { AuditEvent } from './audit';
import { auditColumns } from './audit-columns';
import { AuditFilterBar } from './audit-filter-bar';
import { type AuditFilters, filtersOf } from './audit-filters';
import styles from './audit-page.module.css';
import { AuditStateCard } from './audit-state-card';
import { EventDrawer } from './event-drawer';

/** 审计日志: who did what, when, from where, and the proof that nobody has changed it since. */
export default function AuditPage() {
  useTitle('审计日志');
  const staff = useStaff();
  const [search, setSearch] = useSearchParams();
  const [opened, setOpened] = useState<AuditEvent | null>(null);
  const filters = filtersOf(search);
  const events = useRegisterList('audit-events', filters, (cursor, signal) =>
    call('GET /audit-events', { query: { ...filters, ...(cursor && { cursor }) }, signal }),
  );
  return (
    <div className="page">
      <header className={styles.head}>
        <h1>
          审计日志 <span>只增不改，逐条入链；自然人姓名已遮盖</span>
        </h1>
        {staff.role === 'auditor' && <ExportButton filters={filters} />}
      </header>
      <AuditStateCard />
      <AuditFilterBar key={search.toString()} filters={filters} onChange={(next) => setSearch(searchOf(next))} />
      <RegisterList
        caption="审计日志，最近的在前"
        list={events}
        columns={auditColumns(setOpened)}
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

/** 导出: what the filters show, at most 100,000 rows; the log takes it down itself. */
function ExportButton({ filters }: { filters: AuditFilters }) {
  const { message } = App.useApp();
  const exporting = useMutation({
    mutationFn: () => download('GET /audit-events.csv', { query: filters }),
    onSuccess: (file) => saveFile(file, `审计日志-${minuteOf(new Date()).slice(0, 10)}.csv`),
    onError: (error) => message.error(`没有导出成功：${sentenceOf(error)}`),
  });
  return (
    <Button icon={<DownloadOutlined />} loading={exporting.isPending} onClick={() => exporting.mutate()}>
      导出 CSV
    </Button>
  );
}
