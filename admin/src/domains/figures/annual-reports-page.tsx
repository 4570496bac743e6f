import { useQuery } from '@tanstack/react-query';
import { annualReportStates } from '@yongche/contract/vocabulary';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { call } from '../../api';
import { CellLink, WhoWhen } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { dayOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { useAct } from '../../components/use-act';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { DeadlinesCard } from './deadlines-card';
import { type AnnualReport, figuresKey, type ReportSummary } from './figures';
import { tookWord } from './figures-wording';
import { annualReportsQuery } from './queries';
import styles from './report.module.css';
import { useMay } from './rights';

const columns: Column<ReportSummary>[] = [
  { title: '报告', cell: ({ id, year, edition }) => <CellLink to={`/annual-reports/${id}`}>{`${year}年　第${edition}版`}</CellLink> },
  { title: '状态', cell: ({ state }) => <ToneTag tone={state === 'final' ? 'good' : 'busy'}>{annualReportStates[state]}</ToneTag> },
  { title: '缺项', align: 'right', cell: ({ gaps }) => <Count count={gaps} /> },
  { title: '提示', align: 'right', cell: ({ warnings }) => <Count count={warnings} /> },
  { title: '计算', cell: ({ computedBy, computedAt }) => <WhoWhen who={computedBy} at={computedAt} /> },
  { title: '用时', align: 'right', cell: ({ milliseconds }) => tookWord(milliseconds) },
  { title: '定稿', cell: ({ approvedBy, approvedAt }) => (approvedBy && approvedAt ? <WhoWhen who={approvedBy} at={approvedAt} /> : '—') },
];

/** 年度报告: every edition of every year, and the two days of the year that go with it. */
export default function AnnualReportsPage() {
  useTitle('年度报告');
  const may = useMay();
  const navigate = useNavigate();
  const reports = useQuery(annualReportsQuery);
  return (
    <div className="page">
      <PageHead title="年度报告" note="数字全部由记录计算，可逐笔核对；系统不知道的留作缺项">
        {may('POST /annual-reports') && reports.data && <NewReport years={reports.data.years} />}
      </PageHead>
      <DeadlinesCard />
      <RecordList
        caption="各年度报告及版次，新的在前"
        list={wholeList(reports)}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/annual-reports/${id}`)}
        empty={<Notice title="还没有生成过年度报告">{may('POST /annual-reports') ? '在右上角选择年度，点“生成送审稿”，几秒钟即可看到全文。' : '秘书处文员或会长生成后，会显示在这里。'}</Notice>}
      />
    </div>
  );
}

function Count({ count }: { count: number }) {
  return count > 0 ? <b className={styles.warn}>{count}</b> : <span className={styles.soft}>0</span>;
}

/** Chooses a year, the last one at first, and has its report computed. */
function NewReport({ years }: { years: number[] }) {
  const navigate = useNavigate();
  const last = Number(dayOf(new Date()).slice(0, 4)) - 1;
  const [year, setYear] = useState(years.includes(last) ? last : years[0]);
  const compute = useAct<number, AnnualReport>({
    about: 'annual-report',
    send: (year, idempotencyKey) => call('POST /annual-reports', { body: { year }, idempotencyKey }),
    renews: [[figuresKey, 'reports']],
    failed: '没有生成',
    onDone: ({ id }) => void navigate(`/annual-reports/${id}`),
  });
  return (
    <>
      <Select aria-label="年度" style={{ width: 112 }} placeholder="年度" value={year ?? null} options={years.map((one) => ({ value: one, label: `${one}年` }))} onChange={(next: number) => setYear(next)} />
      <Button type="primary" disabled={year === undefined} loading={compute.isPending} onClick={() => year !== undefined && compute.mutate(year)}>
        生成送审稿
      </Button>
    </>
  );
}
