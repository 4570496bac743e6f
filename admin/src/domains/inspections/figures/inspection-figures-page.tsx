import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { DaysFilter } from '../../../components/days-filter';
import { dayIn, searchOf } from '../../../components/list-filters';
import { LoadFailure } from '../../../components/load-failure';
import { Notice } from '../../../components/notice';
import { PageHead } from '../../../components/page-head';
import { PageSkeleton } from '../../../components/page-skeleton';
import { usualPeriods } from '../../../components/periods';
import { useTitle } from '../../../components/use-title';
import { shareWord } from '../../checks/pack-wording';
import type { InspectionFigures } from '../inspection';
import { inspectionFiguresQuery } from '../queries';
import { PersonsCard, RulesCard } from './agreement-cards';
import { CoverageCard } from './coverage-card';
import { agreementText, intervalText, shareText } from './figure-wording';
import styles from './figures.module.css';

const usualDays = 30;

/** 核查统计: how much of the deals is inspected, how much is wrong, how much the machine misses, and how far people agree. */
export default function InspectionFiguresPage() {
  useTitle('核查统计');
  const [search, setSearch] = useSearchParams();
  const to = dayIn(search, 'to') ?? dayjs().format('YYYY-MM-DD');
  const from = dayIn(search, 'from') ?? dayjs(to).subtract(usualDays - 1, 'day').format('YYYY-MM-DD');
  const figures = useQuery(inspectionFiguresQuery(from, to));
  return (
    <div className="page">
      <PageHead title="核查统计" note="按交易完成的日期">
        <DaysFilter label="期间（含首尾两日）" from={from} to={to} isWhole presets={usualPeriods(new Date())} onChange={(days) => setSearch(searchOf(days))} />
      </PageHead>
      {figures.isPending && <PageSkeleton />}
      {figures.isError && !figures.data && <LoadFailure error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data?.days.length === 0 && (
        <section className="card">
          <Notice title="这段时间没有完成的交易">可以换一个期间。</Notice>
        </section>
      )}
      {figures.data && figures.data.days.length > 0 && <Figures figures={figures.data} from={from} to={to} />}
    </div>
  );
}

function Figures({ figures, from, to }: { figures: InspectionFigures; from: string; to: string }) {
  const { completed, inspected, problemRate, problems, control, agreement, persons } = figures;
  return (
    <div className={styles.page}>
      <dl className={styles.tiles}>
        <Tile title="抽查率" note={`完成 ${completed.toLocaleString('zh-CN')} 笔，已核查 ${inspected.toLocaleString('zh-CN')} 笔`}>
          {shareWord(inspected, completed)}
        </Tile>
        <Tile title="问题率" note={intervalText(problemRate, `有问题 ${problems.toLocaleString('zh-CN')} 笔`)}>
          {shareText(problemRate)}
        </Tile>
        <Tile title="漏检率" note={intervalText(control.missRate, `对照样已核查 ${control.inspected} 笔，有问题 ${control.problems} 笔`)}>
          {shareText(control.missRate)}
        </Tile>
        <Tile title="复核一致率" note={agreementText(agreement)}>
          {shareWord(agreement.agreed, agreement.pairs)}
        </Tile>
      </dl>
      <CoverageCard days={figures.days} from={from} to={to} />
      <div className={styles.columns}>
        {persons && <PersonsCard persons={persons} />}
        <RulesCard rules={agreement.rules} />
      </div>
      <p className={styles.note}>漏检率：预检和抽样都没有选中的交易里，随机取对照样核查，有问题的占多少；说明机器放过了多少。</p>
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
