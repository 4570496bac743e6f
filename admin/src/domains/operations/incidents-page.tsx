import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { LoadFailure } from '../../components/load-failure';
import { dayOf } from '../../components/moments';
import { MonthFilter } from '../../components/month-filter';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { IncidentLines } from './incident-lines';
import { MonitoringTabs } from './monitoring-tabs';
import { lengthOf } from './monitoring-wording';
import { incidentsQuery } from './monitoring';
import styles from './monitoring.module.css';
import { ReportDialog } from './report-dialog';

/** 事件 of a month, with how long it took until somebody was at it and until it worked again. */
export default function IncidentsPage() {
  useTitle('事件');
  const [month, setMonth] = useState(() => dayOf(new Date().toISOString()).slice(0, 7));
  const [isReporting, setReporting] = useState(false);
  const incidents = useQuery(incidentsQuery(month));
  const figures = incidents.data?.figures;
  return (
    <div className="page">
      <PageHead title="运行状态" note="事件由告警自动开出，也可以报告">
        <MonthFilter month={month} onChange={setMonth} />
        {incidents.data?.may.report && <Button onClick={() => setReporting(true)}>报告问题…</Button>}
      </PageHead>
      <MonitoringTabs />
      {incidents.isPending && <PageSkeleton />}
      {incidents.isError && !incidents.data && <LoadFailure error={incidents.error} onRetry={() => void incidents.refetch()} />}
      {figures && (
        <dl className={styles.sums}>
          <Sum term="本月事件" value={`${figures.count}`} unit="起" />
          <Sum term="没有修复" value={`${figures.open}`} unit="起" />
          <Sum term="平均响应用时" value={figures.meanSecondsToAcknowledge === null ? '—' : lengthOf(figures.meanSecondsToAcknowledge)} />
          <Sum term="平均修复用时" value={figures.meanSecondsToRepair === null ? '—' : lengthOf(figures.meanSecondsToRepair)} />
        </dl>
      )}
      {incidents.data && (
        <section className={`card ${styles.section}`}>
          {incidents.data.items.length === 0 ? <Notice title="这个月没有事件">出现告警，或有人报告问题时，显示在这里。</Notice> : <IncidentLines incidents={incidents.data.items} mayHandle={incidents.data.may.handle} />}
        </section>
      )}
      {isReporting && <ReportDialog onClose={() => setReporting(false)} />}
    </div>
  );
}

function Sum({ term, value, unit }: { term: string; value: string; unit?: string }) {
  return (
    <div className="card">
      <dt>{term}</dt>
      <dd>
        {value} {unit && <small>{unit}</small>}
      </dd>
    </div>
  );
}
