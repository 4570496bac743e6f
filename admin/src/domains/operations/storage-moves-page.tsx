import { useQuery } from '@tanstack/react-query';
import { Pair } from '../../components/cells';
import { countOf } from '../../components/counts';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { bytesOf } from './monitoring-wording';
import { StorageMoveCard } from './storage-move-card';
import { StartMoveButton } from './storage-move-start';
import { StorageTabs } from './storage-tabs';
import { moveTag } from './storage-wording';
import { movesQuery, type StorageMove, type StorageMoves } from './storage';
import styles from './storage.module.css';
import moveStyles from './storage-moves.module.css';

const isOver = ({ state }: StorageMove) => state === 'done' || state === 'cancelled';

/** 存储搬迁: from one store to another without a stop. */
export default function StorageMovesPage() {
  useTitle('存储搬迁');
  const moves = useQuery(movesQuery);
  return (
    <div className="page">
      <PageHead title="存储空间" note="搬到另一个存储，业务不停，完成之前可以退回" />
      <StorageTabs />
      {moves.isPending && <PageSkeleton />}
      {moves.isError && !moves.data && <LoadFailure error={moves.error} onRetry={() => void moves.refetch()} />}
      {moves.data && <Moves moves={moves.data} />}
    </div>
  );
}

function Moves({ moves: { current, other, items, mayMove } }: { moves: StorageMoves }) {
  const present = items.find((move) => !isOver(move));
  const over = items.filter(isOver);
  return (
    <>
      <dl className={`card ${moveStyles.stores}`}>
        <div>
          <dt>现在读取</dt>
          <dd>{current}</dd>
        </div>
        <div>
          <dt>另一个存储</dt>
          <dd data-none={other === null}>{other ?? '没有设置'}</dd>
        </div>
      </dl>
      {present && <StorageMoveCard move={present} mayMove={mayMove} />}
      {!present && other !== null && (
        <section className="card">
          <Notice title="没有正在进行的搬迁" actions={mayMove && <StartMoveButton from={current} to={other} />}>
            {mayMove ? '开始以后，新照片同时写入两边，旧照片在后台复制并逐个核对，全部一致才能切换。' : '需要搬迁时由技术单位开始，进度显示在这里。'}
          </Notice>
        </section>
      )}
      {!present && other === null && (
        <section className="card">
          <Notice title="没有设置第二个存储">要搬迁时，请技术单位在每台服务器上设置 OTHER_STORE（如 oss://存储桶.oss-cn-hangzhou）和它的密钥 OTHER_STORE_KEY_ID、OTHER_STORE_KEY_SECRET，重启后再来这里开始。现在的存储不受影响。</Notice>
        </section>
      )}
      {over.length > 0 && (
        <section className={`card ${styles.section} ${moveStyles.past}`}>
          <h2>以前的搬迁</h2>
          <div className={styles.table}>
            <DataTable caption="以前的搬迁，最近的在前" columns={columns} rows={over} keyOf={({ id }) => id} />
          </div>
        </section>
      )}
    </>
  );
}

const columns: Column<StorageMove>[] = [
  {
    title: '从，到',
    cell: ({ from, to }) => (
      <Pair>
        <span title={from}>{from}</span>
        <span title={to}>→ {to}</span>
      </Pair>
    ),
  },
  { title: '结果', cell: (move) => <ToneTag tone={moveTag(move).tone}>{moveTag(move).label}</ToneTag> },
  {
    title: '内容',
    align: 'right',
    cell: ({ objects, bytes }) => (
      <Pair>
        <span>{countOf(objects)} 个文件</span>
        <span>{bytesOf(bytes)}</span>
      </Pair>
    ),
  },
  {
    title: '开始',
    cell: ({ startedBy, startedAt }) => (
      <Pair>
        <span>{minuteOf(startedAt)}</span>
        <span>{startedBy}</span>
      </Pair>
    ),
  },
  { title: '切换', cell: ({ switchedAt }) => (switchedAt ? minuteOf(switchedAt) : '—') },
  { title: '结束', cell: ({ endedAt }) => (endedAt ? minuteOf(endedAt) : '—') },
  { title: '两边的指纹', cell: ({ rootFrom, rootTo }) => (rootFrom && rootTo ? rootFrom === rootTo ? <code className={styles.root} title={rootFrom}>{rootFrom.slice(0, 12)}… 一致</code> : '不一致' : '—') },
];
