import { useQuery } from '@tanstack/react-query';
import { bulletinWays } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { Pair } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { BulletinTabs } from './bulletin-tabs';
import { wayHints } from './bulletin-wording';
import type { Destination } from './bulletins';
import { DestinationDialog } from './destination-dialog';
import styles from './notices.module.css';
import { destinationsQuery } from './queries';
import { useMay } from './rights';

/** 发送去处: the groups and channels to which bulletins go. */
export default function DestinationsPage() {
  useTitle('发送去处');
  const may = useMay();
  const destinations = useQuery(destinationsQuery);
  const [changed, setChanged] = useState<Destination | 'new'>();
  const mayChange = may('POST /bulletin-destinations');
  const isConfigured = (way: Destination['way']) => destinations.data?.ways.find((one) => one.way === way)?.isConfigured ?? false;
  const columns: Column<Destination>[] = [
    {
      title: '去处',
      cell: ({ name, hint }) => (
        <Pair>
          <b>{name}</b>
          <span>{hint}</span>
        </Pair>
      ),
    },
    {
      title: '发送方式',
      cell: ({ way }) => (
        <span className={styles.way}>
          {bulletinWays[way]}
          <small>{wayHints[way]}</small>
        </span>
      ),
    },
    { title: '状态', cell: (one) => <State destination={one} isConfigured={isConfigured(one.way)} /> },
    ...(mayChange
      ? [
          {
            title: '',
            align: 'right' as const,
            cell: (one: Destination) => (
              <Button size="small" onClick={() => setChanged(one)}>
                修改…
                <span className="visually-hidden">{one.name}</span>
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <div className="page">
      <PageHead title={may('GET /bulletins') ? '月度通报' : '通报发送去处'} note="密钥加密保存，登记后不再显示">
        {mayChange && (
          <Button type="primary" onClick={() => setChanged('new')}>
            新增去处…
          </Button>
        )}
      </PageHead>
      <BulletinTabs />
      <RecordList
        caption="发送去处"
        list={wholeList(destinations)}
        columns={columns}
        keyOf={({ id }) => id}
        empty={<Notice title="还没有发送去处">{mayChange ? '点右上角“新增去处”，先登记会员微信群。' : '秘书处文员登记会员群后，会显示在这里。'}</Notice>}
      />
      {changed && destinations.data && <DestinationDialog destination={changed === 'new' ? undefined : changed} ways={destinations.data.ways} onClose={() => setChanged(undefined)} />}
    </div>
  );
}

function State({ destination: { enabled, isComplete }, isConfigured }: { destination: Destination; isConfigured: boolean }) {
  if (!enabled) return <ToneTag tone="plain">已停用</ToneTag>;
  if (!isConfigured) return <ToneTag tone="warn">系统没有配置</ToneTag>;
  return isComplete ? <ToneTag tone="good">可以发送</ToneTag> : <ToneTag tone="bad">密钥没有填全</ToneTag>;
}
