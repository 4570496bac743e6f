import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { sentenceOf } from '../../api';
import { FileSection, SectionBody } from '../registry/file-page';
import type { Subject } from './discipline';
import styles from './discipline.module.css';
import { PointsBar } from './points-bar';
import { standingQuery } from './queries';
import { standingSentence } from './standing-wording';

/** Beside a violation: how its subject stands, so that nobody decides without seeing what follows. */
export function StandingCard({ subject: { type, id } }: { subject: Subject }) {
  const standing = useQuery(standingQuery(type, id));
  return (
    <FileSection title="当事人的扣分情况">
      <SectionBody>
        {standing.isPending && <p className={styles.soft}>正在读取…</p>}
        {standing.isError && !standing.data && <p className={styles.soft}>没有加载出来：{sentenceOf(standing.error)}</p>}
        {standing.data && (
          <div className={styles.form}>
            <PointsBar standing={standing.data} />
            <p>{standingSentence(standing.data)}</p>
            <Link to={`/standings/${type}/${id}`}>全部扣分和措施</Link>
          </div>
        )}
      </SectionBody>
    </FileSection>
  );
}
