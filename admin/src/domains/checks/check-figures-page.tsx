import { useQuery } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useSearchParams } from 'react-router';
import { DaysFilter } from '../../components/days-filter';
import { dayIn, searchOf } from '../../components/list-filters';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { usualPeriods } from '../../components/periods';
import { useTitle } from '../../components/use-title';
import type { CheckFigures } from './check';
import styles from './check-figures-page.module.css';
import { ReadingQueueCard } from './reading-queue-card';
import { shareWord } from './pack-wording';
import { checkFiguresQuery } from './queries';
import { useMay } from './rights';

const usualDays = 30;

/** 预检统计: what each rule said in a period, what people made of it, and who overrides how often. */
export default function CheckFiguresPage() {
  useTitle('预检统计');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const today = dayjs().format('YYYY-MM-DD');
  const to = dayIn(search, 'to') ?? today;
  const from = dayIn(search, 'from') ?? dayjs(to).subtract(usualDays - 1, 'day').format('YYYY-MM-DD');
  const figures = useQuery(checkFiguresQuery(from, to));
  return (
    <div className="page">
      <PageHead title="预检统计" note={figures.data && `${figures.data.deals.toLocaleString('zh-CN')} 笔交易`}>
        <DaysFilter
          label="期间（含首尾两日）"
          from={from}
          to={to}
          isWhole
          presets={usualPeriods(new Date())}
          onChange={(days) => setSearch(searchOf(days))}
        />
      </PageHead>
      {may('GET /check-queue') && <ReadingQueueCard />}
      {figures.isPending && <PageSkeleton />}
      {figures.isError && !figures.data && <LoadFailure error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data?.deals === 0 && (
        <section className="card">
          <Notice title="这段时间没有预检过的交易">可以换一个期间。</Notice>
        </section>
      )}
      {figures.data && figures.data.deals > 0 && (
        <div className={styles.columns}>
          <Rules rules={figures.data.rules} />
          <Overrides overrides={figures.data.overrides} />
        </div>
      )}
    </div>
  );
}

function Rules({ rules }: Pick<CheckFigures, 'rules'>) {
  return (
    <section className={`card ${styles.card}`}>
      <h2>各规则的结论</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">规则</th>
            <th scope="col">一致</th>
            <th scope="col">不一致</th>
            <th scope="col">命中率</th>
            <th scope="col">不能确定</th>
            <th scope="col">代理人异议</th>
            <th scope="col">柜台放行</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ rule, title, consistent, inconsistent, uncertain, disputed, overridden }) => (
            <tr key={rule}>
              <th scope="row">
                <code>{rule}</code> {title}
              </th>
              <td>{consistent}</td>
              <td>
                <b>{inconsistent}</b>
              </td>
              <td>{shareWord(inconsistent, consistent + inconsistent + uncertain)}</td>
              <td>{uncertain}</td>
              <td>{disputed}</td>
              <td>
                {overridden}
                {overridden > 0 && <small>{shareWord(overridden, inconsistent)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>放行后面的百分比是占不一致的份额：偏高说明规则误报多，或放行太松，请看交易核实。</p>
    </section>
  );
}

function Overrides({ overrides }: Pick<CheckFigures, 'overrides'>) {
  const ranked = [...overrides].sort((one, other) => shareOf(other) - shareOf(one));
  const [completed, overridden] = [sum(overrides.map((row) => row.completed)), sum(overrides.map((row) => row.overridden))];
  return (
    <section className={`card ${styles.card}`}>
      <h2>放行，按操作员</h2>
      {ranked.length === 0 && <p className={styles.note}>这段时间没有完成的交易。</p>}
      {ranked.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">操作员</th>
              <th scope="col">完成</th>
              <th scope="col">放行</th>
              <th scope="col">每百笔放行</th>
            </tr>
          </thead>
          <tbody>
            {ranked.map((row) => (
              <tr key={`${row.marketName} ${row.operatorName}`}>
                <th scope="row">
                  {row.operatorName}
                  <small>{row.marketName}</small>
                </th>
                <td>{row.completed}</td>
                <td>{row.overridden}</td>
                <td>{perHundred(row)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">合计</th>
              <td>{completed}</td>
              <td>{overridden}</td>
              <td>{perHundred({ completed, overridden })}</td>
            </tr>
          </tfoot>
        </table>
      )}
      <p className={styles.note}>只供发现异常，不作为扣分或考核的依据；扣分须由核查员逐笔决定。</p>
    </section>
  );
}

const shareOf = ({ completed, overridden }: Pick<CheckFigures['overrides'][number], 'completed' | 'overridden'>) => (completed === 0 ? 0 : overridden / completed);
/** Overrides for a hundred completed deals: one deal may need several. */
const perHundred = (row: Pick<CheckFigures['overrides'][number], 'completed' | 'overridden'>) => (row.completed === 0 ? '—' : (shareOf(row) * 100).toFixed(1));
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
