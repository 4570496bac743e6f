import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { NumberLink } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { DrillDialog } from './drill-dialog';
import { SafekeepingTabs } from './safekeeping-tabs';
import { askerOf, drillLength, drillTag, lossOf, restoredOf } from './safekeeping-wording';
import { safekeepingQuery, useDrills, type Drill } from './safekeeping';
import styles from './safekeeping.module.css';

/** 恢复演练: every drill, the latest first. */
export default function DrillsPage() {
  useTitle('恢复演练');
  const navigate = useNavigate();
  const mayDrill = useQuery(safekeepingQuery).data?.may.drill ?? false;
  const [isAsking, setAsking] = useState(false);
  const list = useDrills();
  const begin = mayDrill && <Button onClick={() => setAsking(true)}>恢复演练…</Button>;
  return (
    <div className="page">
      <PageHead title="备份与演练" note="每周自动演练一次：真的恢复一遍，逐项核对">
        {begin}
      </PageHead>
      <SafekeepingTabs />
      <RecordList
        caption="恢复演练，最近的在前"
        list={list}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => navigate(`/backups/drills/${id}`)}
        empty={
          <Notice title="还没有做过恢复演练" actions={begin || undefined}>
            没有演练过，就不知道备份能不能恢复。{mayDrill ? '演练把备份真的恢复一遍，业务不停。' : '请技术单位做一次恢复演练。'}
          </Notice>
        }
      />
      {isAsking && <DrillDialog onClose={() => setAsking(false)} />}
    </div>
  );
}

const columns: Column<Drill>[] = [
  { title: '开始', cell: ({ id, startedAt }) => <NumberLink to={`/backups/drills/${id}`}>{minuteOf(startedAt)}</NumberLink> },
  { title: '结果', cell: (drill) => <ToneTag tone={drillTag(drill).tone}>{drillTag(drill).label}</ToneTag> },
  { title: '用时', align: 'right', cell: (drill) => drillLength(drill, Date.now()) },
  { title: '恢复到', cell: ({ restoredTo }) => (restoredTo ? minuteOf(restoredTo) : '—') },
  {
    title: '恢复的内容',
    cell: (drill) =>
      drill.failure ? <span className={styles.failure}>{drill.failure}</span> : drill.state === 'running' ? '正在恢复' : restoredOf(drill),
  },
  { title: '当时损坏会丢', cell: (drill) => lossOf(drill) ?? '—' },
  { title: '发起', cell: ({ startedBy }) => askerOf(startedBy) },
];
