import { shareWord } from '../../checks/pack-wording';
import { secondsWord } from '../../checks/seconds-word';
import type { InspectionFigures } from '../inspection';
import { kappaText, kappaWord } from './figure-wording';
import styles from './figures.module.css';

/** 复核一致率 by rule: where two people see the same thing differently, the rule or its wording needs work. */
export function RulesCard({ rules }: Pick<InspectionFigures['agreement'], 'rules'>) {
  return (
    <section className={`card ${styles.card}`}>
      <h2>复核一致，按规则</h2>
      {rules.length === 0 ? (
        <p className={styles.note}>这段时间没有双盲复核过的案件。</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">规则</th>
              <th scope="col">对数</th>
              <th scope="col">一致</th>
              <th scope="col">κ</th>
            </tr>
          </thead>
          <tbody>
            {rules.map(({ rule, title, pairs, agreed, kappa }) => (
              <tr key={rule}>
                <th scope="row">
                  <code>{rule}</code> {title}
                </th>
                <td>{pairs}</td>
                <td>{shareWord(agreed, pairs)}</td>
                <td title={kappaWord(kappa)}>{kappaText(kappa)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.note}>κ 是扣除碰巧一致后的一致程度：0.6 以上为高度一致，0.4 以下说明标准需要讨论。</p>
    </section>
  );
}

/** 工作考评 by person: never how many points somebody took (CAP-D7). */
export function PersonsCard({ persons }: { persons: NonNullable<InspectionFigures['persons']> }) {
  return (
    <section className={`card ${styles.card}`}>
      <h2>按核查员</h2>
      {persons.length === 0 ? (
        <p className={styles.note}>这段时间没有人核查过。</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">核查员</th>
              <th scope="col">已核</th>
              <th scope="col">用时中位数</th>
              <th scope="col">双盲</th>
              <th scope="col">一致</th>
              <th scope="col">κ</th>
              <th scope="col">被申诉</th>
              <th scope="col">改判</th>
            </tr>
          </thead>
          <tbody>
            {persons.map(({ name, decided, medianSeconds, pairs, agreed, kappa, appealed, overturned }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{decided}</td>
                <td>{secondsWord(medianSeconds)}</td>
                <td>{pairs}</td>
                <td>{shareWord(agreed, pairs)}</td>
                <td title={kappaWord(kappa)}>{kappaText(kappa)}</td>
                <td>{appealed}</td>
                <td>
                  {overturned}
                  {appealed > 0 && <small>{shareWord(overturned, appealed)}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.note}>只看数量、用时、一致和改判，不统计扣了多少分，也不以扣分多少考评。</p>
    </section>
  );
}
