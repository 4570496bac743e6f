import { Facts } from '../../components/facts';
import { minuteOf } from '../../components/moments';
import { adoptionLines, type VersionFile } from './adopted-version';
import { ItemLink } from './item-link';
import { VersionTag } from './version-tag';
import styles from './version.module.css';

interface VersionCardProps {
  version: VersionFile;
  /** What has to happen next, in one sentence. */
  next: string;
  /** 生效日 or 起始年度, and which; null while it is not adopted. */
  from: [title: string, from: string | null];
}

const itemWords = { waiting: '待会员大会表决', passed: '会员大会已通过' };

/** How a version stands, what comes next, and on what it rests. */
export function VersionCard({ version, next, from }: VersionCardProps) {
  const { state, adoption, atMeeting, agendaItemId, madeBy, createdAt } = version;
  return (
    <section className={`card ${styles.card}`}>
      <h2>
        <VersionTag version={version} from={from[1]} />
      </h2>
      <p className={styles.next}>{next}</p>
      <Facts
        facts={[
          ['起草', `${madeBy}　${minuteOf(createdAt)}`],
          ...(adoption ? adoptionLines(adoption) : []),
          ['议题', state === 'draft' && agendaItemId && <ItemLink itemId={agendaItemId}>{atMeeting ? itemWords[atMeeting] : '没有通过或已撤回'}</ItemLink>],
          from,
        ]}
      />
    </section>
  );
}
