import type { ReactNode } from 'react';
import { BackLink } from '../../components/back-link';
import { PageHead } from '../../components/page-head';
import type { VersionFile } from './adopted-version';
import { DraftActs, type DraftActsProps } from './draft-acts';
import { VersionCard } from './version-card';
import styles from './version.module.css';

interface VersionViewProps extends Pick<DraftActsProps, 'what' | 'renews' | 'propose' | 'withdraw' | 'adoption'> {
  /** Where its pages begin, such as `/tariffs`. */
  href: string;
  version: VersionFile;
  /** What has to happen next, in one sentence. */
  next: string;
  /** 生效日 or 起始年度, and which; null while it is not adopted. */
  from: [title: string, from: string | null];
  /** What it says. */
  children: ReactNode;
}

/** One version: how it stands and on what it rests, beside what it says. */
export function VersionView({ what, href, version, next, from, children, ...acts }: VersionViewProps) {
  return (
    <div className="page">
      <BackLink to={href} title={what} />
      <PageHead title={version.title} note={version.version}>
        <DraftActs {...acts} what={what} version={version.version} may={version.may} editHref={`${href}/${version.version}/edit`} />
      </PageHead>
      <div className={styles.columns}>
        <VersionCard version={version} next={next} from={from} />
        <section className={`card ${styles.card}`}>{children}</section>
      </div>
    </div>
  );
}
