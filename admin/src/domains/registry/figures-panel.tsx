import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { registerSubjects } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { Link } from 'react-router';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import styles from './ledger-page.module.css';
import { figuresQuery } from './queries';
import { registerKey, type StockFigures } from './register';
import { useMay } from './rights';
import { endedByReasonOf, mismatchOf, namedSubject, subjectHref } from './stock-wording';

/** 期初 + 新增 − 注销 = 期末 of all four subjects over a period, each held against the rows themselves. */
export function FiguresPanel({ period: { from, to } }: { period: { from: string; to: string } }) {
  const may = useMay();
  const figures = useQuery(figuresQuery(from, to));
  return (
    <section className={`card ${styles.figures}`} aria-label="在册数">
      {figures.isPending && <PageSkeleton rows={4} />}
      {figures.isError && !figures.data && <LoadFailure error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.data && (
        <>
          <table>
            <thead>
              <tr>
                <th scope="col">对象</th>
                <th scope="col">期初</th>
                <th aria-hidden="true" />
                <th scope="col">新增</th>
                <th aria-hidden="true" />
                <th scope="col">注销</th>
                <th aria-hidden="true" />
                <th scope="col">期末</th>
                <th scope="col">名册实数</th>
                <th scope="col">变更</th>
                <th scope="col">补办</th>
                <th scope="col" className={styles.reasons}>
                  注销事由
                </th>
              </tr>
            </thead>
            <tbody>
              {figures.data.lines.map((line) => (
                <Line key={line.subjectType} line={line} />
              ))}
            </tbody>
          </table>
          <div className={styles.foot}>
            <span>{figures.data.checkedAt ? `上次全面核对 ${minuteOf(figures.data.checkedAt)}` : '还没有做过全面核对'}</span>
            {may('POST /register-checks') && <CheckNow />}
          </div>
        </>
      )}
    </section>
  );
}

function Line({ line }: { line: StockFigures }) {
  const { subjectType, opening, issued, ended, closing, counted, changed, reissued, ok, findings } = line;
  const mismatch = mismatchOf(line);
  return (
    <>
      <tr data-ok={ok}>
        <th scope="row">{registerSubjects[subjectType]}</th>
        <td>{opening}</td>
        <td className={styles.operator}>+</td>
        <td>{issued}</td>
        <td className={styles.operator}>−</td>
        <td>{ended}</td>
        <td className={styles.operator}>=</td>
        <td className={styles.closing}>{closing}</td>
        <td>
          {counted ?? '没有清点'} {ok ? <b className={styles.good} aria-label="相符">✓</b> : <b aria-label="不相符">✗</b>}
        </td>
        <td>{changed}</td>
        <td>{reissued}</td>
        <td className={styles.reasons}>{endedByReasonOf(line)}</td>
      </tr>
      {mismatch && (
        <tr data-ok="false">
          <td colSpan={12} className={styles.findings} role="alert">
            <b>{mismatch}</b>
            {findings.map(({ subjectId, subjectName, problem }) => (
              <p key={`${subjectId} ${problem}`}>
                <Link to={subjectHref(subjectType, subjectId, subjectName)}>{subjectName}</Link>：{problem}
              </p>
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

/** 立即核对: every row of the register against its events, now instead of at night. */
function CheckNow() {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const check = useMutation({
    mutationFn: () => call('POST /register-checks', { idempotencyKey: intent.keyFor('check') }),
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: [registerKey, 'figures'] });
    },
  });
  return (
    <>
      {check.isError && <AlertLine tone="bad">没有核对成：{sentenceOf(check.error)}</AlertLine>}
      {check.data?.ok && <AlertLine tone="good">核对完成，名册与台账逐条相符。</AlertLine>}
      {check.data && !check.data.ok && (
        <AlertLine tone="bad">
          核对完成，发现 {check.data.findings.length} 处不符：
          {check.data.findings.map(({ subjectType, subjectId, subjectName, problem }) => (
            <span key={`${subjectId} ${problem}`}>
              <br />
              <Link to={subjectHref(subjectType, subjectId, subjectName)}>{namedSubject(subjectType, subjectName)}</Link>：{problem}
            </span>
          ))}
        </AlertLine>
      )}
      <Button loading={check.isPending} onClick={() => check.mutate()}>
        立即核对
      </Button>
    </>
  );
}
