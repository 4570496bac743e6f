import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { CapacityDialog } from './storage-capacity-dialog';
import { StorageCourse } from './storage-course';
import { StorageFilling } from './storage-filling';
import { StorageClasses, StoragePictures } from './storage-tables';
import { StorageTabs } from './storage-tabs';
import { spaceQuery, type StorageSpace } from './storage';
import styles from './storage.module.css';

/** 存储空间: how full it is, when it will be full, what lies there for how long, and what the pictures weigh. */
export default function StoragePage() {
  useTitle('存储空间');
  const space = useQuery(spaceQuery);
  const [isSetting, setSetting] = useState(false);
  const measuredAt = space.data?.measuredAt;
  return (
    <div className="page">
      <PageHead title="存储空间" note={measuredAt && `每天测量，最近 ${minuteOf(measuredAt)}`}>
        {space.data?.mayChange && <Button onClick={() => setSetting(true)}>设置容量…</Button>}
      </PageHead>
      <StorageTabs />
      {space.isPending && <PageSkeleton />}
      {space.isError && !space.data && <LoadFailure error={space.error} onRetry={() => void space.refetch()} />}
      {space.data && (space.data.measuredAt ? <Space space={space.data} /> : <Unmeasured />)}
      {isSetting && space.data && <CapacityDialog capacityBytes={space.data.capacityBytes} usedBytes={space.data.usedBytes} onClose={() => setSetting(false)} />}
    </div>
  );
}

const Unmeasured = () => (
  <section className="card">
    <Notice title="还没有测量过存储空间">系统每天测量一次，第一次测量之后显示在这里。要马上看，请技术单位在服务器上运行 npm run ops -- storage。</Notice>
  </section>
);

function Space({ space }: { space: StorageSpace }) {
  return (
    <>
      <div className={styles.top}>
        <StorageFilling space={space} />
        <StorageCourse space={space} />
      </div>
      <StorageClasses classes={space.classes} usedBytes={space.usedBytes} />
      <StoragePictures pictures={space.pictures} />
    </>
  );
}
