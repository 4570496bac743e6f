import { useQuery } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { AlertLine } from '../../components/alert-line';
import { countOf } from '../../components/counts';
import type { Column } from '../../components/data-table';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { type Backup, backupsQuery, isUnderWay } from './backups';
import { BackupActs, RemoveButton } from './backups-acts';
import { BackupsDialog } from './backups-dialog';
import { BackupsGuide } from './backups-guide';
import { contentOf, lastKey, percentOf, periodOf, shortKey, stateOf } from './backups-wording';
import styles from './backups.module.css';

/** 自愿备份: the own market's deals of a period as one encrypted file, made in the background, to be taken home. */
export default function BackupsPage() {
  useTitle('自愿备份');
  const { market } = useStaff();
  const backups = useQuery(backupsQuery);
  const [isAsking, setAsking] = useState(false);
  const items = backups.data?.items;
  const running = items?.find(isUnderWay);
  const over = items?.filter((backup) => !isUnderWay(backup));
  const latest = items?.[0];
  return (
    <div className="page">
      <PageHead title="自愿备份" note={`把${market?.name ?? '本市场'}核对完成的交易做成一个加密文件，自己保存`}>
        <Button type="primary" disabled={!items || running !== undefined} onClick={() => setAsking(true)}>
          做一份备份…
        </Button>
      </PageHead>
      <div className={styles.page}>
        {running && <Running backup={running} />}
        {latest?.state === 'failed' && <AlertLine tone="bad">{periodOf(latest)}：{latest.failure}</AlertLine>}
        {!(running && over?.length === 0) && (
          <RecordList
            caption="本市场的自愿备份，最近的在前"
            list={wholeList(backups, over)}
            columns={columns}
            keyOf={({ id }) => id}
            empty={<Nothing onBegin={() => setAsking(true)} />}
          />
        )}
        <BackupsGuide />
      </div>
      {isAsking && <BackupsDialog marketName={market?.name ?? '本市场'} former={lastKey(items ?? [])} onClose={() => setAsking(false)} />}
    </div>
  );
}

/** How far the one that is being made has come. */
function Running({ backup }: { backup: Backup }) {
  const { deals, dealsDone, state } = backup;
  return (
    <section className={`card ${styles.running}`} aria-label="正在制作的备份">
      <header>
        <h2>{periodOf(backup)}</h2>
        <ToneTag tone={stateOf(backup).tone}>{stateOf(backup).label}</ToneTag>
        <RemoveButton backup={backup} />
      </header>
      <Progress percent={percentOf(backup)} status="active" strokeColor="var(--brand)" aria-label="制作进度" />
      <p className={styles.soft} role="status">
        {state === 'waiting' ? `共 ${countOf(deals)} 笔，马上开始。` : `已完成 ${countOf(dealsDone)} / ${countOf(deals)} 笔，照片 ${contentOf(backup)}。`}
        可以离开本页，做好后回来下载。
      </p>
    </section>
  );
}

function Nothing({ onBegin }: { onBegin: () => void }) {
  return (
    <Notice title="还没有做过备份" actions={<Button onClick={onBegin}>做一份备份…</Button>}>
      这里是给市场自己留一份：每笔交易的照片、记录和证明，做成一个只有您能打开的文件。
    </Notice>
  );
}

const columns: Column<Backup>[] = [
  { title: '核对完成的日期', cell: periodOf },
  { title: '状态', cell: (backup) => <ToneTag tone={stateOf(backup).tone}>{stateOf(backup).label}</ToneTag> },
  { title: '交易', align: 'right', cell: ({ deals }) => countOf(deals) },
  { title: '照片', cell: (backup) => (backup.state === 'failed' ? '' : contentOf(backup)) },
  { title: '申请', cell: ({ requestedBy, requestedAt }) => `${requestedBy}　${minuteOf(requestedAt)}` },
  { title: '密钥', cell: ({ recipient }) => <code title={recipient}>{shortKey(recipient)}</code> },
  { title: '文件保留至', cell: ({ state, keptUntil }) => (state === 'ready' && keptUntil ? minuteOf(keptUntil) : '') },
  { title: '文件', cell: (backup) => <BackupActs backup={backup} /> },
];
