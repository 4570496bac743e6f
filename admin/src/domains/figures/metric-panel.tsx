import CloseOutlined from '@ant-design/icons/CloseOutlined';
import ColumnWidthOutlined from '@ant-design/icons/ColumnWidthOutlined';
import { metricGroups } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { minuteOf } from '../../components/moments';
import { IntervalLine } from './interval-line';
import type { MetricCode, MetricValue, Range } from './figures';
import { intervalWord, rangeWord, valueOf, valueWithUnit } from './figures-wording';
import { MetricRecordsTable } from './metric-records';
import styles from './metric-panel.module.css';
import { useMay } from './rights';

interface MetricPanelProps {
  metric: MetricValue;
  /** All metrics of the same period, to name the parts of a rate. */
  metrics: MetricValue[];
  range: Range;
  computedAt: string;
  onChoose: (code: MetricCode) => void;
  onClose: () => void;
}

/** One number at the side: how it is defined, of what it is made, when it was computed, and the records behind it. */
export function MetricPanel({ metric, metrics, range, computedAt, onChoose, onClose }: MetricPanelProps) {
  const mayDrill = useMay()('GET /metrics/:code/records');
  const [isWide, setWide] = useState(false);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const { code, name, group, definition, kind, value, unit, gap, interval, hasRecords } = metric;
  const parts = metric.parts.flatMap((part) => metrics.filter((one) => one.code === part));
  return (
    <aside ref={panel} className={styles.panel} data-wide={isWide} tabIndex={-1} aria-label={`指标：${name}`} onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <header>
        <p>{metricGroups[group]}</p>
        <h2>{name}</h2>
        <div>
          <Button className={styles.widen} type="text" icon={<ColumnWidthOutlined />} aria-label={isWide ? '收窄' : '加宽'} title={isWide ? '收窄' : '加宽，看全记录的各栏'} onClick={() => setWide(!isWide)} />
          <Button type="text" icon={<CloseOutlined />} aria-label="关闭" onClick={onClose} />
        </div>
      </header>
      <p className={styles.value}>
        {valueOf(metric)}
        {kind === 'count' && value !== null && <span>{unit}</span>}
      </p>
      {interval && value !== null && (
        <div className={styles.interval}>
          <IntervalLine rate={{ hundredths: value, ...interval }} />
          {intervalWord(interval)}
        </div>
      )}
      {gap && <p className={styles.gap}>{gap}</p>}
      <p className={styles.when}>
        {rangeWord(range)}　{minuteOf(computedAt)} 计算
      </p>
      <h3>定义</h3>
      <p>{definition}</p>
      {parts.length > 0 && (
        <>
          <h3>由这些指标算出</h3>
          <ul className={styles.parts}>
            {parts.map((part) => (
              <li key={part.code}>
                <button type="button" onClick={() => onChoose(part.code)}>
                  {part.name}
                </button>
                <b>{valueWithUnit(part)}</b>
              </li>
            ))}
          </ul>
        </>
      )}
      {hasRecords && (
        <>
          <h3>记录</h3>
          {mayDrill ? <MetricRecordsTable key={code} said={metric} range={range} /> : <p className={styles.soft}>您的岗位只看汇总数，不看逐笔记录。</p>}
        </>
      )}
    </aside>
  );
}
