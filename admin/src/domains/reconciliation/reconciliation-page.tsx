import { useQuery } from '@tanstack/react-query';
import { differenceKinds } from '@yongche/contract/vocabulary';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { LoadFailure } from '../../components/load-failure';
import { yuanOf } from '../../components/money';
import { MonthFilter } from '../../components/month-filter';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { monthIn } from '../../components/periods';
import { useTitle } from '../../components/use-title';
import { MissingStatements } from './missing-statements';
import { figuresQuery } from './queries';
import type { ReconciliationFigures } from './reconciliation';
import { ReconciliationTabs } from './reconciliation-tabs';
import { rateWord } from './reconciliation-wording';
import styles from './reconciliation.module.css';
import { useMay } from './rights';
import { StatementImport } from './statement-import';

/** 对账: how much of a month matched by itself, what did not, and which statements are not there yet. */
export default function ReconciliationPage() {
  useTitle('对账');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const month = monthIn(search, new Date());
  const figures = useQuery(figuresQuery(month));
  return (
    <div className="page">
      <PageHead title="对账" note="支付平台的账单每天自动下载核对，银行对账单由财务导入">
        <MonthFilter month={month} onChange={(next) => setSearch({ month: next })} />
      </PageHead>
      <ReconciliationTabs />
      {figures.isPending && <PageSkeleton rows={6} />}
      {figures.isError && !figures.data && <LoadFailure error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data && <Figures figures={figures.data} />}
      {may('POST /bank-statements') && <StatementImport />}
    </div>
  );
}

function Figures({ figures }: { figures: ReconciliationFigures }) {
  const { month, lines, matched, decided, open, automaticRate, differences, missing } = figures;
  const href = (state: string) => `/reconciliation/lines?month=${month}&state=${state}`;
  return (
    <>
      <section className={`card ${styles.rate}`} aria-label={`${month} 的匹配情况`}>
        <dl>
          <div>
            <dt>自动匹配率</dt>
            <dd>{rateWord(automaticRate)}</dd>
          </div>
          <Count title="自动匹配" to={href('matched')} part="matched">
            {matched}
          </Count>
          <Count title="人工处理" to={href('decided')} part="decided">
            {decided}
          </Count>
          <Count title="待处理" to={href('open')} part="open" isWarning={open > 0}>
            {open}
          </Count>
        </dl>
        {lines > 0 ? <RateBar {...{ lines, matched, decided, open }} /> : <p className={styles.soft}>{month} 还没有对账明细。</p>}
      </section>
      <div className={styles.columns}>
        <section className={`card ${styles.card}`}>
          <h2>差异</h2>
          {differences.length === 0 ? <p className={styles.soft}>没有差异。</p> : <Differences month={month} differences={differences} />}
        </section>
        <section className={`card ${styles.card}`}>
          <h2>缺少的对账单</h2>
          <MissingStatements missing={missing} />
        </section>
      </div>
    </>
  );
}

interface CountProps {
  title: string;
  to: string;
  part: string;
  isWarning?: boolean;
  children: number;
}

function Count({ title, to, part, isWarning = false, children }: CountProps) {
  return (
    <div data-part={part} data-warning={isWarning}>
      <dt>{title}</dt>
      <dd>
        <Link to={to}>{children.toLocaleString('zh-CN')}</Link>
      </dd>
    </div>
  );
}

/** The lines of the month as one bar: matched by itself, decided by a person, waiting. */
function RateBar({ lines, matched, decided, open }: Pick<ReconciliationFigures, 'lines' | 'matched' | 'decided' | 'open'>): ReactNode {
  const width = 1000;
  const share = (count: number) => (width * count) / lines;
  const words = `共 ${lines} 条：自动匹配 ${matched}，人工处理 ${decided}，待处理 ${open}`;
  return (
    <svg className={styles.bar} viewBox={`0 0 ${width} 14`} preserveAspectRatio="none" role="img" aria-label={words}>
      <title>{words}</title>
      <rect x={0} width={share(matched)} height={14} data-part="matched" />
      <rect x={share(matched)} width={share(decided)} height={14} data-part="decided" />
      <rect x={share(matched + decided)} width={share(open)} height={14} data-part="open" />
    </svg>
  );
}

function Differences({ month, differences }: Pick<ReconciliationFigures, 'month' | 'differences'>) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">差异</th>
          <th scope="col">条数</th>
          <th scope="col">待处理</th>
          <th scope="col">金额</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ kind, count, open, fen }) => (
          <tr key={kind}>
            <th scope="row">
              <Link to={`/reconciliation/lines?month=${month}&difference=${kind}`}>{differenceKinds[kind]}</Link>
            </th>
            <td>{count}</td>
            <td className={open > 0 ? styles.warn : undefined}>{open}</td>
            <td>{yuanOf(fen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
