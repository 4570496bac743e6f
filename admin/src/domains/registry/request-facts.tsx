import { registerReasons } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { Facts, type Fact } from '../../components/facts';
import { minuteOf } from '../../components/moments';
import type { RegisterRequest } from './register';
import styles from './request-facts.module.css';
import { requestSubjectHref } from './request-wording';
import { useMay } from './rights';

/** What is asked for: whom it concerns, what would change, by whom and when. */
export function RequestFacts({ request }: { request: RegisterRequest }) {
  const mayReadFiles = useMay()('GET /companies');
  const { changes, companyId, companyName, marketName, subjectName } = request;
  const href = requestSubjectHref(request);
  const isTerminal = request.kind.startsWith('terminal_');
  const subject = href && (mayReadFiles || isTerminal) ? <Link to={href}>{subjectName}</Link> : subjectName;
  const company = companyId && mayReadFiles ? <Link to={`/register/companies/${companyId}`}>{companyName}</Link> : companyName;
  return (
    <div className={styles.facts}>
      <List
        title="申请事项"
        facts={[
          ['对象', subject],
          ['企业', companyName && companyName !== subjectName ? company : null],
          ['市场', marketName],
          ['事由', request.reason && registerReasons[request.reason]],
          ['说明', request.note],
        ]}
      />
      {changes.length > 0 && <Changes changes={changes} />}
      <List
        title="办理"
        facts={[
          ['申请人', request.requestedBy],
          ['提出', minuteOf(request.requestedAt)],
          ['提交', request.submittedAt && minuteOf(request.submittedAt)],
          ['审核人', request.decidedBy],
          ['审核', request.decidedAt && minuteOf(request.decidedAt)],
          [request.state === 'refused' ? '退回原因' : '审核意见', request.decisionNote],
        ]}
      />
    </div>
  );
}

/** Before and after; where there is nothing to compare (something new, or carried out already) what was asked for. */
function Changes({ changes }: Pick<RegisterRequest, 'changes'>) {
  const differing = changes.filter(({ before, after }) => before !== after);
  const isNew = differing.every(({ before }) => before === null);
  const shown = isNew ? changes : differing;
  const same = changes.length - shown.length;
  return (
    <section className={styles.section}>
      <h2>{isNew ? '登记内容' : '变更内容'}</h2>
      <table className={styles.changes}>
        <thead className={isNew ? 'visually-hidden' : undefined}>
          <tr>
            <th scope="col">项目</th>
            {!isNew && <th scope="col">现在</th>}
            <th scope="col">{isNew ? '内容' : '改为'}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ label, before, after }) => (
            <tr key={label} data-changed={!isNew}>
              <th scope="row">{label}</th>
              {!isNew && <td>{before ?? '–'}</td>}
              <td>{after ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {same > 0 && <p className={styles.same}>其余 {same} 项不变</p>}
    </section>
  );
}

function List({ title, facts }: { title: string; facts: Fact[] }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      <Facts facts={facts} />
    </section>
  );
}
