import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { sentenceOf } from '../../api';
import { subjectWord, violationStateOf } from '../discipline/violation-wording';
import { violationsOfProblemQuery } from '../discipline/queries';
import { ToneTag } from '../../components/tone-tag';
import { useMay } from './problem-rights';
import styles from './problem.module.css';

/** 由它产生的违规: one for each subject that the rule book names. */
export function ProblemViolations({ problemId }: { problemId: string }) {
  const mayRead = useMay()('GET /violations');
  const found = useQuery({ ...violationsOfProblemQuery(problemId), enabled: mayRead });
  if (!mayRead) return null;
  return (
    <section className={`card ${styles.card}`}>
      <h2>由此告知的违规</h2>
      {found.isPending && <p className={styles.soft}>正在读取…</p>}
      {found.isError && <p className={styles.soft}>没有加载出来：{sentenceOf(found.error)}</p>}
      {found.data?.items.length === 0 && <p className={styles.soft}>没有：所列问题在现行管理细则中不算违规，改正即可。</p>}
      <ul className={styles.violations}>
        {found.data?.items.map((violation) => {
          const { label, tone } = violationStateOf(violation);
          return (
            <li key={violation.id}>
              <Link to={`/violations/${violation.id}`}>
                {violation.code} {violation.name}
              </Link>
              <span className={styles.soft}>{subjectWord(violation.subject)}</span>
              <ToneTag tone={tone}>{label}</ToneTag>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
