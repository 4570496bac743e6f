import type { LineProblem } from './comparisons';
import { countOf } from '../statistics/statistics-wording';
import styles from './comparisons.module.css';

/** What a refused file says line by line; `details` are those of the refusal. */
export function UnreadLines({ details }: { details: unknown }) {
  const { problems, problemCount } = details as { problems: LineProblem[]; problemCount: number };
  return (
    <section className={styles.problems} tabIndex={0} aria-label="文件中的问题">
      <table className={styles.words}>
        <thead>
          <tr>
            <th scope="col">行</th>
            <th scope="col">列</th>
            <th scope="col">问题</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, column, message }, at) => (
            <tr key={at}>
              <td>{line}</td>
              <td>{column ?? '—'}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {problemCount > problems.length && <p className={styles.foot}>共 {countOf(problemCount)} 处，这里列出前 {countOf(problems.length)} 处。</p>}
    </section>
  );
}
