import { useQuery } from '@tanstack/react-query';
import { metricGroups, metrics as vocabulary } from '@yongche/contract/vocabulary';
import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { AlertLine } from '../../components/alert-line';
import { DaysFilter } from '../../components/days-filter';
import { dayIn, keyIn } from '../../components/list-filters';
import { LoadFailure } from '../../components/load-failure';
import { dayOf, minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { monthBefore, usualPeriods } from '../../components/periods';
import { useTitle } from '../../components/use-title';
import { sentenceOf } from '../../api';
import type { MetricCode, MetricGroup, MetricValue, Range } from './figures';
import { daysIn, monthRange, mostDays, rangeWord, valueOf, yearRange } from './figures-wording';
import { MetricPanel } from './metric-panel';
import styles from './metrics.module.css';
import { metricValuesQuery } from './queries';

/** So many whole years before the last one are one click away. */
const olderYears = 8;

/** 指标: every published figure over a period of one's own choice, each by its one definition; a click shows what it is made of. */
export default function MetricsPage() {
  useTitle('指标');
  const [search, setSearch] = useSearchParams();
  const now = new Date();
  const range = rangeIn(search, now);
  const chosen = keyIn(search, 'metric', vocabulary);
  const group = keyIn(search, 'group', metricGroups);
  const isTooLong = daysIn(range) > mostDays;
  const values = useQuery({ ...metricValuesQuery(range), enabled: !isTooLong });
  const change = (more: Record<string, string | undefined>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(more)) {
        if (value === undefined) next.delete(name);
        else next.set(name, value);
      }
      return next;
    }, { replace: true });
  const choose = (metric: MetricCode | undefined) => change({ metric });
  const { data, error, isPending, isPlaceholderData } = values;
  const metric = data?.items.find(({ code }) => code === chosen);
  return (
    <div className="page">
      <PageHead title="指标" note={data && !isPlaceholderData ? `${rangeWord(data)}，${minuteOf(data.computedAt)} 由记录现算` : '由记录现算'}>
        <DaysFilter label="期间（含首尾两日）" {...range} isWhole presets={[...usualPeriods(now), ...formerYears(now)]} onChange={({ from, to }) => change({ from, to })} />
      </PageHead>
      <Segmented
        className={styles.switch}
        aria-label="分组"
        value={group ?? 'all'}
        options={[{ value: 'all', label: '全部' }, ...Object.entries(metricGroups).map(([value, label]) => ({ value, label }))]}
        onChange={(next) => change({ group: next === 'all' ? undefined : next })}
      />
      {isTooLong && <AlertLine tone="warn">一次最多统计 {mostDays} 天，所选期间有 {daysIn(range)} 天，请缩短期间。</AlertLine>}
      {error && data ? <AlertLine tone="warn">没有算出来：{sentenceOf(error)}</AlertLine> : null}
      {isPending && !isTooLong && <PageSkeleton rows={12} />}
      {!data && error ? <LoadFailure error={error} onRetry={() => void values.refetch()} /> : null}
      {data && !isTooLong && <Groups items={data.items} group={group} chosen={chosen} isStale={isPlaceholderData} onChoose={choose} />}
      {data && metric && !isTooLong && !isPlaceholderData && <MetricPanel {...{ metric, range }} metrics={data.items} computedAt={data.computedAt} onChoose={choose} onClose={() => choose(undefined)} />}
    </div>
  );
}

/** What the address names, or the last whole month: the vehicle office's figures are those of months and years. */
function rangeIn(search: URLSearchParams, now: Date): Range {
  const [from, to] = [dayIn(search, 'from'), dayIn(search, 'to')];
  return from && to && from <= to ? { from, to } : monthRange(monthBefore(dayOf(now).slice(0, 7)));
}

function formerYears(now: Date): { label: string; from: string; to: string }[] {
  const year = Number(dayOf(now).slice(0, 4));
  return Array.from({ length: olderYears }, (_, at) => year - 2 - at).map((one) => ({ label: `${one}年`, ...yearRange(one) }));
}

interface GroupsProps {
  items: MetricValue[];
  group: MetricGroup | undefined;
  chosen: MetricCode | undefined;
  isStale: boolean;
  onChoose: (code: MetricCode) => void;
}

function Groups({ items, group: only, chosen, isStale, onChoose }: GroupsProps) {
  const groups = (Object.keys(metricGroups) as MetricGroup[]).filter((group) => only === undefined || group === only);
  return (
    <div className={styles.groups} data-stale={isStale} aria-busy={isStale}>
      {groups.map((group) => (
        <section key={group} className={`card ${styles.group}`} aria-label={metricGroups[group]}>
          <h2>{metricGroups[group]}</h2>
          <table className={styles.table}>
            <thead className="visually-hidden">
              <tr>
                <th scope="col">指标</th>
                <th scope="col">数值</th>
                <th scope="col">单位</th>
                <th scope="col">定义</th>
              </tr>
            </thead>
            <tbody>
              {items
                .filter((item) => item.group === group)
                .map((item) => (
                  <tr key={item.code} data-chosen={item.code === chosen} onClick={() => onChoose(item.code)}>
                    <th scope="row">{item.name}</th>
                    <td>
                      <button type="button" aria-label={`${item.name} ${valueOf(item)}`}>
                        {valueOf(item)}
                      </button>
                    </td>
                    <td>{item.kind === 'count' && item.value !== null ? item.unit : ''}</td>
                    <td>{item.gap ? <em>{item.gap}</em> : item.definition}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
