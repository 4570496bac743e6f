import { useQuery } from '@tanstack/react-query';
import { bulletinStates } from '@yongche/contract/vocabulary';
import { useNavigate } from 'react-router';
import { AlertLine } from '../../components/alert-line';
import { CellLink, Pair, WhoWhen } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { dayOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { editionName, periodName } from '../statistics/statistics-wording';
import { BulletinButton } from './bulletin-button';
import { BulletinTabs } from './bulletin-tabs';
import { bulletinTones, dueMonth } from './bulletin-wording';
import type { BulletinSummary } from './bulletins';
import { MonthProgress } from './month-progress';
import styles from './notices.module.css';
import { bulletinsQuery } from './queries';
import { useMay } from './rights';

const columns: Column<BulletinSummary>[] = [
  {
    title: '通报',
    cell: ({ id, title, period }) => (
      <Pair>
        <CellLink to={`/bulletins/${id}`}>{title}</CellLink>
        <span>{periodName(period)}</span>
      </Pair>
    ),
  },
  { title: '状态', cell: ({ state, refusal }) => <ToneTag tone={state === 'draft' && refusal !== null ? 'bad' : bulletinTones[state]}>{state === 'draft' && refusal !== null ? '退回修改' : bulletinStates[state]}</ToneTag> },
  { title: '数据版次', cell: ({ edition, isOutdated }) => (isOutdated ? <Pair><span>{editionName(edition)}</span><span className={styles.warn}>已有更正版</span></Pair> : editionName(edition)) },
  { title: '起草', cell: ({ madeBy, madeAt }) => <WhoWhen who={madeBy} at={madeAt} /> },
  { title: '复核', cell: ({ approvedBy, approvedAt }) => (approvedBy && approvedAt ? <WhoWhen who={approvedBy} at={approvedAt} /> : '—') },
  { title: '发送', align: 'right', cell: ({ sendings }) => (sendings > 0 ? `${sendings} 次` : '—') },
];

/** 月度通报: how the month that is due stands, published months without one, and all there were. */
export default function BulletinsPage() {
  useTitle('月度通报');
  const may = useMay();
  const navigate = useNavigate();
  const bulletins = useQuery(bulletinsQuery);
  const due = dueMonth(dayOf(new Date()));
  // Months long gone are no longer missed.
  const missing = bulletins.data?.undrafted.filter((month) => month !== due).sort().reverse().slice(0, 1) ?? [];
  return (
    <div className="page">
      <PageHead title="月度通报" note="由已发布的车管数据生成文字和长图，两人经手后发到会员群" />
      <BulletinTabs />
      {bulletins.data && <MonthProgress month={due} bulletins={bulletins.data} />}
      {may('POST /bulletins') &&
        missing.map((month) => (
          <div key={month} className={styles.missing}>
            <AlertLine tone="info" actions={<BulletinButton period={month} label="补做通报" />}>
              {periodName(month)}的数据已发布，还没有通报。
            </AlertLine>
          </div>
        ))}
      <RecordList
        caption="月度通报，最近的在前"
        list={wholeList(bulletins)}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/bulletins/${id}`)}
        empty={<Notice title="还没有月度通报">{may('POST /bulletins') ? '车管数据发布后，点上面的“起草通报”，文字和长图一次生成。' : '秘书处文员起草后，会显示在这里。'}</Notice>}
      />
    </div>
  );
}
