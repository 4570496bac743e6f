import { funds } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { AlertLine } from '../../components/alert-line';
import type { Fund } from '../finance/finance';
import type { ImportAnswer } from './reconciliation';
import { importSentence } from './reconciliation-wording';
import styles from './reconciliation.module.css';

/** What came of a file: its lines and what became of them, or every problem by its row. */
export function ImportReport({ fund, answer }: { fund: Fund; answer: ImportAnswer }) {
  const { statement, problems } = answer;
  const { tone, words } = importSentence(answer);
  return (
    <div className={styles.report}>
      <AlertLine
        tone={tone}
        actions={
          statement && (
            <>
              <Link to={`/reconciliation/lines?statementId=${statement.id}`}>查看明细</Link>
              {statement.open > 0 && <Link to={`/reconciliation/desk?fund=${fund}`}>处理差异</Link>}
            </>
          )
        }
      >
        {funds[fund]}账户：{words}
      </AlertLine>
      {problems.length > 0 && (
        <section className={`card ${styles.problems}`} tabIndex={0} aria-label="文件中的问题">
          <table className={styles.words}>
            <thead>
              <tr>
                <th scope="col">行</th>
                <th scope="col">列</th>
                <th scope="col">问题</th>
              </tr>
            </thead>
            <tbody>
              {problems.map(({ row, column, message }, at) => (
                <tr key={at}>
                  <td>{row}</td>
                  <td>{column}</td>
                  <td>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
