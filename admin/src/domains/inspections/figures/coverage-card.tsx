import { shareWord } from '../../checks/pack-wording';
import type { InspectionFigures } from '../inspection';
import { drawnOf } from '../plans/drawn';
import { barsOf } from './figure-wording';
import styles from './figures.module.css';

/** 覆盖率 day by day: how much was completed, how much of it inspected, and how much was found. */
export function CoverageCard({ days, from, to }: Pick<InspectionFigures, 'days'> & { from: string; to: string }) {
  const bars = barsOf(days, from, to);
  return (
    <section className={`card ${styles.card}`}>
      <header className={styles.cardHead}>
        <h2>逐日覆盖</h2>
        <ul className={styles.key} aria-hidden="true">
          <li data-part="completed">完成</li>
          <li data-part="inspected">已核查</li>
          <li data-part="problems">有问题</li>
        </ul>
      </header>
      <ol className={styles.chart} data-many={bars.length > 62} aria-label="逐日覆盖图">
        {bars.map(({ on, completed, inspected, problems, sentence }) => (
          <li key={on} title={sentence}>
            <span className="visually-hidden">{sentence}</span>
            <span className={styles.bar} aria-hidden="true">
              <i data-part="completed" style={{ height: `${completed * 100}%` }} />
              <i data-part="inspected" style={{ height: `${inspected * 100}%` }} />
              <i data-part="problems" style={{ height: `${problems * 100}%` }} />
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.ends} aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </p>
      <details className={styles.more}>
        <summary>逐日数字</summary>
        <table className={styles.table}>
          <thead>
            <tr>
              {['日期', '完成', '高风险', '抽样', '对照样', '指定', '入列', '已核查', '抽查率', '有问题'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map(({ on, completed, drawn, inspected, problems }) => (
              <tr key={on}>
                <th scope="row">{on}</th>
                {[completed, drawn.red, drawn.sample, drawn.control, drawn.requested, drawnOf(drawn), inspected, shareWord(inspected, completed), problems].map((value, at) => (
                  <td key={at}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
