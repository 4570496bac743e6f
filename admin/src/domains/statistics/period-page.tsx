import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
import { WhoWhen } from '../../components/cells';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { BulletinButton } from '../notices/bulletin-button';
import { CourseChart } from './course-chart';
import { FiguresTable } from './figures-table';
import { FindingsList } from './findings-list';
import { courseQuery, periodQuery, schemasQuery } from './queries';
import type { Figure, Finding, StatisticPeriod } from './statistics';
import { countOf, editionName, periodName } from './statistics-wording';
import styles from './statistics.module.css';

/** One period: its figures by every dimension, their course, what the checker said, and its editions. */
export default function PeriodPage() {
  const { period = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const edition = Number(search.get('edition')) || undefined;
  const found = useQuery(periodQuery(period, edition));
  const schema = useQuery(schemasQuery);
  const [pointed, setPointed] = useState<Finding>();
  const [chosen, setChosen] = useState<{ item: string; dimension?: string; member?: string }>();
  useTitle(`${periodName(period)}车管数据`);
  if (found.isPending || schema.isPending) return <PageSkeleton rows={12} />;
  if (!found.data || !schema.data) return <LoadFailure error={found.error ?? schema.error} onRetry={() => void (found.isError ? found.refetch() : schema.refetch())} />;
  const { figures, findings, editions, edition: shown, periodBefore, removed } = found.data;
  const of = chosen ?? { item: figures[0]?.item ?? '' };
  return (
    <div className="page">
      <BackLink to="/statistics" title="车管数据" />
      <PageHead title={`${periodName(period)}车管数据`} note={`${editionName(shown.edition)}　${shown.acceptedBy} ${minuteOf(shown.acceptedAt)} 发布`}>
        {editions.length > 1 && (
          <Select
            aria-label="版次"
            style={{ width: 180 }}
            value={shown.edition}
            options={editions.map((one) => ({ value: one.edition, label: `${editionName(one.edition)}${one.inForce ? '　现行' : ''}` }))}
            onChange={(next: number) => setSearch(next === editions[0]!.edition ? {} : { edition: String(next) })}
          />
        )}
        <BulletinButton period={period} />
      </PageHead>
      {!shown.inForce && <AlertLine tone="warn">这是以前的版次，现行的是{editionName(editions[0]!.edition)}。</AlertLine>}
      <div className={styles.columns}>
        <section className={`card ${styles.card}`} aria-label="走势">
          <ChartHead figures={figures} of={of} onChoose={setChosen} />
          <Chart period={period} of={of} />
        </section>
        <section className={`card ${styles.card}`} aria-label="校验结果">
          <h2>
            校验结果<small>发布时留存{findings.length > 0 && `，${findings.length} 处提示`}</small>
          </h2>
          <FindingsList findings={findings} onPoint={setPointed} />
        </section>
      </div>
      <section className={`card ${styles.card}`} aria-label="数值">
        <h2>
          数值
          <small>{shown.edition > 1 ? changesWord(found.data) : `来自“${shown.fileName}”`}</small>
        </h2>
        <FiguresTable figures={figures} schema={schema.data.content} period={period} periodBefore={periodBefore} editionBefore={shown.edition > 1 ? shown.edition - 1 : undefined} pointed={pointed} onMember={period.length === 7 ? setChosen : undefined} />
        {removed.length > 0 && <p className={styles.removed}>上一版有、这一版没有的 {removed.length} 个：{removed.slice(0, 12).map(({ name, member, formerly }) => `${member ? `${member}的` : ''}${name} ${countOf(formerly)}`).join('，')}{removed.length > 12 && '……'}</p>}
      </section>
      <section className={`card ${styles.card}`} aria-label="版次">
        <h2>版次</h2>
        <Editions editions={editions} />
      </section>
    </div>
  );
}

function changesWord({ figures, removed, edition }: StatisticPeriod): string {
  const changed = figures.filter(({ value, formerly }) => formerly !== value).length + removed.length;
  return `${edition.reason}，与${editionName(edition.edition - 1)}有 ${changed} 处不同`;
}

interface ChartHeadProps {
  figures: Figure[];
  of: { item: string; dimension?: string; member?: string };
  onChoose: (of: { item: string }) => void;
}

function ChartHead({ figures, of, onChoose }: ChartHeadProps) {
  const totals = figures.filter(({ member }) => member === null);
  return (
    <h2>
      走势
      {of.member && (
        <small>
          {of.member}
          <button type="button" className={styles.plain} onClick={() => onChoose({ item: of.item })}>
            看全市
          </button>
        </small>
      )}
      <Select className={styles.chartChoice} aria-label="走势的项目" size="small" value={of.item} options={totals.map(({ item, name }) => ({ value: item, label: name }))} onChange={(item: string) => onChoose({ item })} />
    </h2>
  );
}

function Chart({ period, of }: { period: string; of: { item: string; dimension?: string; member?: string } }) {
  const course = useQuery({ ...courseQuery({ ...of, to: period.length === 7 ? period : `${period}-12` }), enabled: of.item !== '' });
  if (course.isError) return <LoadFailure error={course.error} onRetry={() => void course.refetch()} />;
  return course.data ? <CourseChart course={course.data} /> : <PageSkeleton rows={4} />;
}

function Editions({ editions }: Pick<StatisticPeriod, 'editions'>) {
  return (
    <ol className={styles.editions} aria-label="版次">
      {editions.map(({ edition, inForce, reason, fileName, acceptedBy, acceptedAt }) => (
        <li key={edition}>
          <span>
            <b>{editionName(edition)}</b>
            {inForce && <i>现行</i>}
            <small>{reason ?? '首次发布'}</small>
            <small>{fileName}</small>
          </span>
          <WhoWhen who={acceptedBy} at={acceptedAt} />
        </li>
      ))}
    </ol>
  );
}
