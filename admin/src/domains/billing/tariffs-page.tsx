import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { dayOf, minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { versionStateOf } from '../governance/adopted-version';
import type { Tariff } from './billing';
import { tariffsQuery } from './queries';
import { useMay } from './rights';
import { priceWord } from './tariff-wording';

export function TariffStateTag({ tariff: { state, inForce, effectiveOn } }: { tariff: Pick<Tariff, 'state' | 'inForce' | 'effectiveOn'> }) {
  const { label, tone } = versionStateOf({ state, inForce, from: effectiveOn }, dayOf(new Date()));
  return <ToneTag tone={tone}>{label}</ToneTag>;
}

const columns: Column<Tariff>[] = [
  { title: '版本', cell: ({ version }) => <NumberLink to={`/tariffs/${version}`}>{version}</NumberLink> },
  {
    title: '收费标准',
    cell: ({ title, content }) => (
      <Pair>
        <span>{title}</span>
        <span>{priceWord(content)}</span>
      </Pair>
    ),
  },
  { title: '状态', cell: (tariff) => <TariffStateTag tariff={tariff} /> },
  { title: '生效日', cell: ({ effectiveOn }) => <Time>{effectiveOn ?? '—'}</Time> },
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

/** 收费标准: every version of the service fee, which one is in force, and which ones are being drafted. */
export default function TariffsPage() {
  useTitle('收费标准');
  const navigate = useNavigate();
  const may = useMay();
  const tariffs = useQuery(tariffsQuery);
  return (
    <div className="page">
      <PageHead title="收费标准" note="影像系统服务费：没有决议和公布，不能收费">
        <Button href="/fees" target="_blank" rel="noreferrer">
          收费公示页
        </Button>
        {may('POST /tariffs') && (
          <Button type="primary" onClick={() => void navigate('/tariffs/new')}>
            新建草稿
          </Button>
        )}
      </PageHead>
      <RecordList
        caption="收费标准，最近的在前"
        list={wholeList(tariffs)}
        columns={columns}
        keyOf={({ version }) => version}
        onOpen={({ version }) => void navigate(`/tariffs/${version}`)}
        empty={<Notice title="还没有收费标准">没有生效的收费标准时，系统照常计量，但不收费。</Notice>}
      />
    </div>
  );
}
