import { useQuery } from '@tanstack/react-query';
import { registerSubjects } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { Link } from 'react-router';
import { sentenceOf } from '../../api';
import { yearToDate } from '../../components/periods';
import { figuresQuery } from './queries';
import type { RegisterSubject, StockFigures } from './register';
import { useMay } from './rights';
import styles from './stock-line.module.css';
import { countOf, identityOf, mismatchOf, subjectHref } from './stock-wording';

/** More records than these are looked at on the ledger's page. */
const mostFindings = 5;

/** Under a list: its stock this year to date, 期初 + 新增 − 注销 = 期末, held against the rows themselves (CAP-A5). */
export function StockLines({ subjects }: { subjects: RegisterSubject[] }) {
  const isOpen = useMay()('GET /register-figures');
  const { from, to } = yearToDate(new Date());
  const figures = useQuery({ ...figuresQuery(from, to), enabled: isOpen });
  if (!isOpen) return null;
  return (
    <section className={styles.lines} aria-label="本年在册数">
      {figures.isPending && <p className={styles.wait}>正在核对本年在册数…</p>}
      {figures.isError && (
        <p className={styles.line} data-ok="false" role="alert">
          本年在册数没有算出来：{sentenceOf(figures.error)}
          <Button size="small" type="link" onClick={() => void figures.refetch()}>
            重试
          </Button>
        </p>
      )}
      {figures.data?.lines.filter(({ subjectType }) => subjects.includes(subjectType)).map((line) => <StockLine key={line.subjectType} line={line} period="本年至今" />)}
    </section>
  );
}

/** The identity of one subject over one period; red, with the records that do not add up, where it is broken. */
function StockLine({ line, period }: { line: StockFigures; period?: string }) {
  const mismatch = mismatchOf(line);
  return (
    <div className={styles.line} data-ok={line.ok} role={line.ok ? undefined : 'alert'}>
      <span>
        {period} {registerSubjects[line.subjectType]}
      </span>
      <span className={styles.identity}>{identityOf(line)}</span>
      <b className={styles.mark} aria-label={line.ok ? '相符' : '不相符'}>
        {line.ok ? '✓' : '✗'}
      </b>
      <span>{countOf(line)}</span>
      {mismatch && <Findings line={line} mismatch={mismatch} />}
    </div>
  );
}

function Findings({ line: { subjectType, findings }, mismatch }: { line: StockFigures; mismatch: string }) {
  return (
    <div className={styles.findings}>
      <b>{mismatch}</b>
      <ul>
        {findings.slice(0, mostFindings).map(({ subjectId, subjectName, problem }) => (
          <li key={`${subjectId} ${problem}`}>
            <Link to={subjectHref(subjectType, subjectId, subjectName)}>{subjectName}</Link>：{problem}
          </li>
        ))}
      </ul>
      {findings.length > mostFindings && <Link to="/register/ledger">其余 {findings.length - mostFindings} 条见登记台账</Link>}
    </div>
  );
}
