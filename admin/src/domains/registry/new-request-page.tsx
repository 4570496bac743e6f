import { registerSubjects, requestKinds } from '@yongche/contract/vocabulary';
import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { Link, useSearchParams } from 'react-router';
import { Notice } from '../../components/notice';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { idIn, keyIn } from '../../components/list-filters';
import styles from './new-request-page.module.css';
import { NewRequestForm } from './new-request-form';
import type { RequestKind } from './register';
import { kindsBySubject, kindsOpenTo } from './request-kinds';
import { approvalEffects } from './request-wording';
import { useMay } from './rights';

/** 新增申请 at the counter: first what is asked for, then its form; the papers follow on the page of the request. */
export default function NewRequestPage() {
  useTitle('新增申请');
  const { role } = useStaff();
  const mayAsk = useMay()('POST /register-requests');
  const [search] = useSearchParams();
  const kinds = kindsOpenTo(role);
  const named = keyIn(search, 'kind', requestKinds);
  const kind = named && kinds.includes(named) ? named : undefined;
  if (!mayAsk) {
    return (
      <Notice tone="bad" title="您的岗位没有这项权限">
        登记申请由企业、代理人、市场负责人或秘书处文员提出。
      </Notice>
    );
  }
  return (
    <div className={`page ${styles.page}`}>
      <Link className={styles.back} to={kind ? '/register/requests/new' : '/register/requests'}>
        <ArrowLeftOutlined /> {kind ? '换一种业务' : '登记业务待办'}
      </Link>
      <h1>{kind ? requestKinds[kind] : '新增申请'}</h1>
      {kind ? (
        <>
          <p className={styles.lead}>批准后：{approvalEffects[kind]}</p>
          <NewRequestForm key={search.toString()} kind={kind} given={givenIn(search)} />
        </>
      ) : (
        <KindChoice kinds={kinds} />
      )}
    </div>
  );
}

/** The subject, where a file page has named it. */
function givenIn(search: URLSearchParams) {
  return {
    companyId: idIn(search, 'companyId') ?? '',
    certificateId: idIn(search, 'certificateId') ?? '',
    terminalId: idIn(search, 'terminalId') ?? '',
  };
}

function KindChoice({ kinds }: { kinds: RequestKind[] }) {
  return (
    <>
      <p className={styles.lead}>替到场的企业、代理人或市场登记一项申请。先选业务。</p>
      <div className={styles.subjects}>
        {kindsBySubject(kinds).map(([subject, ofSubject]) => (
          <section key={subject} className="card">
            <h2>{registerSubjects[subject]}</h2>
            <ul>
              {ofSubject.map((kind) => (
                <li key={kind}>
                  <Link to={`/register/requests/new?kind=${kind}`}>{requestKinds[kind]}</Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
