import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { returnCodes } from '@yongche/contract/vocabulary';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { download } from '../../api';
import { ExportButton } from '../../components/export-button';
import { LoadFailure } from '../../components/load-failure';
import { dayOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { secondsWord } from '../checks/seconds-word';
import type { MarketFigures } from './deal';
import { HoursChart } from './hours-chart';
import styles from './market-figures-page.module.css';
import { beforeTitle, comparisonOf, periodIn, returnRate, secondsNote, waitingNote } from './market-figures-wording';
import { PeriodFilter } from './period-filter';
import { marketFiguresQuery } from './queries';

/** 本市场统计: what the own counter checked on a day or in a month, how fast, when, by whom, and what was returned for what. */
export default function MarketFiguresPage() {
  useTitle('本市场统计');
  const [search, setSearch] = useSearchParams();
  const period = periodIn(search, new Date());
  const figures = useQuery({ ...marketFiguresQuery(period), placeholderData: keepPreviousData });
  return (
    <div className="page">
      <PageHead title="本市场统计" note={figures.data?.marketName}>
        <PeriodFilter period={period} today={dayOf(new Date())} onChange={(next) => setSearch({ period: next })} />
        <ExportButton name={`核对统计-${period}`} load={() => download('GET /market-figures.xlsx', { query: { period } })} />
      </PageHead>
      {figures.isPending && <PageSkeleton />}
      {figures.isError && !figures.data && <LoadFailure error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data && <Figures figures={figures.data} now={figures.dataUpdatedAt} />}
    </div>
  );
}

function Figures({ figures, now }: { figures: MarketFigures; now: number }) {
  const { waiting, sums, before, hours, operators, codes } = figures;
  const { completed, mobile, fixed, returned, seconds, overrides } = sums;
  return (
    <div className={styles.page}>
      <dl className={styles.tiles}>
        <Tile title="现在排队" note={waitingNote(waiting, now)}>
          {waiting.count}
        </Tile>
        <Tile title="核对完成" note={`移动端 ${mobile}，固定端 ${fixed}`}>
          {completed}
        </Tile>
        <Tile title="退回率" note={`退回 ${returned} 次，共核对 ${completed + returned} 次`}>
          {returnRate(sums)}
        </Tile>
        <Tile title="用时中位数" note={secondsNote(seconds)}>
          {secondsWord(seconds?.median ?? null)}
        </Tile>
        <Tile title="人工放行" note="预检拦截，核对原件后放行">
          {overrides}
        </Tile>
      </dl>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Card title="逐时">
            <HoursChart hours={hours} />
          </Card>
          <OperatorsCard operators={operators} />
        </div>
        <div className={styles.column}>
          {before && <ComparisonCard sums={sums} before={before} />}
          <CodesCard codes={codes} />
        </div>
      </div>
      <p className={styles.note}>
        每核对一次计一次：退回后重新提交、再核对完成的，计退回一次、完成一次。用时从打开交易到完成或退回；离开3分钟以上重新计。
      </p>
    </div>
  );
}

function Tile({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <div className="card">
      <dt>{title}</dt>
      <dd>{children}</dd>
      <dd className={styles.tileNote}>{note}</dd>
    </div>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={`card ${styles.card}`}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A table of figures, the first cell of each line says of what. */
function FigureTable({ heads, lines }: { heads: string[]; lines: { key: string; title: ReactNode; cells: ReactNode[] }[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, title, cells }) => (
          <tr key={key}>
            <th scope="row">{title}</th>
            {cells.map((cell, at) => (
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ComparisonCard({ sums, before }: { sums: MarketFigures['sums']; before: NonNullable<MarketFigures['before']> }) {
  const lines = comparisonOf(sums, before);
  return (
    <Card title="与上月相比">
      <FigureTable heads={['指标', '本月', beforeTitle(before), '增减']} lines={lines.map(({ title, now, before, change }) => ({ key: title, title, cells: [now, before, change] }))} />
    </Card>
  );
}

function OperatorsCard({ operators }: Pick<MarketFigures, 'operators'>) {
  const isManager = useStaff().role === 'market_manager';
  const lines = operators.map(({ staffId, name, completed, returned, medianSeconds, overrides }) => ({
    key: staffId,
    title: name,
    cells: [completed, returned, returnRate({ completed, returned }), secondsWord(medianSeconds), overrides],
  }));
  return (
    <Card title={isManager ? '各操作员' : '我的核对'}>
      {lines.length > 0 ? (
        <FigureTable heads={['操作员', '完成', '退回', '退回率', '用时中位数', '放行']} lines={lines} />
      ) : (
        <p className={styles.none}>{isManager ? '这段时间没有人核对。' : '这段时间您没有核对。'}</p>
      )}
    </Card>
  );
}

function CodesCard({ codes }: Pick<MarketFigures, 'codes'>) {
  const all = codes.reduce((sum, { count }) => sum + count, 0);
  const lines = codes.map(({ code, count }) => ({
    key: code,
    title: (
      <>
        <code>{code}</code> {returnCodes[code]}
      </>
    ),
    cells: [count, `${Math.round((count / all) * 100)}%`],
  }));
  return (
    <Card title="退回原因">
      {lines.length > 0 ? <FigureTable heads={['原因', '照片', '占比']} lines={lines} /> : <p className={styles.none}>这段时间没有退回照片。</p>}
    </Card>
  );
}
