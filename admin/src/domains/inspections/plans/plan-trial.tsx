import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useState } from 'react';
import { DaysFilter } from '../../../components/days-filter';
import { LoadFailure } from '../../../components/load-failure';
import { Notice } from '../../../components/notice';
import { PageSkeleton } from '../../../components/page-skeleton';
import { shareWord } from '../../checks/pack-wording';
import type { SamplingTrial } from '../inspection';
import { samplingTrialQuery } from '../queries';
import { drawnOf } from './drawn';
import styles from './plan.module.css';

/** So many days are tried at first. */
const usualDays = 7;

interface PlanTrialProps {
  version: string;
  /** The plan in force, to compare with; undefined where this is it, or there is none. */
  inForce: string | undefined;
}

/** 试抽: what a plan would have drawn of deals that are completed already; nobody notices. */
export function PlanTrial({ version, inForce }: PlanTrialProps) {
  const [period, setPeriod] = useState(() => ({ from: dayjs().subtract(usualDays, 'day').format('YYYY-MM-DD'), to: dayjs().format('YYYY-MM-DD') }));
  const trial = useQuery(samplingTrialQuery(version, period.from, period.to));
  const beside = useQuery({ ...samplingTrialQuery(inForce ?? '', period.from, period.to), enabled: inForce !== undefined });
  return (
    <section className={`card ${styles.card}`}>
      <div className={styles.bar}>
        <div>
          <h2>试抽</h2>
          <p>用这一版重抽已完成的交易，只算数，不影响任何人。至多31天。</p>
        </div>
        <DaysFilter label="期间（含首尾两日）" from={period.from} to={period.to} isWhole onChange={({ from, to }) => from && to && setPeriod({ from, to })} />
      </div>
      {trial.isPending && <PageSkeleton rows={4} />}
      {trial.isError && !trial.data && <LoadFailure error={trial.error} onRetry={() => void trial.refetch()} />}
      {trial.data?.completed === 0 && <Notice title="这段时间没有完成的交易">可以换一个期间。</Notice>}
      {trial.data && trial.data.completed > 0 && (
        <div className={styles.trial}>
          <Days trial={trial.data} version={version} beside={beside.data && inForce !== undefined ? { version: inForce, trial: beside.data } : undefined} />
          <Strata strata={trial.data.strata} />
        </div>
      )}
    </section>
  );
}

interface DaysProps {
  trial: SamplingTrial;
  version: string;
  beside: { version: string; trial: SamplingTrial } | undefined;
}

function Days({ trial, version, beside }: DaysProps) {
  return (
    <table className={styles.table}>
      <caption>每天会抽多少</caption>
      <thead>
        <tr>
          <th scope="col">日期</th>
          {['完成', '高风险', '抽样', '对照样', '合计', '份额'].map((title) => (
            <th key={title} scope="col" data-align="right">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {trial.days.map((day) => (
          <Row key={day.on} title={day.on} {...day} />
        ))}
      </tbody>
      <tfoot>
        <Row title={`合计（${version}）`} {...trial} />
        {beside && <Row title={`现行（${beside.version}）`} {...beside.trial} />}
      </tfoot>
    </table>
  );
}

function Row({ title, completed, drawn }: { title: string } & Pick<SamplingTrial, 'completed' | 'drawn'>) {
  const all = drawnOf(drawn);
  return (
    <tr>
      <th scope="row">{title}</th>
      <td data-align="right">{completed}</td>
      <td data-align="right">{drawn.red}</td>
      <td data-align="right">{drawn.sample}</td>
      <td data-align="right">{drawn.control}</td>
      <td data-align="right">{all}</td>
      <td data-align="right">{shareWord(all, completed)}</td>
    </tr>
  );
}

function Strata({ strata }: Pick<SamplingTrial, 'strata'>) {
  if (strata.length === 0) return null;
  return (
    <table className={styles.table}>
      <caption>分层：没有高风险的交易，每层各自抽取</caption>
      <thead>
        <tr>
          <th scope="col">层</th>
          {['完成', '抽样', '份额'].map((title) => (
            <th key={title} scope="col" data-align="right">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {strata.map(({ name, completed, sample }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-align="right">{completed}</td>
            <td data-align="right">{sample}</td>
            <td data-align="right">{shareWord(sample, completed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
