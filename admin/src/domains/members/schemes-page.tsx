import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { BackLink } from '../../components/back-link';
import { NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { dayOf, minuteOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { versionStateOf } from '../governance/adopted-version';
import type { DuesScheme } from './member';
import { schemesQuery } from './queries';
import { useMay } from './rights';

export function SchemeStateTag({ scheme: { state, inForce, fromYear } }: { scheme: Pick<DuesScheme, 'state' | 'inForce' | 'fromYear'> }) {
  const { label, tone } = versionStateOf({ state, inForce, from: fromYear === null ? null : String(fromYear) }, dayOf(new Date()).slice(0, 4));
  return <ToneTag tone={tone}>{label}</ToneTag>;
}

const columns: Column<DuesScheme>[] = [
  { title: '版本', cell: ({ version }) => <NumberLink to={`/dues-schemes/${version}`}>{version}</NumberLink> },
  { title: '名称', cell: ({ title }) => title },
  { title: '各档', cell: ({ content }) => <span className={cells.time}>{content.tiers.map(({ fen }) => yuanOf(fen)).join(' / ')}</span> },
  { title: '状态', cell: (scheme) => <SchemeStateTag scheme={scheme} /> },
  { title: '起始年度', cell: ({ fromYear }) => fromYear ?? '—' },
  {
    title: '通过',
    cell: ({ adoption }) =>
      adoption ? (
        <Pair>
          <span>{adoption.meeting}</span>
          <span>{adoption.resolutionNumber}</span>
        </Pair>
      ) : (
        <span className={cells.soft}>没有决议</span>
      ),
  },
  {
    title: '起草',
    cell: ({ madeBy, createdAt }) => (
      <Pair>
        <span>{madeBy}</span>
        <Time>{minuteOf(createdAt)}</Time>
      </Pair>
    ),
  },
];

/** 会费标准: every version, which one is in force, and which ones are being drafted. */
export default function SchemesPage() {
  useTitle('会费标准');
  const navigate = useNavigate();
  const may = useMay();
  const schemes = useQuery(schemesQuery);
  return (
    <div className="page">
      <BackLink to="/dues" title="会费" />
      <PageHead title="会费标准" note="至多四档，由会员大会无记名投票通过并公布">
        {may('POST /dues-schemes') && (
          <Button type="primary" onClick={() => void navigate('/dues-schemes/new')}>
            新建草稿
          </Button>
        )}
      </PageHead>
      <RecordList
        caption="会费标准，最近的在前"
        list={wholeList(schemes)}
        columns={columns}
        keyOf={({ version }) => version}
        onOpen={({ version }) => void navigate(`/dues-schemes/${version}`)}
        empty={<Notice title="还没有会费标准">秘书处起草，会员大会无记名投票通过并公布后，按它部署会费。</Notice>}
      />
    </div>
  );
}
