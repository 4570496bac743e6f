import { minuteOf } from '../../components/moments';
import { ToneTag } from '../../components/tone-tag';
import { MonitoringCurve } from './monitoring-curve';
import { bytesOf } from './monitoring-wording';
import type { Indicator, Machine, Monitoring } from './monitoring';
import styles from './monitoring.module.css';

interface MachineCardProps {
  machine: Machine;
  courses: Monitoring['courses'];
  indicators: readonly Indicator[];
}

/** One machine: its indicators with their last 24 hours, and the processes that run there. */
export function MachineCard({ machine: { name, seenAt, isSilent, now, processes }, courses, indicators }: MachineCardProps) {
  return (
    <section className={`card ${styles.section}`}>
      <h2>
        服务器 {name} {isSilent ? <ToneTag tone="bad">失去联系，最后一次 {minuteOf(seenAt)}</ToneTag> : <ToneTag tone="good">运行中</ToneTag>}
      </h2>
      <div className={styles.curves}>
        {indicators.map((indicator) => (
          <MonitoringCurve key={indicator} indicator={indicator} now={now[indicator]} course={courses.items.find((one) => one.machine === name && one.indicator === indicator)} courses={courses} />
        ))}
      </div>
      <ul className={styles.processes} aria-label="进程">
        {processes.map(({ pid, startedAt, cpu, memoryBytes, eventLoopMilliseconds, requests, failures }) => (
          <li key={`${pid} ${startedAt}`}>
            <b>进程 {pid}</b>
            <span>启动 {minuteOf(startedAt)}</span>
            <span>CPU {cpu === null ? '—' : `${cpu.toFixed(1)}%`}</span>
            <span>内存 {bytesOf(memoryBytes)}</span>
            <span>响应延迟 {Math.round(eventLoopMilliseconds)}毫秒</span>
            <span>
              5分钟请求 {requests}，出错 {failures}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
