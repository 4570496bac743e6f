import FilePdfOutlined from '@ant-design/icons/FilePdfOutlined';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { download, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { DataTable, type Column } from '../../components/data-table';
import { Facts } from '../../components/facts';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { saveFile } from '../../components/save-file';
import { useStaff } from '../../session';
import styles from './cleanup-batch-page.module.css';
import { BatchState } from './cleanup-batches';
import { CleanupDecision } from './cleanup-decision';
import { batchQuery } from './cleanup-queries';
import { type CleanupBatch, cleanupParts } from './cleanup-wording';
import { companyColumns } from './company-columns';
import type { CompanySummary } from './register';

const columns: Column<CompanySummary>[] = [
  companyColumns.linkedName,
  companyColumns.licence,
  companyColumns.certificates,
  companyColumns.apps,
  companyColumns.state,
];

/** One batch: what it would end, what it ended, and the decision of the second person. */
export function CleanupBatchPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const isClerk = useStaff().role === 'clerk';
  const found = useQuery(batchQuery(id));
  if (found.isPending) return <PageSkeleton />;
  if (!found.data) return <LoadFailure error={found.error} onRetry={() => void found.refetch()} />;
  const batch = found.data;
  return (
    <div className={styles.batch}>
      <header className={styles.head}>
        <Link to="/register/cleanup/batches">← 全部批次</Link>
        <h2>{batch.number}</h2>
        <BatchState state={batch.state} />
        {isClerk && (batch.state === 'executed' || batch.state === 'proposed') && <BatchLetters batch={batch} />}
      </header>
      {batch.state === 'outdated' && (
        <AlertLine tone="warn">提出之后情况有变化，预览与实际不再一致，批次已失效，一家也没有注销。请回到工作单重新提出。</AlertLine>
      )}
      <div className={styles.columns}>
        <Figures batch={batch} />
        <section className={`card ${styles.facts}`}>
          <Facts
            facts={[
              ['依据', batch.note],
              ['提出', `${batch.proposedBy}　${minuteOf(batch.proposedAt)}`],
              ['复核', batch.decidedBy && batch.decidedAt && `${batch.decidedBy}　${minuteOf(batch.decidedAt)}`],
              ['复核意见', batch.decidedAt && batch.decisionNote],
            ]}
          />
          {batch.state === 'proposed' && <CleanupDecision batch={batch} />}
        </section>
      </div>
      <section className={`card ${styles.companies}`}>
        <DataTable
          caption="批次中的企业"
          columns={columns}
          rows={batch.companies}
          keyOf={(company) => company.id}
          onOpen={(company) => void navigate(`/register/companies/${company.id}`)}
        />
      </section>
    </div>
  );
}

/** Preview and result side by side: they are the same, or the batch does not run; only logins come and go meanwhile. */
function Figures({ batch: { figures, result } }: { batch: CleanupBatch }) {
  const parts = Object.keys(cleanupParts) as (keyof typeof cleanupParts)[];
  return (
    <table className={`card ${styles.figures}`}>
      <caption className="visually-hidden">预览与执行结果</caption>
      <thead>
        <tr>
          <th scope="col">{result ? '已经结束' : '将要结束'}</th>
          <th scope="col">预览</th>
          <th scope="col">结果</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => {
          const [name, unit] = cleanupParts[part];
          return (
            <tr key={part}>
              <th scope="row">{name}</th>
              <td>
                {figures[part]} <span>{unit}</span>
              </td>
              <td>
                {result ? (
                  <>
                    {result[part]} <span>{result[part] === figures[part] ? '✓' : '以执行时为准'}</span>
                  </>
                ) : (
                  <span>未执行</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** One page for each company: of what is going to happen, so that it can object, or of what has happened. */
function BatchLetters({ batch: { id, number, state } }: { batch: CleanupBatch }) {
  const { message } = App.useApp();
  const name = state === 'executed' ? '注销告知函' : '拟注销告知函';
  const letters = useMutation({
    mutationFn: () => download('GET /cleanup-batches/:id/letters.pdf', { params: { id } }),
    onSuccess: (file) => saveFile(file, `${name}-${number}.pdf`),
    onError: (error) => message.error(`没有下载成功：${sentenceOf(error)}`),
  });
  return (
    <Button icon={<FilePdfOutlined />} loading={letters.isPending} onClick={() => letters.mutate()}>
      {name}
    </Button>
  );
}
