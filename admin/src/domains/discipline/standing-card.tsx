import { useQuery } from '@tanstack/react-query';
import { sentenceOf } from '../../api';
import { FileSection, SectionBody } from '../registry/file-page';
import type { Subject } from './discipline';
import styles from './discipline.module.css';
import { PointsBar } from './points-bar';
import { standingQuery } from './queries';
import { StandingLink } from './standing-link';
import { standingSentence } from './standing-wording';

/** Beside a violation: how its subject stands, so that nobody decides without seeing what follows. */
export function StandingCard({ subject }: { subject: Subject }) {
  const standing = useQuery(standingQuery(subject.type, subject.id));
  return (
    <FileSection title="当事人的扣分情况">
      <SectionBody>
        {standing.isPending && <p className={styles.soft}>正在读取…</p>}
        {standing.isError && !standing.data && <p className={styles.soft}>没有加载出来：{sentenceOf(standing.error)}</p>}
        {standing.data && (
          <div className={styles.form}>
            <PointsBar standing={standing.data} />
            <p>{standingSentence(standing.data)}</p>
            <StandingLink subject={subject} />
          </div>
        )}
      </SectionBody>
    </FileSection>
  );
}
