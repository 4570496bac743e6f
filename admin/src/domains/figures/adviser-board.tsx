import { lights, problemStates } from '@yongche/contract/vocabulary';
import { countOf } from '../../components/counts';
import { rateOf } from '../statistics/statistics-wording';
import { Part } from './board-screen';
import { Growth, RateTile, Tile } from './board-tile';
import styles from './board.module.css';
import type { AdviserBoard } from './figures';
import { shareWord } from './figures-wording';
import { lightMarks } from './lights';
import { TrendPart } from './trend-part';

/** 政策指导员看板 (domain.md 5.8): coverage, what is wrong, what became of it, and how far we are from the vehicle office. Sums only. */
export function AdviserView({ board }: { board: AdviserBoard }) {
  const { today, year, precheckedHundredths, coverageHundredths, problemRate, missRate, trend, office } = board;
  return (
    <>
      <dl className={styles.tiles} data-count="5">
        <Tile title="全量预检" to="/checks/figures" note={<span>今年完成的交易中经系统预检的</span>}>
          {shareWord(precheckedHundredths)}
        </Tile>
        <Tile title="人工抽查" to="/inspection/figures" note={<span>今年完成的交易中已核查的</span>}>
          {shareWord(coverageHundredths)}
        </Tile>
        <RateTile title="问题率" to="/inspection/figures" rate={problemRate} hits="问题" of="核查" none="今年还没有核查结果" />
        <RateTile title="漏检率" to="/inspection/figures" rate={missRate} hits="漏检" of="对照样" none="今年还没有核查过对照样" />
        <Tile title={`${today.slice(0, 4)}年完成`} to={`/metrics?from=${today.slice(0, 4)}-01-01&to=${today}&metric=completed`} note={<Growth of={year} />}>
          {countOf(year.value)}
        </Tile>
      </dl>
      <TrendPart trend={trend} today={today} wide={7} whose="全市" />
      <Part title="与车管数据" wide={5} note="影像完成减车管交易，占车管的比例">
        <OfficeTable office={office} />
      </Part>
      <Part title="问题处理" wide={7} note="今年发现的问题现在怎样">
        <Problems problems={board.problems} />
      </Part>
      <Part title="改正与措施" wide={5}>
        <dl className={styles.stats}>
          <Stat name="按期改正" count={board.corrected.inTime} />
          <Stat name="逾期后改正" count={board.corrected.late} />
          <Stat name="改正期内" count={board.corrected.open} />
          <Stat name="逾期未改正" count={board.corrected.overdue} tone={board.corrected.overdue > 0 ? 'bad' : undefined} />
          <Stat name="采取措施" count={board.measures} />
        </dl>
      </Part>
    </>
  );
}

function Stat({ name, count, tone }: { name: string; count: number; tone?: 'bad' | undefined }) {
  return (
    <div data-tone={tone}>
      <dt>{name}</dt>
      <dd>{countOf(count)}</dd>
    </div>
  );
}

function OfficeTable({ office }: Pick<AdviserBoard, 'office'>) {
  if (office.length === 0) return <p className={styles.none}>车管所还没有按月公布数据。</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">月份</th>
          <th scope="col">影像完成</th>
          <th scope="col">车管交易</th>
          <th scope="col">差异</th>
        </tr>
      </thead>
      <tbody>
        {office.map(({ month, completed, office: counted, hundredths, light }) => (
          <tr key={month}>
            <th scope="row">{month}</th>
            <td>{countOf(completed)}</td>
            <td>{counted === null ? '—' : countOf(counted)}</td>
            <td>
              <span className={styles.light} data-light={light} title={lights[light]}>
                <b>{hundredths === null ? '—' : rateOf(hundredths)}</b> <i aria-hidden="true">{lightMarks[light]}</i>
                <span className="visually-hidden">{lights[light]}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Problems({ problems }: Pick<AdviserBoard, 'problems'>) {
  const all = problems.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return <p className={styles.none}>今年还没有发现问题。</p>;
  return (
    <>
      <p className={styles.shares} aria-hidden="true">
        {problems.map(({ state, count }) => count > 0 && <i key={state} data-state={state} style={{ flexGrow: count }} />)}
      </p>
      <dl className={styles.stats}>
        {problems.map(({ state, count }) => (
          <div key={state} data-state={state}>
            <dt>{problemStates[state]}</dt>
            <dd>{countOf(count)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
