import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { download } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Pair, WhoWhen } from '../../components/cells';
import { DataTable, type Column } from '../../components/data-table';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { PdfButton } from '../../components/pdf-button';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { ApprovalDialog, RefusalDialog } from './disposal-decision';
import { ProposalDialog } from './disposal-proposal';
import { disposalTag, extentOf, heldBackOf } from './disposal-wording';
import { StorageTabs } from './storage-tabs';
import { disposalsQuery, type Disposal, type Disposals } from './storage';
import styles from './storage.module.css';

/** 到期销毁: what may go, who proposed and approved it, and the certificate of what went. */
export default function DisposalsPage() {
  useTitle('到期销毁');
  const disposals = useQuery(disposalsQuery);
  return (
    <div className="page">
      <PageHead title="存储空间" note="保存期满的交易影像：秘书处提出，会长批准，销毁后出证明" />
      <StorageTabs />
      {disposals.isPending && <PageSkeleton />}
      {disposals.isError && !disposals.data && <LoadFailure error={disposals.error} onRetry={() => void disposals.refetch()} />}
      {disposals.data && (
        <>
          {disposals.data.due ? <Due due={disposals.data.due} mayPropose={disposals.data.may.propose} /> : <Open items={disposals.data.items} />}
          <Course items={disposals.data.items} mayDecide={disposals.data.may.decide} />
        </>
      )}
    </div>
  );
}

/** What could be destroyed today, and the step that comes next. */
function Due({ due, mayPropose }: { due: NonNullable<Disposals['due']>; mayPropose: boolean }) {
  const [isProposing, setProposing] = useState(false);
  return (
    <section className={`card ${styles.due}`} aria-label="保存期满">
      {due.deals === 0 ? (
        <>
          <h2>没有到期的</h2>
          <p>没有保存期满、可以销毁的交易。{heldBackOf(due.heldBack) && `${heldBackOf(due.heldBack)}。`}</p>
        </>
      ) : (
        <>
          <h2>{extentOf(due)}</h2>
          <p>
            {due.completedUntil} 及以前完成的交易，保存期已满，可以销毁。{heldBackOf(due.heldBack) && `${heldBackOf(due.heldBack)}。`}
            {!mayPropose && '由秘书处提出。'}
          </p>
          {mayPropose && <Button onClick={() => setProposing(true)}>提出销毁…</Button>}
        </>
      )}
      {isProposing && <ProposalDialog due={due} onClose={() => setProposing(false)} />}
    </section>
  );
}

/** The disposal that is not over: what stands in its way, and that no other one begins before. */
function Open({ items }: { items: Disposal[] }) {
  const failure = items.find(({ state }) => state === 'approved')?.failure;
  return (
    <div className={styles.open}>
      {failure ? <AlertLine tone="bad">{failure}</AlertLine> : <AlertLine tone="info">有一次到期销毁还没有办完，办完才能提出下一次。</AlertLine>}
    </div>
  );
}

function Course({ items, mayDecide }: { items: Disposal[]; mayDecide: boolean }) {
  const [deciding, setDeciding] = useState<{ disposal: Disposal; how: 'approve' | 'refuse' }>();
  const close = () => setDeciding(undefined);
  const columns: Column<Disposal>[] = [
    {
      title: '销毁的内容',
      cell: (disposal) => (
        <span className={styles.extent}>
          <span>{disposal.completedUntil} 及以前完成的</span>
          <span>{extentOf(disposal)}</span>
        </span>
      ),
    },
    {
      title: '状态',
      cell: (disposal) => (
        <>
          <ToneTag tone={disposalTag(disposal).tone}>{disposalTag(disposal).label}</ToneTag>
          {disposal.reason && <p className={styles.reason}>{disposal.reason}</p>}
        </>
      ),
    },
    { title: '提出', cell: ({ proposedBy, proposedAt }) => <WhoWhen who={proposedBy} at={proposedAt} /> },
    { title: '审批', cell: ({ decidedBy, decidedAt }) => (decidedBy && decidedAt ? <WhoWhen who={decidedBy} at={decidedAt} /> : '—') },
    {
      title: '销毁完成',
      cell: ({ doneAt, root }) =>
        doneAt ? (
          <Pair>
            <span>{minuteOf(doneAt)}</span>
            {root && <code className={styles.root} title={`总指纹 ${root}`}>{root.slice(0, 12)}…</code>}
          </Pair>
        ) : (
          '—'
        ),
    },
    {
      title: '办理',
      cell: (disposal) => (
        <span className={styles.acts}>
          {disposal.state === 'done' && (
            <PdfButton name={`销毁证明-${disposal.completedUntil}`} load={() => download('GET /disposals/:id/certificate', { params: { id: disposal.id } })}>
              销毁证明
            </PdfButton>
          )}
          {disposal.state === 'proposed' && mayDecide && (
            <>
              <Button danger onClick={() => setDeciding({ disposal, how: 'approve' })}>
                批准…
              </Button>
              <Button onClick={() => setDeciding({ disposal, how: 'refuse' })}>不批准…</Button>
            </>
          )}
          {disposal.state === 'proposed' && !mayDecide && '等待会长批准'}
          {disposal.state === 'approved' && '在后台销毁'}
        </span>
      ),
    },
  ];
  return (
    <section className={`card ${styles.section}`}>
      <h2>销毁记录</h2>
      {items.length === 0 ? (
        <Notice title="还没有销毁过">影像保存期满以后，由秘书处在这里提出销毁。</Notice>
      ) : (
        <div className={styles.table}>
          <DataTable caption="到期销毁，最近的在前" columns={columns} rows={items} keyOf={({ id }) => id} />
        </div>
      )}
      {deciding?.how === 'approve' && <ApprovalDialog disposal={deciding.disposal} onClose={close} />}
      {deciding?.how === 'refuse' && <RefusalDialog disposal={deciding.disposal} onClose={close} />}
    </section>
  );
}
