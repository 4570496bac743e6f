import { useQuery } from '@tanstack/react-query';
import { serviceParts, serviceStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { isPassing } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf, secondOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { IncidentLines } from './incident-lines';
import { MonitoringTabs } from './monitoring-tabs';
import { stateTones, stateWord, wholeOf } from './monitoring-wording';
import { statusQuery, type ServiceStatus } from './monitoring';
import styles from './monitoring.module.css';
import { ReportDialog } from './report-dialog';

/** 运行状态 in plain words: whether people can work, what is wrong, what it means and what to do. */
export default function StatusPage() {
  useTitle('运行状态');
  const status = useQuery(statusQuery);
  const [isReporting, setReporting] = useState(false);
  // Where not even this answer comes, what was read before is no longer true.
  const isAway = status.isError && isPassing(status.error);
  return (
    <div className="page">
      <PageHead title="运行状态" note="每15秒更新">
        {status.data?.mayReport && !isAway && <Button onClick={() => setReporting(true)}>报告问题…</Button>}
      </PageHead>
      <MonitoringTabs />
      {status.isPending && <PageSkeleton />}
      {isAway && (
        <section className={styles.whole} data-tone="bad" role="alert">
          <strong>{serviceStates.down}</strong>
          <p>连不上服务器。采集台和手机上已拍的照片不会丢，恢复后会自动补传。请先检查本机网络；别的电脑也打不开时，请电话联系技术单位。</p>
        </section>
      )}
      {status.isError && !isAway && <LoadFailure error={status.error} onRetry={() => void status.refetch()} />}
      {status.data && !status.isError && <Status status={status.data} />}
      {isReporting && <ReportDialog onClose={() => setReporting(false)} />}
    </div>
  );
}

function Status({ status }: { status: ServiceStatus }) {
  const { measuredAt, parts, openIncidents } = status;
  const { word, tone, sentence } = wholeOf(status);
  return (
    <>
      <section className={styles.whole} data-tone={tone} role="status">
        <strong>{word}</strong>
        <p>
          {sentence}
          <small>{measuredAt ? `最近测量 ${secondOf(measuredAt)}` : '还没有测量过'}</small>
        </p>
      </section>
      <ul className={`card ${styles.parts}`} aria-label="各部分">
        {parts.map(({ part, state: own, since, meaning, advice }) => (
          <li key={part} data-tone={stateTones[own]}>
            <h2>{serviceParts[part]}</h2>
            <ToneTag tone={stateTones[own]}>{stateWord(part, own)}</ToneTag>
            {own === 'normal' ? (
              <p className={styles.calm}>{part === 'safekeeping' ? '没有异常' : '可以正常使用'}</p>
            ) : (
              <p>
                {meaning} <b>{advice}</b>
                {since && <small>{minuteOf(since)} 开始</small>}
              </p>
            )}
          </li>
        ))}
      </ul>
      {openIncidents.length > 0 && (
        <section className={`card ${styles.section}`}>
          <h2>正在处理的事件</h2>
          <IncidentLines incidents={openIncidents} mayHandle={false} />
        </section>
      )}
    </>
  );
}
