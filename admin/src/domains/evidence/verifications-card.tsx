import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { evidenceFindings } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { LoadFailure } from '../../components/load-failure';
import { PageSkeleton } from '../../components/page-skeleton';
import { ToneTag } from '../../components/tone-tag';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import type { EvidenceVerification } from './evidence';
import styles from './evidence-log-page.module.css';
import { verdictOf, verificationLine } from './evidence-wording';
import { verificationsQuery } from './queries';
import { useMay } from './rights';

/** 存证验证: whether every stored picture and the whole log are still what they were. */
export function VerificationsCard() {
  const may = useMay();
  const verifications = useQuery(verificationsQuery);
  const runs = verifications.data?.items;
  const isRunning = runs?.[0]?.finishedAt === null;
  const lastFinished = runs?.find(({ finishedAt }) => finishedAt !== null);
  return (
    <section className={`card ${styles.card}`} aria-label="存证验证">
      <header className={styles.head}>
        <h2>存证验证</h2>
        {may('POST /evidence-verifications') && <VerifyButton isRunning={isRunning} />}
      </header>
      {verifications.isPending && <PageSkeleton rows={2} />}
      {verifications.isError && !runs && <LoadFailure error={verifications.error} onRetry={() => void verifications.refetch()} />}
      {lastFinished?.ok === false && (
        <AlertLine tone="bad">存证与日志不一致。请保留现场并立即报告协会负责人，不要自行修复数据库或存储。</AlertLine>
      )}
      {runs?.length === 0 && <p className={styles.note}>还没有验证过。每天夜里自动重读全部照片，与日志逐条核对；也可以立即验证。</p>}
      {runs && runs.length > 0 && (
        <ol className={styles.runs}>
          {runs.map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Run({ run }: { run: EvidenceVerification }) {
  const { label, tone } = verdictOf(run);
  return (
    <li>
      <span>
        <ToneTag tone={tone}>{label}</ToneTag>
      </span>
      <div>
        {verificationLine(run)}
        {run.findings.length > 0 && (
          <ol className={styles.findings}>
            {run.findings.map(({ kind, serial, slot, sentence }, at) => (
              <li key={at}>
                <b>{evidenceFindings[kind]}</b>
                {[serial, slot].filter(Boolean).join(' ')} {sentence}
              </li>
            ))}
          </ol>
        )}
        {run.found > run.findings.length && <p className={styles.note}>共 {run.found} 处，以上是前 {run.findings.length} 处。</p>}
      </div>
    </li>
  );
}

function VerifyButton({ isRunning }: { isRunning: boolean }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const intent = useIdempotencyKey();
  const verify = useMutation({
    mutationFn: () => call('POST /evidence-verifications', { idempotencyKey: intent.keyFor('verify') }),
    onError: (error) => message.error(`没有开始验证：${sentenceOf(error)}`),
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: verificationsQuery.queryKey });
    },
  });
  return (
    <Button type="primary" disabled={isRunning} loading={verify.isPending} onClick={() => verify.mutate()}>
      立即验证
    </Button>
  );
}
