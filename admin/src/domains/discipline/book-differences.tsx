import { linesBeside } from './book-wording';
import type { RuleBook } from './discipline';
import styles from './rule-book.module.css';

/** A setting's value, or a text by its lines: what both books have stands behind dots. */
function Lines({ text, other, isNew = false }: { text: string; other: string; isNew?: boolean }) {
  return linesBeside(text, other).map(({ line, isSame }, at) => (
    <p key={at} data-same={isSame}>
      {isNew && !isSame ? <b>{line}</b> : line}
    </p>
  ));
}

/** Each setting and article in which a book differs from the one in force. */
export function BookDifferences({ book: { differences } }: { book: RuleBook }) {
  return (
    <section className={`card ${styles.card} ${styles.differences}`}>
      <h2>
        与现行细则的不同{differences.length > 0 && <span>{differences.length} 处</span>}
      </h2>
      {differences.length === 0 && <p className={styles.soft}>没有不同：每一条、每一项都与现行细则一样，或还没有生效的细则可以比较。</p>}
      {differences.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">现行</th>
              <th scope="col">这一版</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ label, inForce, here }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>
                  <Lines text={inForce} other={here} />
                </td>
                <td>
                  <Lines text={here} other={inForce} isNew />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
