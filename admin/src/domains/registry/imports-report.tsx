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
      {report.state === 'refused' ? (
        <Problems report={report} />
      ) : (
        <>
          <dl className={`card ${styles.figures}`}>
            <Figure title="数据行" value={report.rows} />
            <Figure title="名册中有" value={report.matched} />
            <Figure title="名册中没有" value={report.unmatched} />
            <Figure title="与名册不同" value={report.changeCount} />
            <Figure title="新增报告义务" value={report.newDuties} />
            <Figure title="名册有、表中没有" value={report.notNamed} />
          </dl>
          {report.changeCount > 0 && <Changes report={report} />}
        </>
      )}
    </div>
  );
}

function Figure({ title, value }: { title: string; value: number }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** What has become of the file, and what comes next. */
function Outcome({ report: { state, rows, problemCount, newDuties, appliedAt, notNamed } }: { report: LicenceImport }) {
  if (state === 'refused' && problemCount === 0) {
    return <AlertLine tone="bad">表中没有数据，什么都没有导入。请检查数据是否在第一张工作表，再重新上传。</AlertLine>;
  }
  if (state === 'refused') {
    return (
      <AlertLine tone="bad">
        共 {rows} 行数据，有 {problemCount} 处错误，一行都没有导入。请按下面的提示改好原表，再重新上传。
      </AlertLine>
    );
  }
  if (state === 'applied') {
    return (
      <AlertLine tone="good" actions={<Link to="/register/cleanup/items">去工作单</Link>}>
        已于 {minuteOf(appliedAt!)} 应用：执照状态和有效期已按表更新，新增报告义务 {newDuties} 项。
      </AlertLine>
    );
  }
  return (
    <AlertLine tone="info">
      核对无误，还没有生效。应用后，执照状态和有效期按表更新，新增报告义务 {newDuties} 项并通知企业；企业名称不改，由企业申请变更。
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
      content: `执照状态和有效期按表更新，新增报告义务 ${report.newDuties} 项，并给这些企业发站内信。不会注销任何企业。`,
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

/** Each sentence names its line and column by itself. */
function Problems({ report: { problems, problemCount } }: { report: LicenceImport }) {
  if (problemCount === 0) return null;
  return (
    <Lines title="错误" note={countOf(problems.length, problemCount, '处')} headings={['问题，按行号排列']}>
      {problems.map(({ message }, at) => (
        <tr key={at}>
          <td>{message}</td>
        </tr>
      ))}
    </Lines>
  );
}

function Changes({ report: { changes, changeCount } }: { report: LicenceImport }) {
  return (
    <Lines title="与名册不同" note={countOf(changes.length, changeCount, '项')} headings={['行', '企业', '统一社会信用代码', '项目', '名册中', '表中']}>
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

const countOf = (shown: number, all: number, unit: string) => (all > shown ? `共 ${all} ${unit}，先列出前 ${shown} ${unit}` : `共 ${all} ${unit}`);

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
