import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { NumberLink, Pair, Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { dayOf, minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import type { RulePackSummary } from './check';
import { packState } from './pack-wording';
import { rulePacksQuery } from './queries';
import { useMay } from './rights';

export function PackStateTag({ pack }: { pack: Pick<RulePackSummary, 'state' | 'inForce' | 'effectiveOn'> }) {
  const { label, tone } = packState(pack, dayOf(new Date()));
  return <ToneTag tone={tone}>{label}</ToneTag>;
}

const columns: Column<RulePackSummary>[] = [
  { title: '版本', cell: ({ version }) => <NumberLink to={`/checks/packs/${version}`}>{version}</NumberLink> },
  { title: '名称', cell: ({ title }) => title },
  { title: '状态', cell: (pack) => <PackStateTag pack={pack} /> },
  { title: '生效日', cell: ({ effectiveOn }) => <Time>{effectiveOn ?? '—'}</Time> },
  {
    title: '制定 / 通过',
    cell: ({ madeBy, adoptedBy }) => (
      <Pair>
        <span>{madeBy}</span>
        {adoptedBy && <span>{adoptedBy}</span>}
      </Pair>
    ),
  },
  { title: '依据', cell: ({ resolution }) => <Pair>{resolution ? <span title={resolution}>{resolution}</span> : '—'}</Pair> },
  { title: '建立', cell: ({ createdAt }) => <Time>{minuteOf(createdAt)}</Time> },
];

/** 规则包: every version of the rules and thresholds, which one is in force, and which ones are being tried. */
export default function RulePacksPage() {
  useTitle('规则包');
  const navigate = useNavigate();
  const may = useMay();
  const packs = useQuery(rulePacksQuery);
  return (
    <div className="page">
      <PageHead title="规则包" note="每笔交易按它开始那天的版本检查，以后也不改">
        {may('POST /rule-packs') && (
          <Button type="primary" onClick={() => void navigate('/checks/packs/new')}>
            新建草稿
          </Button>
        )}
      </PageHead>
      <RecordList
        caption="规则包，最近的在前"
        list={wholeList(packs)}
        columns={columns}
        keyOf={({ version }) => version}
        onOpen={({ version }) => void navigate(`/checks/packs/${version}`)}
        empty={<Notice title="还没有规则包">系统启动时会装入第一版；没有出现请联系技术运维。</Notice>}
      />
    </div>
  );
}
