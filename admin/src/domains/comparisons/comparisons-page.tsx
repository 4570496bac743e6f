import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { YearFilter, yearIn } from '../../components/year-filter';
import { StatisticsTabs } from '../statistics/statistics-tabs';
import { countOf } from '../statistics/statistics-wording';
import { limitOf, shareOf, signedOf, totalName } from './comparison-wording';
import type { ComparedMonth, ComparedYear, Rules } from './comparisons';
import { LightTag } from './light-tag';
import { yearQuery } from './queries';
import { useMay } from './rights';
import { RulesDialog } from './rules-dialog';
import styles from './comparisons.module.css';

/** 与车管核对: a year month by month, and how far we are from the office as a whole. */
export default function ComparisonsPage() {
  useTitle('与车管核对');
  const may = useMay();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const year = yearIn(search, new Date());
  const found = useQuery(yearQuery(year));
  const [isChanging, setChanging] = useState(false);
  return (
    <div className="page">
      <PageHead title="车管数据" note="影像完成数与车管所登记数逐月核对">
        {may('POST /registration-lists') && (
          <Button type="primary" onClick={() => void navigate('/comparisons/import')}>
            导入登记明细
          </Button>
        )}
      </PageHead>
      <StatisticsTabs />
      <div className={styles.bar}>
        <YearFilter year={year} onChange={(next) => setSearch({ year: String(next) })} />
        {found.data && <RulesLine rules={found.data.rules} onChange={may('PUT /comparison-rules') ? () => setChanging(true) : undefined} />}
      </div>
      {found.isPending && <PageSkeleton rows={12} />}
      {found.isError && !found.data && <LoadFailure error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <Total compared={found.data} />
          <section className={`card ${styles.card}`} aria-label="逐月核对" data-stale={found.isPlaceholderData}>
            <Months compared={found.data} />
            <p className={styles.foot}>差 = 影像完成数 − 车管登记数，占比以车管登记数为基数。“未对上”需要导入当月登记明细（逐笔）；月底完成的交易，下月明细导入后会重新核对。</p>
          </section>
          {isChanging && <RulesDialog rules={found.data.rules} onClose={() => setChanging(false)} />}
        </>
      )}
    </div>
  );
}

function RulesLine({ rules: { toleranceHundredths, windowDays, madeBy, madeAt, reason }, onChange }: { rules: Rules; onChange: (() => void) | undefined }) {
  return (
    <p className={styles.rules} title={madeBy ? `${madeBy} ${minuteOf(madeAt)}：${reason}` : reason}>
      容差 <b>{limitOf(toleranceHundredths)}</b>，完成后 <b>{windowDays}</b> 天内登记算同一笔
      {onChange && (
        <Button size="small" onClick={onChange}>
          修改
        </Button>
      )}
    </p>
  );
}

/** The few numbers of the year. */
function Total({ compared }: { compared: ComparedYear }) {
  const { total, rules } = compared;
  return (
    <dl className={`card ${styles.total}`} aria-label={totalName(compared)}>
      <div>
        <dt>{totalName(compared)}影像完成</dt>
        <dd>{countOf(total.completed)}</dd>
      </div>
      <div>
        <dt>车管登记</dt>
        <dd>{countOf(total.office)}</dd>
      </div>
      <div>
        <dt>差</dt>
        <dd>
          {signedOf(total.difference)}
          {total.office !== null && <span className={styles.share}>{shareOf(total.hundredths)}</span>}
        </dd>
      </div>
      <div>
        <dt>结论</dt>
        <dd>{total.office === null ? <span className={styles.unknown}>发布车管数据后可以核对</span> : <LightTag light={total.light} toleranceHundredths={rules.toleranceHundredths} />}</dd>
      </div>
    </dl>
  );
}

function Months({ compared: { months, rules } }: { compared: ComparedYear }) {
  const may = useMay();
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">逐月核对</caption>
      <thead>
        <tr>
          <th scope="col">月份</th>
          <th scope="col">影像完成</th>
          <th scope="col">车管登记</th>
          <th scope="col">差</th>
          <th scope="col">占比</th>
          <th scope="col">结论</th>
          <th scope="col">登记明细</th>
          <th scope="col">影像有、车管无</th>
          <th scope="col">车管有、影像无</th>
        </tr>
      </thead>
      <tbody>
        {months.map((row) => (
          <tr key={row.month}>
            <th scope="row">
              <Link to={`/comparisons/${row.month}`}>{Number(row.month.slice(5))}月</Link>
            </th>
            <td>{countOf(row.completed)}</td>
            <td>{countOf(row.office)}</td>
            <td>{signedOf(row.difference)}</td>
            <td>{shareOf(row.hundredths)}</td>
            <td>
              <LightTag light={row.light} toleranceHundredths={rules.toleranceHundredths} />
            </td>
            <td data-none={row.listed === null}>{row.listed === null ? '未导入' : countOf(row.listed)}</td>
            <Unmatched row={row} side="ours" isLink={may('GET /unmatched-deals')} />
            <Unmatched row={row} side="office" isLink={may('GET /unmatched-deals')} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Unmatched({ row, side, isLink }: { row: ComparedMonth; side: 'ours' | 'office'; isLink: boolean }) {
  const count = side === 'ours' ? row.unmatchedOurs : row.unmatchedOffice;
  return <td>{count && isLink ? <Link to={`/comparisons/${row.month}/unmatched?side=${side}`}>{countOf(count)}</Link> : countOf(count)}</td>;
}
