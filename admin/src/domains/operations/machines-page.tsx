import { useQuery } from '@tanstack/react-query';
import { monitorIndicators, outsideServices, providerFailures } from '@yongche/contract/vocabulary';
import { useState } from 'react';
import { Pair, Time } from '../../components/cells';
import { DataTable } from '../../components/data-table';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf, dayOf } from '../../components/moments';
import { MonthFilter } from '../../components/month-filter';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { MachineCard } from './machine-card';
import { MonitoringCurve } from './monitoring-curve';
import { MonitoringTabs } from './monitoring-tabs';
import { valueOf } from './monitoring-wording';
import { monitoringQuery, peaksQuery, type DayPeak, type Indicator, type Monitoring } from './monitoring';
import styles from './monitoring.module.css';

const ofSystem = ['upload_p95', 'error_rate', 'queue_age', 'reading_age'] as const satisfies Indicator[];
const ofMachine = ['cpu', 'memory', 'tcp', 'net_in', 'net_out', 'disk_read', 'disk_write', 'database_write'] as const satisfies Indicator[];

/** 监测 for who repairs it: every machine with its five indicators, the service as a whole, the services outside, and the peaks of each day. */
export default function MachinesPage() {
  useTitle('监测');
  const monitoring = useQuery(monitoringQuery);
  return (
    <div className="page">
      <PageHead title="运行状态" note="每15秒更新；曲线为最近24小时，每5分钟取最高值" />
      <MonitoringTabs />
      {monitoring.isPending && <PageSkeleton />}
      {monitoring.isError && !monitoring.data && <LoadFailure error={monitoring.error} onRetry={() => void monitoring.refetch()} />}
      {monitoring.data && (
        <>
          <Service monitoring={monitoring.data} />
          {monitoring.data.machines.length === 0 && <Notice title="还没有监测数据">服务器启动后15秒内出现。如果一直没有，请检查 MONITOR_SECONDS 是否设为0。</Notice>}
          {monitoring.data.machines.map((machine) => (
            <MachineCard key={machine.name} machine={machine} courses={monitoring.data.courses} indicators={ofMachine} />
          ))}
          <Outside monitoring={monitoring.data} />
          <Peaks />
        </>
      )}
    </div>
  );
}

function Service({ monitoring: { service, courses } }: { monitoring: Monitoring }) {
  return (
    <section className={`card ${styles.section}`}>
      <h2>
        整个系统 <small>照片上传用时：95%的照片不超过，从开始上传到服务器收到</small>
      </h2>
      <div className={styles.curves}>
        {ofSystem.map((indicator) => (
          <MonitoringCurve key={indicator} indicator={indicator} now={service[indicator]} course={courses.items.find((one) => one.machine === '' && one.indicator === indicator)} courses={courses} />
        ))}
      </div>
      {(service.dead_jobs ?? 0) > 0 && <p className={styles.warning}>有{service.dead_jobs}个后台任务多次失败，已停下等技术人员处理。</p>}
    </section>
  );
}

function Outside({ monitoring: { outside } }: { monitoring: Monitoring }) {
  return (
    <section className={`card ${styles.section}`}>
      <h2>
        外部服务 <small>照片存储每15秒试一次，其余按实际使用记录</small>
      </h2>
      {outside.length === 0 ? (
        <Notice title="还没有用过外部服务">第一次调用之后显示在这里。</Notice>
      ) : (
        <DataTable
          caption="外部服务"
          rows={outside}
          keyOf={({ service }) => service}
          columns={[
            { title: '服务', cell: ({ service }) => outsideServices[service] },
            { title: '状态', cell: ({ isFailing }) => <ToneTag tone={isFailing ? 'bad' : 'good'}>{isFailing ? '最近一次失败' : '最近一次成功'}</ToneTag> },
            { title: '最近成功', cell: ({ lastSuccessAt }) => (lastSuccessAt ? <Time>{minuteOf(lastSuccessAt)}</Time> : '—') },
            {
              title: '最近失败',
              cell: ({ lastFailureAt, lastFailure }) =>
                lastFailureAt && lastFailure ? (
                  <Pair>
                    <Time>{minuteOf(lastFailureAt)}</Time>
                    <span>{providerFailures[lastFailure]}</span>
                  </Pair>
                ) : (
                  '—'
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

/** 每日峰值, from which the yearly report takes its numbers. */
function Peaks() {
  const [month, setMonth] = useState(() => dayOf(new Date().toISOString()).slice(0, 7));
  const peaks = useQuery(peaksQuery(month));
  const machines = peaks.data?.items.filter(({ machine }) => machine !== '') ?? [];
  const cell = (indicator: Indicator) => ({
    title: monitorIndicators[indicator].replace('使用率', ''),
    align: 'right' as const,
    cell: ({ peaks: own }: DayPeak) => {
      const peak = own[indicator];
      return peak ? <span title={`${minuteOf(peak.at)}`}>{valueOf(indicator, peak.value)}</span> : '—';
    },
  });
  return (
    <section className={`card ${styles.section}`}>
      <div className={styles.filters}>
        <h2>每日峰值</h2>
        <MonthFilter month={month} onChange={setMonth} />
      </div>
      {peaks.isPending && <PageSkeleton />}
      {peaks.isError && <LoadFailure error={peaks.error} onRetry={() => void peaks.refetch()} />}
      {peaks.data && machines.length === 0 && <Notice title="这个月没有监测数据">请选择别的月份。</Notice>}
      {machines.length > 0 && (
        <div className={styles.table}>
          <DataTable
            caption="每日峰值，最近的在前"
            rows={machines}
            keyOf={({ day, machine }) => `${day} ${machine}`}
            columns={[{ title: '日期', cell: ({ day }) => <Time>{day}</Time> }, { title: '服务器', cell: ({ machine }) => machine }, ...ofMachine.map(cell)]}
          />
        </div>
      )}
    </section>
  );
}
