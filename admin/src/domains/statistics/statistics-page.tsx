import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { AlertLine } from '../../components/alert-line';
import { CellLink, WhoWhen } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { useTitle } from '../../components/use-title';
import { wholeList } from '../../components/use-record-list';
import { CourseChart } from './course-chart';
import { courseQuery, importsQuery, periodsQuery } from './queries';
import { useMay } from './rights';
import type { PeriodSummary } from './statistics';
import { StatisticsTabs } from './statistics-tabs';
import { countOf, editionName, growthSource, growthWord, periodName } from './statistics-wording';
import styles from './statistics.module.css';

/** Totals that have a column of their own; the period's page has all of them. */
const mostColumns = 5;

/** 车管数据: what is published, period by period, and what waits. */
export default function StatisticsPage() {
  useTitle('车管数据');
  const may = useMay();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const of = search.get('of') === 'year' ? 'year' : 'month';
  const periods = useQuery(periodsQuery(of));
  const waiting = useQuery(importsQuery).data?.items.filter(({ state }) => state === 'waiting') ?? [];
  return (
    <div className="page">
      <PageHead title="车管数据" note="车管所每月通报的数据，核对后按版发布；同比由系统按留存的上年同期计算">
        <Segmented aria-label="按月或按年" value={of} onChange={(next) => setSearch(next === 'year' ? { of: 'year' } : {})} options={[{ value: 'month', label: '按月' }, { value: 'year', label: '按年' }]} />
        {may('POST /statistic-imports') && (
          <Button type="primary" onClick={() => void navigate('/statistics/import')}>
            导入数据
          </Button>
        )}
      </PageHead>
      <StatisticsTabs />
      {waiting.length > 0 && (
        <div className={styles.waiting}>
          <AlertLine tone="warn" actions={<Link to={`/statistics/imports/${waiting[0]!.id}`}>{may('POST /statistic-imports') ? '继续处理' : '查看'}</Link>}>
            {periodName(waiting[0]!.period)}的“{waiting[0]!.fileName}”已上传，还没有发布。{waiting.length > 1 && `另有 ${waiting.length - 1} 份待处理。`}
          </AlertLine>
        </div>
      )}
      {of === 'month' && periods.data && periods.data.items.length > 1 && <Courses figures={periods.data.items[0]!.figures} />}
      <RecordList
        caption="已发布的各期数据，最近的在前"
        list={wholeList(periods)}
        columns={columnsOf(periods.data?.items ?? [])}
        keyOf={({ period }) => period}
        onOpen={({ period }) => void navigate(`/statistics/periods/${period}`)}
        empty={<Notice title={of === 'month' ? '还没有发布过按月的数据' : '还没有发布过全年的数据'}>{may('POST /statistic-imports') ? '收到车管所的表格后，点右上角“导入数据”。' : '秘书处文员导入并发布后，会显示在这里。'}</Notice>}
      />
    </div>
  );
}

/** The courses of the two first totals, side by side. */
function Courses({ figures }: Pick<PeriodSummary, 'figures'>) {
  const mains = figures.filter(({ partOf }) => partOf === null).slice(0, 2);
  return (
    <div className={styles.courses}>
      {mains.map(({ item }) => (
        <Course key={item} item={item} />
      ))}
    </div>
  );
}

function Course({ item }: { item: string }) {
  const course = useQuery(courseQuery({ item }));
  return <section className={`card ${styles.chart}`}>{course.data && <CourseChart course={course.data} />}</section>;
}

function columnsOf(periods: PeriodSummary[]): Column<PeriodSummary>[] {
  const items = [...new Map(periods.flatMap(({ figures }) => figures).map(({ item, name, unit }) => [item, { item, title: `${name}（${unit}）` }])).values()].slice(0, mostColumns);
  return [
    {
      title: '期间',
      cell: ({ period, edition }) => (
        <CellLink to={`/statistics/periods/${period}`}>
          {periodName(period)}
          {edition > 1 && <small className={styles.editionMark}>{editionName(edition)}</small>}
        </CellLink>
      ),
    },
    ...items.map(({ item, title }): Column<PeriodSummary> => ({ title, align: 'right', cell: ({ figures }) => <Total figure={figures.find((figure) => figure.item === item)} /> })),
    { title: '提示', align: 'right', cell: ({ warnings }) => (warnings > 0 ? <b className={styles.warn}>{warnings}</b> : <span className={styles.soft}>0</span>) },
    { title: '发布', cell: ({ acceptedBy, acceptedAt }) => <WhoWhen who={acceptedBy} at={acceptedAt} /> },
  ];
}

function Total({ figure }: { figure: PeriodSummary['figures'][number] | undefined }) {
  if (!figure) return <span className={styles.soft}>—</span>;
  return (
    <span className={styles.total}>
      <b>{countOf(figure.value)}</b>
      <small title={growthSource(figure.growth)}>{growthWord(figure.growth)}</small>
    </span>
  );
}
