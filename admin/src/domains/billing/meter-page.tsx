import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useSearchParams } from 'react-router';
import { AlertLine } from '../../components/alert-line';
import { countOf } from '../../components/counts';
import { FilterBar } from '../../components/filter';
import { searchOf } from '../../components/list-filters';
import { LoadFailure } from '../../components/load-failure';
import { yuanOf } from '../../components/money';
import { MonthFilter } from '../../components/month-filter';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { monthIn } from '../../components/periods';
import { useTitle } from '../../components/use-title';
import type { MeterFigures } from './billing';
import { meteredWord, sizeWord } from './billing-wording';
import styles from './billing.module.css';
import { MeterEvents } from './meter-events';
import { meterFiguresQuery } from './queries';

/** 计量: a month's cars by market, what they cost and how many bytes they store, and every single one below. */
export default function MeterPage() {
  useTitle('计量');
  const [search, setSearch] = useSearchParams();
  const events = useRef<HTMLElement>(null);
  const month = monthIn(search, new Date());
  const figures = useQuery(meterFiguresQuery(month));
  const change = (part: object) => setSearch(searchOf({ ...Object.fromEntries(search), month }, part));
  // Who chooses a market means its cars, which stand below all markets.
  const choose = (marketId: string | undefined) => {
    change({ marketId });
    if (marketId) events.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <div className="page">
      <PageHead title="计量" note="每笔完成的交易一辆车，按市场当天的会籍计价">
        <FilterBar onSubmit={() => undefined}>
          <MonthFilter month={month} onChange={(next) => change({ month: next })} />
        </FilterBar>
      </PageHead>
      {figures.isPending && <PageSkeleton rows={6} />}
      {figures.isError && !figures.data && <LoadFailure error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data && (
        <>
          <Tiles figures={figures.data} />
          <Markets figures={figures.data} chosen={search.get('marketId') ?? undefined} onChoose={choose} />
        </>
      )}
      {figures.data?.markets.length !== 0 && <MeterEvents section={events} month={month} search={search} onChange={change} />}
    </div>
  );
}

/** The few numbers: cars at either price, and what they come to. */
function Tiles({ figures }: { figures: MeterFigures }) {
  const { completed, unmetered, memberVehicles, nonMemberVehicles, exempt, fen, storedBytes } = figures;
  return (
    <>
      {unmetered > 0 && (
        <div className={styles.alert}>
          <AlertLine tone="warn">系统正在补计没有计量的交易；补计完之前这个月不能出账。</AlertLine>
        </div>
      )}
      <dl className={styles.tiles}>
        <div className="card">
          <dt>完成交易</dt>
          <dd>
            {countOf(completed)} 笔
            <span>{meteredWord(figures)}</span>
          </dd>
        </div>
        <div className="card">
          <dt>会员价车辆</dt>
          <dd>{countOf(memberVehicles)}</dd>
        </div>
        <div className="card">
          <dt>非会员价车辆</dt>
          <dd>{countOf(nonMemberVehicles)}</dd>
        </div>
        <div className="card">
          <dt>不计费</dt>
          <dd>{countOf(exempt)}</dd>
        </div>
        <div className="card">
          <dt>金额</dt>
          <dd>
            {yuanOf(fen)}
            <span>存储照片 {sizeWord(storedBytes)}</span>
          </dd>
        </div>
      </dl>
    </>
  );
}

interface MarketsProps {
  figures: MeterFigures;
  chosen: string | undefined;
  onChoose: (marketId: string | undefined) => void;
}

function Markets({ figures, chosen, onChoose }: MarketsProps) {
  const { markets, memberVehicles, nonMemberVehicles, exempt, fen, storedBytes } = figures;
  return (
    <section className={`card ${styles.card}`}>
      <h2>各市场</h2>
      {markets.length === 0 && <Notice title="这个月没有计量">完成的交易当时就计量，显示在这里。</Notice>}
      {markets.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">市场</th>
              <th scope="col">会员价车辆</th>
              <th scope="col">非会员价车辆</th>
              <th scope="col">不计费</th>
              <th scope="col">金额</th>
              <th scope="col">数据量</th>
            </tr>
          </thead>
          <tbody>
            {markets.map(({ marketId, marketName, member, ...of }) => (
              <tr key={marketId} data-chosen={marketId === chosen}>
                <th scope="row">
                  <button type="button" title={marketId === chosen ? '看所有市场的车辆' : '看这个市场的车辆'} aria-pressed={marketId === chosen} onClick={() => onChoose(marketId === chosen ? undefined : marketId)}>
                    {marketName}
                  </button>
                  <small>{member ? '会员' : '非会员'}</small>
                </th>
                <td>{countOf(of.memberVehicles)}</td>
                <td>{countOf(of.nonMemberVehicles)}</td>
                <td>{countOf(of.exempt)}</td>
                <td>{yuanOf(of.fen)}</td>
                <td>{sizeWord(of.storedBytes)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">合计</th>
              <td>{countOf(memberVehicles)}</td>
              <td>{countOf(nonMemberVehicles)}</td>
              <td>{countOf(exempt)}</td>
              <td>{yuanOf(fen)}</td>
              <td>{sizeWord(storedBytes)}</td>
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  );
}
