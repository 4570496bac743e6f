import { useQuery } from '@tanstack/react-query';
import { payableKinds } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { dayOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { dueOf } from '../discipline/due';
import { payableHref } from './finance-links';
import { overdueOf } from './finance-wording';
import styles from './finance.module.css';
import { receivablesQuery } from './queries';

/** So many stand on the desk; the others on the page of what is owed. */
const most = 8;

/** 催缴: what is overdue the longest, of both funds; each opens the due or bill. */
export function OverdueList() {
  const [bills, dues] = [useQuery(receivablesQuery('service_fee')), useQuery(receivablesQuery('dues'))];
  const failed = [bills, dues].find(({ isError }) => isError);
  if (failed) return <AlertLine tone="warn">没有读到应收款：{sentenceOf(failed.error)}</AlertLine>;
  if (!bills.data || !dues.data) return null;
  const now = new Date();
  const overdue = overdueOf([{ fund: 'service_fee', ...bills.data }, { fund: 'dues', ...dues.data }], dayOf(now));
  return (
    <section className={`card ${styles.card}`}>
      <h2>
        催缴 <small>{overdue.length > most ? `逾期最久的 ${most} 笔，共 ${overdue.length} 笔` : `逾期 ${overdue.length} 笔`}</small>
        {overdue.length > most && <Link to="/receivables">全部</Link>}
      </h2>
      {overdue.length === 0 ? (
        <p className={styles.soft}>没有逾期的会费和账单。</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">欠款方</th>
              <th scope="col">事项</th>
              <th scope="col">到期日</th>
              <th scope="col">逾期</th>
              <th scope="col">未付</th>
            </tr>
          </thead>
          <tbody>
            {overdue.slice(0, most).map(({ kind, id, title, partyName, dueOn, outstandingFen }) => (
              <tr key={id}>
                <th scope="row">{partyName}</th>
                <td>
                  <Link to={payableHref(kind, id)} aria-label={`${payableKinds[kind]}：${partyName} ${title}`}>
                    {title}
                  </Link>
                </td>
                <td>{dueOn}</td>
                <td className={styles.late}>{dueOf(dueOn, now).words}</td>
                <td>{yuanOf(outstandingFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
