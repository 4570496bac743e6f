import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { BackLink } from '../../components/back-link';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { countOf } from '../statistics/statistics-wording';
import { monthNamed, shareOf, signedOf } from './comparison-wording';
import type { ComparedMarket, ComparedMarkets } from './comparisons';
import { LightTag } from './light-tag';
import { monthQuery, yearQuery } from './queries';
import { useMay } from './rights';
import styles from './comparisons.module.css';

/** A month by market: who is far from what the office's list says of it. */
export default function ComparisonMonthPage() {
  const { month = '' } = useParams();
  const may = useMay();
  const navigate = useNavigate();
  useTitle(`${monthNamed(month)}与车管核对`);
  const found = useQuery(monthQuery(month));
  const year = Number(month.slice(0, 4));
  const rules = useQuery({ ...yearQuery(year), enabled: Number.isInteger(year) }).data?.rules;
  if (found.isPending) return <PageSkeleton rows={10} />;
  if (!found.data) return <LoadFailure error={found.error} onRetry={() => void found.refetch()} />;
  const { list, markets } = found.data;
  const isByMarket = markets.some(({ office }) => office !== null);
  return (
    <div className="page">
      <BackLink to={`/comparisons?year=${year}`} title={`${year}年`} />
      <PageHead title={`${monthNamed(month)}按市场核对`} note={list ? `登记明细 ${countOf(list.rows)} 笔，${list.importedBy} ${minuteOf(list.importedAt)} 导入` : '还没有导入这个月的登记明细'}>
        {may('POST /registration-lists') && <Button onClick={() => void navigate(`/comparisons/import?month=${month}`)}>{list ? '重新导入明细' : '导入登记明细'}</Button>}
        {list && may('GET /unmatched-deals') && (
          <Button type="primary" onClick={() => void navigate(`/comparisons/${month}/unmatched?side=ours`)}>
            查看未对上的
          </Button>
        )}
      </PageHead>
      <section className={`card ${styles.card}`} aria-label="按市场核对">
        {markets.length === 0 ? (
          <Notice title="这个月没有已完成的交易，也没有登记明细">换一个月份，或导入车管所的登记明细。</Notice>
        ) : (
          <Markets month={month} markets={markets} toleranceHundredths={rules?.toleranceHundredths ?? 0} />
        )}
        {list && !isByMarket && <p className={styles.foot}>这份明细没有写明市场，只能逐笔核对，不能按市场比较笔数。</p>}
        {isByMarket && markets.some(({ marketId }) => marketId === null) && <p className={styles.foot}>灰色的名称在系统的市场名册里没有，是明细里的写法；同一个市场请让车管所统一写法后重新导入。</p>}
      </section>
    </div>
  );
}

function Markets({ month, markets, toleranceHundredths }: { month: string; toleranceHundredths: number } & Pick<ComparedMarkets, 'markets'>) {
  const may = useMay();
  const linkOf = (side: 'ours' | 'office', { marketId }: ComparedMarket, count: number | null) =>
    count && marketId && may('GET /unmatched-deals') ? <Link to={`/comparisons/${month}/unmatched?side=${side}&marketId=${marketId}`}>{countOf(count)}</Link> : countOf(count);
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">按市场核对，差得最多的在前</caption>
      <thead>
        <tr>
          <th scope="col">市场</th>
          <th scope="col">影像完成</th>
          <th scope="col">车管登记</th>
          <th scope="col">差</th>
          <th scope="col">占比</th>
          <th scope="col">结论</th>
          <th scope="col">已对上</th>
          <th scope="col">影像有、车管无</th>
          <th scope="col">车管有、影像无</th>
        </tr>
      </thead>
      <tbody>
        {markets.map((row) => (
          <tr key={row.marketId ?? row.marketName}>
            <th scope="row" data-none={row.marketId === null}>
              {row.marketName}
            </th>
            <td>{countOf(row.completed)}</td>
            <td>{countOf(row.office)}</td>
            <td>{signedOf(row.difference)}</td>
            <td>{shareOf(row.hundredths)}</td>
            <td>
              <LightTag light={row.light} toleranceHundredths={toleranceHundredths} />
            </td>
            <td>{countOf(row.matched)}</td>
            <td>{linkOf('ours', row, row.unmatchedOurs)}</td>
            <td>{linkOf('office', row, row.unmatchedOffice)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
