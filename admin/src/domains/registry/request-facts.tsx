import { registerReasons } from '@yongche/contract/vocabulary';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
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
        title="对象"
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

function Changes({ changes }: Pick<RegisterRequest, 'changes'>) {
  const isNew = changes.every(({ before }) => before === null);
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
          {changes.map(({ label, before, after }) => (
            <tr key={label} data-changed={!isNew && before !== after}>
              <th scope="row">{label}</th>
              {!isNew && <td>{before ?? '–'}</td>}
              <td>{after ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Terms with their values; what is not known leaves no empty line. */
function List({ title, facts }: { title: string; facts: [term: string, value: ReactNode][] }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      <dl>
        {facts
          .filter(([, value]) => value)
          .map(([term, value]) => (
            <Fragment key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
      </dl>
    </section>
  );
}
