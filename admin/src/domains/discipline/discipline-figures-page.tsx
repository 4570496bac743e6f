import { useQuery } from '@tanstack/react-query';
import { appealStates, measureKinds } from '@yongche/contract/vocabulary';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { DaysFilter } from '../../components/days-filter';
import { dayIn, searchOf } from '../../components/list-filters';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { periodOf, usualPeriods } from '../../components/periods';
import { useTitle } from '../../components/use-title';
import type { DisciplineFigures } from './discipline';
import styles from './discipline-figures-page.module.css';
import { disciplineFiguresQuery } from './queries';

/** 处理情况: what was found, decided, appealed and taken in a period; sums only, of nobody in particular. */
export default function DisciplineFiguresPage() {
  useTitle('处理情况');
  const [search, setSearch] = useSearchParams();
  const { from, to } = periodOf({ from: dayIn(search, 'from'), to: dayIn(search, 'to') }, new Date());
  const figures = useQuery(disciplineFiguresQuery(from, to));
  return (
    <div className="page">
      <PageHead title="处理情况" note="只有合计，不含任何人和企业">
        <DaysFilter label="期间（含首尾两日）" from={from} to={to} isWhole presets={usualPeriods(new Date())} onChange={(days) => setSearch(searchOf(days))} />
      </PageHead>
      {figures.isPending && <PageSkeleton />}
      {figures.isError && !figures.data && <LoadFailure error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data && <Figures figures={figures.data} />}
    </div>
  );
}

function Figures({ figures: { violations, codes, appeals, measures, problems } }: { figures: DisciplineFigures }) {
  return (
    <div className={styles.sections}>
      <div className={styles.cards}>
        <Card
          title="问题单"
          figures={[
            ['发现', problems.found],
            ['已改正', problems.verified],
            ['办理中', problems.open],
            ['逾期未改正', problems.overdue, problems.overdue > 0],
          ]}
        />
        <Card
          title="申诉"
          figures={[
            [appealStates.open, appeals.open],
            [appealStates.upheld, appeals.upheld],
            [appealStates.changed, appeals.changed],
            [appealStates.revoked, appeals.revoked],
          ]}
        />
        <Card title="措施" figures={measures.map(({ kind, count }) => [measureKinds[kind], count])} />
      </div>
      <section className={`card ${styles.codes}`}>
        <h2>违规 {violations} 项</h2>
        {codes.length === 0 ? <Notice title="这段时间没有违规">可以换一个期间。</Notice> : <Codes codes={codes} />}
      </section>
    </div>
  );
}

interface CardProps {
  title: string;
  figures: [title: string, value: number, isBad?: boolean][];
}

function Card({ title, figures }: CardProps): ReactNode {
  return (
    <section className={`card ${styles.card}`}>
      <h2>{title}</h2>
      <dl>
        {figures.map(([name, value, isBad = false]) => (
          <div key={name} data-bad={isBad}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Codes({ codes }: Pick<DisciplineFigures, 'codes'>) {
  const ranked = [...codes].sort((one, other) => other.found - one.found || one.code.localeCompare(other.code));
  const sum = (of: (code: DisciplineFigures['codes'][number]) => number) => codes.reduce((total, code) => total + of(code), 0);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">违规</th>
          <th scope="col">告知</th>
          <th scope="col">扣分</th>
          <th scope="col">指出改正</th>
          <th scope="col">不予处理</th>
          <th scope="col">未决定</th>
        </tr>
      </thead>
      <tbody>
        {ranked.map(({ code, name, found, points, correction, dismissed }) => (
          <tr key={code}>
            <th scope="row">
              <code>{code}</code> {name}
            </th>
            <td>{found}</td>
            <td>
              <b>{points}</b>
            </td>
            <td>{correction}</td>
            <td>{dismissed}</td>
            <td>{found - points - correction - dismissed}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">合计</th>
          <td>{sum(({ found }) => found)}</td>
          <td>{sum(({ points }) => points)}</td>
          <td>{sum(({ correction }) => correction)}</td>
          <td>{sum(({ dismissed }) => dismissed)}</td>
          <td>{sum(({ found, points, correction, dismissed }) => found - points - correction - dismissed)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
