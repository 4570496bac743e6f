import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { NumberLink, Pair, Time } from '../../../components/cells';
import type { Column } from '../../../components/data-table';
import { minuteOf } from '../../../components/moments';
import { Notice } from '../../../components/notice';
import { PageHead } from '../../../components/page-head';
import { RecordList } from '../../../components/record-list';
import { wholeList } from '../../../components/use-record-list';
import { useTitle } from '../../../components/use-title';
import type { SamplingPlan } from '../inspection';
import { samplingPlansQuery } from '../queries';
import { useMay } from '../rights';
import { PlanStateTag } from './plan-state-tag';
import { rateWord } from './plan-wording';

const columns: Column<SamplingPlan>[] = [
  { title: '版本', cell: ({ version }) => <NumberLink to={`/inspection/plans/${version}`}>{version}</NumberLink> },
  { title: '名称', cell: ({ title }) => title },
  { title: '状态', cell: (plan) => <PlanStateTag plan={plan} /> },
  { title: '抽样率', cell: ({ content }) => rateWord(content.rate), align: 'right' },
  { title: '对照样', cell: ({ content }) => rateWord(content.control), align: 'right' },
  { title: '双盲复核', cell: ({ content }) => rateWord(content.blindSecond), align: 'right' },
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
  { title: '建立', cell: ({ createdAt }) => <Time>{minuteOf(createdAt)}</Time> },
];

/** 抽样计划: every version, and which one draws the cases now. */
export default function SamplingPlansPage() {
  useTitle('抽样计划');
  const navigate = useNavigate();
  const may = useMay();
  const plans = useQuery(samplingPlansQuery);
  return (
    <div className="page">
      <PageHead title="抽样计划" note="每笔交易按它完成那天的计划抽取；同一种子抽出同样的交易，可以重算">
        {may('POST /sampling-plans') && (
          <Button type="primary" onClick={() => void navigate('/inspection/plans/new')}>
            新建草稿
          </Button>
        )}
      </PageHead>
      <RecordList
        caption="抽样计划，最近的在前"
        list={wholeList(plans)}
        columns={columns}
        keyOf={({ version }) => version}
        onOpen={({ version }) => void navigate(`/inspection/plans/${version}`)}
        empty={<Notice title="还没有抽样计划">系统启动时会装入第一版；没有出现请联系技术运维。</Notice>}
      />
    </div>
  );
}
