import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Pair, Time, WhoWhen } from '../../components/cells';
import { DataTable, type Column } from '../../components/data-table';
import { marketsQuery } from '../../components/markets-query';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { ToneTag } from '../../components/tone-tag';
import { useStaff } from '../../session';
import { useMay, type PageRelease, type PageReleases } from './releases';
import { RollOutDialog } from './releases-roll-out-dialog';
import { isCurrent, marketsWord, scopeTag } from './releases-wording';
import styles from './releases.module.css';

/** Every version, newest first: what is new in it, who runs it, and for the technician the roll-out. */
export function ReleaseVersions({ releases }: { releases: PageReleases }) {
  const { market } = useStaff();
  const may = useMay();
  const names = new Map(useQuery(marketsQuery).data?.markets.map(({ id, name }) => [id, name]));
  const [showsAll, setShowsAll] = useState(false);
  const [opened, setOpened] = useState<string>();
  const { items, minimum, terminals } = releases;
  const shown = showsAll ? items : items.filter(isCurrent);
  const release = items.find(({ version }) => version === opened);
  const columns: Column<PageRelease>[] = [
    {
      title: '版本',
      cell: ({ version, builtAt, isPresent }) => (
        <Pair>
          <span>
            <span className={styles.version}>{version}</span> {version === minimum && <ToneTag tone="warn">最低版本</ToneTag>}
            {!isPresent && <ToneTag tone="over">文件已撤下</ToneTag>}
          </span>
          {builtAt && <Time>构建于 {minuteOf(builtAt)}</Time>}
        </Pair>
      ),
    },
    { title: '更新说明', cell: ({ notes }) => <span className={styles.notes} title={notes}>{notes || '—'}</span> },
    {
      title: '使用范围',
      cell: (one) => {
        const { word, tone } = scopeTag(one, market !== null);
        return (
          <Pair>
            <span>
              <ToneTag tone={tone}>{word}</ToneTag>
            </span>
            {!market && one.scope === 'markets' && <span title={one.marketIds.map((id) => names.get(id)).join('、')}>{marketsWord(one.marketIds, names)}</span>}
          </Pair>
        );
      },
    },
    { title: '在用', align: 'right', cell: ({ terminals: running }) => `${running}台` },
    { title: '最近变更', cell: ({ changedAt, changedBy, firstServedAt }) => (changedAt && changedBy ? <WhoWhen who={changedBy} at={changedAt} /> : <Pair><span>首次出现</span><Time>{minuteOf(firstServedAt)}</Time></Pair>) },
    ...(may('PUT /page-releases/:version')
      ? [
          {
            title: '办理',
            cell: ({ version }: PageRelease) => (
              <Button size="small" aria-label={`发布 ${version}`} onClick={() => setOpened(version)}>
                发布…
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <section className={`card ${styles.section}`}>
      <h2>版本</h2>
      {items.length === 0 ? (
        <Notice title="没有带版本的页面">服务器上的页面没有版本文件。重新构建并部署后显示在这里。</Notice>
      ) : (
        <div className={styles.table}>
          <DataTable caption="页面版本，新的在前" columns={columns} rows={shown} keyOf={({ version }) => version} />
        </div>
      )}
      {shown.length < items.length && (
        <p className={styles.more}>
          <Button type="link" size="small" onClick={() => setShowsAll(true)}>
            另有{items.length - shown.length}个不再使用的版本
          </Button>
        </p>
      )}
      {release && <RollOutDialog key={release.version} release={release} terminals={terminals} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
