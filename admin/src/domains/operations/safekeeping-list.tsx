import { backupStates, backupTiers } from '@yongche/contract/vocabulary';
import { useState } from 'react';
import { Pair, Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { minuteOf } from '../../components/moments';
import { EmptyList, RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { bytesOf } from './monitoring-wording';
import { askerOf, backupTag, contentOf, courseOf, kindOf } from './safekeeping-wording';
import { useSystemBackups, type BackupFilters, type SystemBackup } from './safekeeping';
import styles from './safekeeping.module.css';

/** 备份记录, the latest first; older ones on demand. */
export function SafekeepingList() {
  const [filters, setFilters] = useState<BackupFilters>({});
  const list = useSystemBackups(filters);
  return (
    <section className={styles.records} aria-labelledby="backup-records">
      <header>
        <h2 id="backup-records">备份记录</h2>
        <FilterBar onSubmit={list.retry}>
          <ChoiceFilter label="层级" list={backupTiers} value={filters.tier} width={160} onChange={(tier) => setFilters({ ...filters, tier })} />
          <ChoiceFilter label="状态" list={backupStates} value={filters.state} width={128} onChange={(state) => setFilters({ ...filters, state })} />
        </FilterBar>
      </header>
      <RecordList
        caption="备份记录，最近的在前"
        list={list}
        columns={columns}
        keyOf={({ id }) => id}
        empty={
          <EmptyList isFiltered={filters.tier !== undefined || filters.state !== undefined} what="备份记录" onClear={() => setFilters({})}>
            技术单位设置备份存储以后，系统每天自动备份，记录显示在这里。
          </EmptyList>
        }
      />
    </section>
  );
}

const columns: Column<SystemBackup>[] = [
  {
    title: '备份',
    cell: (backup) => (
      <Pair>
        <span>{kindOf(backup)}</span>
        <span>{backupTiers[backup.tier]}</span>
      </Pair>
    ),
  },
  {
    title: '状态',
    cell: (backup) => (
      <>
        <ToneTag tone={backupTag(backup).tone}>{backupTag(backup).label}</ToneTag>
        {backup.failure && <p className={styles.failure}>{backup.failure}</p>}
      </>
    ),
  },
  {
    title: '开始',
    cell: (backup) => (
      <Pair>
        <Time>{minuteOf(backup.startedAt)}</Time>
        <span>{courseOf(backup)}</span>
      </Pair>
    ),
  },
  {
    title: '内容',
    align: 'right',
    cell: (backup) =>
      backup.state === 'failed' ? (
        '—'
      ) : (
        <Pair>
          <span>{contentOf(backup)}</span>
          <span>{bytesOf(backup.bytes)}</span>
        </Pair>
      ),
  },
  { title: '包含到', cell: ({ coversUntil }) => (coversUntil ? <Time>{minuteOf(coversUntil)}</Time> : '—') },
  { title: '至少保留到', cell: ({ keptUntil }) => (keptUntil ? <Time>{minuteOf(keptUntil).slice(0, 10)}</Time> : '—') },
  { title: '发起', cell: ({ startedBy }) => askerOf(startedBy) },
  { title: '内容指纹', cell: ({ root }) => (root ? <code className={styles.root} title={root}>{root.slice(0, 12)}…</code> : '—') },
];
