import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { AlertLine } from '../../components/alert-line';
import { Facts } from '../../components/facts';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf, secondOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import type { AuditEvent, AuditEventDetail } from './audit';
import type { AuditFilters } from './audit-filters';
import styles from './event-drawer.module.css';
import { auditEventQuery } from './queries';

interface EventDrawerProps {
  event: AuditEvent | null;
  onClose: () => void;
  /** Goes on with everything of the same object or request. */
  onSearch: (filters: AuditFilters) => void;
}

/** One act: who, from where, what changed field by field, and the proof that the row is as it was written. */
export function EventDrawer({ event, onClose, onSearch }: EventDrawerProps) {
  return (
    <Drawer title={event?.actionLabel} size={640} open={event !== null} onClose={onClose} destroyOnHidden>
      {event && <EventDetail id={event.id} onSearch={onSearch} />}
    </Drawer>
  );
}

function EventDetail({ id, onSearch }: { id: string } & Pick<EventDrawerProps, 'onSearch'>) {
  const event = useQuery(auditEventQuery(id));
  if (event.isPending) return <PageSkeleton rows={6} />;
  if (!event.data) return <LoadFailure error={event.error} onRetry={() => void event.refetch()} />;
  const { at, actor, subject, changes, details, requestId, ip, link } = event.data;
  return (
    <div className={styles.event}>
      <Facts
        facts={[
          ['时间', secondOf(at)],
          ['操作人', `${actor.username ? `${actor.name}（${actor.username}）` : actor.name}　${actor.roleLabel}`],
          [
            '对象',
            <>
              {subject.label} {subject.name ?? subject.id}
              <Button size="small" type="link" onClick={() => onSearch({ subjectId: subject.id })}>
                它的全部记录
              </Button>
            </>,
          ],
          ['来源', ip ? `IP ${ip}` : '系统内部任务'],
          [
            '请求编号',
            requestId && (
              <>
                <code>{requestId}</code>
                <Button size="small" type="link" onClick={() => onSearch({ requestId })}>
                  同一请求
                </Button>
              </>
            ),
          ],
        ]}
      />
      {changes.length > 0 && <ChangesTable changes={changes} />}
      {Object.keys(details).length > 0 && (
        <section>
          <h3>附加内容</h3>
          <pre>{JSON.stringify(details, null, 2)}</pre>
        </section>
      )}
      <Proof link={link} />
    </div>
  );
}

function ChangesTable({ changes }: Pick<AuditEventDetail, 'changes'>) {
  return (
    <section>
      <h3>变更内容</h3>
      <table className={styles.changes}>
        <thead>
          <tr>
            <th scope="col">字段</th>
            <th scope="col">变更前</th>
            <th scope="col">变更后</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, label, before, after }) => (
            <tr key={field}>
              <th scope="row">{label}</th>
              <td>{before ?? '—'}</td>
              <td>{after ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.some(({ before, after }) => /#[0-9a-f]{16}/.test(`${before}${after}`)) && (
        <p className={styles.note}># 开头的是个人信息的摘要：可以比对是否相同，看不出原文。</p>
      )}
    </section>
  );
}

function Proof({ link }: Pick<AuditEventDetail, 'link'>) {
  if (!link) return <AlertLine tone="info">这条记录刚刚写入，一秒内入链，入链后可以查看证明。</AlertLine>;
  const { seq, hash, prevHash, computedHash, text, holds, checkpoint } = link;
  return (
    <section>
      <h3>链上证明</h3>
      <AlertLine tone={holds ? 'good' : 'bad'}>
        {holds ? `第 ${seq} 条：按现在的内容重新计算，与入链时一致，前后相接。` : `第 ${seq} 条：按现在的内容重新计算，与审计链不一致，请立即校验并报告。`}
      </AlertLine>
      <Facts
        facts={[
          ['上一条哈希', <code>{prevHash}</code>],
          ['本条哈希', <code>{hash}</code>],
          ['重新计算', !holds && <code>{computedHash}</code>],
          ['检查点', checkpoint ? `${minuteOf(checkpoint.at)} 已签名（至第 ${checkpoint.seq} 条）` : '一小时内签名'],
        ]}
      />
      <details className={styles.text}>
        <summary>参与计算的原文（对它做 SHA-256 即得本条哈希）</summary>
        <pre>{text}</pre>
      </details>
    </section>
  );
}
