import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { useStaff } from '../../session';
import { importQuery } from './cleanup-queries';
import type { LicenceImport } from './cleanup-wording';
import { ImportState } from './imports';
import styles from './imports.module.css';
import { registerKey } from './register';

/** The report of one file, line by line, and the button that lets it act. */
export function ImportReport() {
  const { id = '' } = useParams();
  const isClerk = useStaff().role === 'clerk';
  const found = useQuery(importQuery(id));
  if (found.isPending) return <PageSkeleton />;
  if (!found.data) return <LoadFailure error={found.error} onRetry={() => void found.refetch()} />;
  const report = found.data;
  return (
    <div className={styles.report}>
      <header className={styles.head}>
        <Link to="/register/cleanup/imports">← 全部导入</Link>
        <h2>{report.name}</h2>
        <ImportState state={report.state} />
        <span>
          {report.importedBy}　{minuteOf(report.importedAt)} 上传
        </span>
        {isClerk && report.state === 'checked' && <Application report={report} />}
      </header>
      <Outcome report={report} />
      <dl className={`card ${styles.figures}`}>
        <Figure title="数据行" value={report.rows} />
        <Figure title="错误" value={report.problemCount} isBad={report.problemCount > 0} />
        <Figure title="名册中有" value={report.matched} />
        <Figure title="名册中没有" value={report.unmatched} />
        <Figure title="将变更" value={report.changeCount} />
        <Figure title="新增报告义务" value={report.newDuties} />
        <Figure title="名册有、表中没有" value={report.notNamed} />
      </dl>
      {report.problemCount > 0 && <Problems report={report} />}
      {report.changeCount > 0 && <Changes report={report} />}
    </div>
  );
}

function Figure({ title, value, isBad = false }: { title: string; value: number; isBad?: boolean }) {
  return (
    <div data-bad={isBad}>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** What has become of the file, and what comes next. */
function Outcome({ report: { state, problemCount, changeCount, newDuties, appliedAt, notNamed } }: { report: LicenceImport }) {
  if (state === 'refused') {
    return <AlertLine tone="bad">表中有 {problemCount} 处错误，一行都没有导入。请按下面的提示改好原表，再重新上传。</AlertLine>;
  }
  if (state === 'applied') {
    return (
      <AlertLine tone="good" actions={<Link to="/register/cleanup/items">去工作单</Link>}>
        已于 {minuteOf(appliedAt!)} 应用：更新 {changeCount} 项，新增报告义务 {newDuties} 项。
      </AlertLine>
    );
  }
  return (
    <AlertLine tone="info">
      核对无误，还没有生效。应用后将更新 {changeCount} 项执照信息，新增报告义务 {newDuties} 项并通知企业。
      {notNamed > 0 && `名册中另有 ${notNamed} 家企业不在表中，不受影响。`}
    </AlertLine>
  );
}

function Application({ report }: { report: LicenceImport }) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const { modal, message } = App.useApp();
  const apply = useMutation({
    mutationFn: () => call('POST /licence-imports/:id/application', { params: { id: report.id }, idempotencyKey: intent.keyFor(report.id) }),
    onSuccess: (applied) => {
      client.setQueryData(importQuery(report.id).queryKey, applied);
      void message.success('已应用');
    },
    onError: (error) => message.error(`没有应用：${sentenceOf(error)}`),
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: [registerKey] });
    },
  });
  const confirm = () =>
    void modal.confirm({
      title: '应用这次导入',
      content: `将更新 ${report.changeCount} 项执照信息，新增报告义务 ${report.newDuties} 项，并给这些企业发站内信。不会注销任何企业。`,
      okText: '应用',
      cancelText: '再看看',
      onOk: () => apply.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" loading={apply.isPending} onClick={confirm}>
      应用
    </Button>
  );
}

function Problems({ report: { problems, problemCount } }: { report: LicenceImport }) {
  return (
    <Lines title="错误" note={problemCount > problems.length ? `共 ${problemCount} 处，先列出前 ${problems.length} 处` : `共 ${problemCount} 处`} headings={['行', '列', '问题']}>
      {problems.map(({ line, column, message }, at) => (
        <tr key={at}>
          <td>第{line}行</td>
          <td>{column ?? '整行'}</td>
          <td>{message}</td>
        </tr>
      ))}
    </Lines>
  );
}

function Changes({ report: { changes, changeCount, state } }: { report: LicenceImport }) {
  const note = changeCount > changes.length ? `共 ${changeCount} 项，先列出前 ${changes.length} 项` : `共 ${changeCount} 项`;
  return (
    <Lines title={state === 'applied' ? '已变更' : '将变更'} note={note} headings={['行', '企业', '统一社会信用代码', '项目', '原来', '改为']}>
      {changes.map(({ line, companyId, companyName, creditCode, field, before, after }, at) => (
        <tr key={at}>
          <td>第{line}行</td>
          <td>
            <Link to={`/register/companies/${companyId}`}>{companyName}</Link>
          </td>
          <td>{creditCode}</td>
          <td>{field}</td>
          <td className={styles.before}>{before ?? '—'}</td>
          <td className={styles.after}>{after ?? '—'}</td>
        </tr>
      ))}
    </Lines>
  );
}

function Lines({ title, note, headings, children }: { title: string; note: string; headings: string[]; children: ReactNode }) {
  return (
    <section className={`card ${styles.table}`} tabIndex={0} aria-label={title}>
      <h3>
        {title}
        <span>{note}</span>
      </h3>
      <table>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
