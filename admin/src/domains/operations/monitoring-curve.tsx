import { monitorIndicators, monitorUnits } from '@yongche/contract/vocabulary';
import { minuteOf } from '../../components/moments';
import { curveSize, drawCurve } from './monitoring-drawing';
import { valueOf } from './monitoring-wording';
import type { Course, Indicator, Monitoring } from './monitoring';
import styles from './monitoring.module.css';

interface MonitoringCurveProps {
  indicator: Indicator;
  now: number | undefined;
  course: Course | undefined;
  courses: Pick<Monitoring['courses'], 'from' | 'stepSeconds'>;
}

/** An indicator: its value now, its last 24 hours, and when it was highest. */
export function MonitoringCurve({ indicator, now, course, courses: { from, stepSeconds } }: MonitoringCurveProps) {
  const { width, height, bottom, left, right } = curveSize;
  const { stretches, peak, hours } = drawCurve(course?.values ?? [], { from, stepSeconds, full: monitorUnits[indicator] === 'percent' && indicator !== 'error_rate' ? 100 : 0 });
  const peakWords = peak && `最高 ${valueOf(indicator, peak.value)}（${minuteOf(new Date(Date.parse(from) + peak.step * stepSeconds * 1000)).slice(11)}）`;
  return (
    <figure className={styles.curve}>
      <figcaption>
        <span>{monitorIndicators[indicator]}</span>
        <b>{now === undefined ? '—' : valueOf(indicator, now)}</b>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${monitorIndicators[indicator]}，最近24小时：${peakWords ?? '没有数据'}`}>
        <line x1={left} x2={width - right} y1={height - bottom} y2={height - bottom} />
        {hours.map(({ x, word }) => (
          <text key={`${word} ${x}`} x={Math.min(Math.max(x, 14), width - 14)} y={height - 4} textAnchor="middle">
            {word}
          </text>
        ))}
        {stretches.map((points) => (
          <polyline key={points} points={points} />
        ))}
        {peak && <circle cx={peak.x} cy={peak.y} r={2.5} />}
      </svg>
      <p>{peakWords ?? '没有数据'}</p>
    </figure>
  );
}
