import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { LoadFailure } from '../../components/load-failure';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { DrillDialog } from './drill-dialog';
import { DrillResult } from './drill-result';
import { ArchiveDialog } from './safekeeping-archive-dialog';
import { BackUpButton } from './safekeeping-back-up-button';
import { SafekeepingList } from './safekeeping-list';
import { SafekeepingTabs } from './safekeeping-tabs';
import { SafekeepingTiers } from './safekeeping-tiers';
import { safekeepingQuery, type Safekeeping } from './safekeeping';
import styles from './safekeeping.module.css';

/** 备份与演练: the three tiers side by side, whether what they hold can be restored, and every backup. */
export default function SafekeepingPage() {
  useTitle('备份与演练');
  const safekeeping = useQuery(safekeepingQuery);
  const [opened, setOpened] = useState<'scheme' | 'archive' | 'drill'>();
  const close = () => setOpened(undefined);
  const may = safekeeping.data?.may;
  return (
    <div className="page">
      <PageHead title="备份与演练">
        <Button disabled={!safekeeping.data} onClick={() => setOpened('scheme')}>
          备份方案
        </Button>
        {may?.archive && <Button onClick={() => setOpened('archive')}>归档一个月…</Button>}
        {may?.drill && <Button onClick={() => setOpened('drill')}>恢复演练…</Button>}
        {may?.backUp && <BackUpButton />}
      </PageHead>
      <SafekeepingTabs />
      {safekeeping.isPending && <PageSkeleton />}
      {safekeeping.isError && !safekeeping.data && <LoadFailure error={safekeeping.error} onRetry={() => void safekeeping.refetch()} />}
      {safekeeping.data && (
        <>
          <SafekeepingTiers tiers={safekeeping.data.tiers} />
          <DrillResult drill={safekeeping.data.lastDrill} isLate={safekeeping.data.isDrillLate} mayDrill={safekeeping.data.may.drill} />
          <SafekeepingList />
          <Scheme scheme={safekeeping.data.scheme} isOpen={opened === 'scheme'} onClose={close} />
        </>
      )}
      {opened === 'archive' && <ArchiveDialog onClose={close} />}
      {opened === 'drill' && <DrillDialog onClose={close} />}
    </div>
  );
}

/** 《影像核对系统数据存储备份方案》 in force, to be read and printed. */
function Scheme({ scheme: { version, clauses }, isOpen, onClose }: { scheme: Safekeeping['scheme']; isOpen: boolean; onClose: () => void }) {
  return (
    <Drawer title="影像核对系统数据存储备份方案" size={640} open={isOpen} onClose={onClose}>
      <p className={styles.soft}>版本 {version}，系统照此执行</p>
      <ol className={styles.scheme}>
        {clauses.map(({ title, text }) => (
          <li key={title}>
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </Drawer>
  );
}
