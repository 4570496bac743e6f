import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { countOf } from '../../components/counts';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { useStaff } from '../../session';
import type { AuditState } from './audit';
import styles from './audit-state-card.module.css';
import { auditStateQuery } from './queries';
import { shortHash, verdictOf } from './verdict';

/** Whether the log is sound, where its chain stands, and the button that has all of it checked now. */
export function AuditStateCard() {
  const state = useQuery(auditStateQuery);
  if (state.isPending) return <PageSkeleton rows={2} />;
  if (!state.data) return <LoadFailure error={state.error} onRetry={() => void state.refetch()} />;
  const verdict = verdictOf(state.data);
  const { head, waiting, checkpoint, lastFinished } = state.data;
  return (
    <>
      <section className={`card ${styles.state}`} aria-label="审计日志的状态">
        <div className={styles.verdict} data-tone={verdict.tone} role="status">
          <b>{verdict.title}</b>
          <p>{verdict.line}</p>
        </div>
        <dl className={styles.facts}>
          <Fact title="链首">
            第 {countOf(head.seq)} 条 <code title={head.hash}>{shortHash(head.hash)}</code>
          </Fact>
          <Fact title="待入链">{waiting === 0 ? '无，全部已入链' : `最近 ${countOf(waiting)} 条，每秒入链一次`}</Fact>
          <Fact title="检查点">{checkpoint ? checkpointLine(checkpoint) : '还没有，每小时签发一次'}</Fact>
        </dl>
        <VerifyButton isRunning={verdict.tone === 'busy'} />
      </section>
      {lastFinished?.ok === false && <Findings verification={lastFinished} />}
    </>
  );
}

function checkpointLine({ seq, at, storedAt }: NonNullable<AuditState['checkpoint']>): string {
  return `${minuteOf(at)} 签至第 ${countOf(seq)} 条，${storedAt ? '存储中有副本' : '副本待写入存储'}`;
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function VerifyButton({ isRunning }: { isRunning: boolean }) {
  const staff = useStaff();
  const client = useQueryClient();
  const { message } = App.useApp();
  const intent = useIdempotencyKey();
  const verify = useMutation({
    mutationFn: () => call('POST /audit-verifications', { idempotencyKey: intent.keyFor('verify') }),
    onSuccess: () => client.invalidateQueries({ queryKey: auditStateQuery.queryKey }),
    onError: (error) => message.error(`没有开始校验：${sentenceOf(error)}`),
    onSettled: (_, error) => intent.settle(error),
  });
  if (staff.role !== 'auditor') return null;
  return (
    <Button type="primary" disabled={isRunning} loading={verify.isPending} onClick={() => verify.mutate()}>
      立即校验
    </Button>
  );
}

function Findings({ verification: { found, findings } }: { verification: NonNullable<AuditState['lastFinished']> }) {
  return (
    <div className={styles.findings}>
      <AlertLine tone="bad">
        审计日志与审计链不一致，请保留现场并立即报告协会负责人，不要修复数据库：
        <ol>
          {findings.map(({ kind, seq, eventId, sentence, expected, actual }, at) => (
            <li key={`${kind} ${seq} ${eventId} ${at}`}>
              {sentence}
              {expected && actual && (
                <small>
                  应为 <code>{expected}</code>，实为 <code>{actual}</code>
                </small>
              )}
            </li>
          ))}
        </ol>
        {found > findings.length && `共 ${countOf(found)} 处，以上是前 ${findings.length} 处。`}
      </AlertLine>
    </div>
  );
}
