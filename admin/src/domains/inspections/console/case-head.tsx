import { businesses } from '@yongche/contract/vocabulary';
import type { ReactNode } from 'react';
import { PlateBadge } from '../../../components/plate-badge';
import type { Case } from '../inspection';
import styles from './case-head.module.css';

/** Which deal lies on the desk; at the right what was decided before it. */
export function CaseHead({ one: { deal }, children }: { one: Case; children: ReactNode }) {
  return (
    <div className={styles.head}>
      <h2>
        <PlateBadge plate={deal.plate} size="large" />
        <span className={styles.serial}>{deal.serial}</span>
      </h2>
      <span>{businesses[deal.business]}</span>
      <span className={styles.who}>
        {deal.marketName}　{deal.agentName}　{deal.companyName}
      </span>
      {children}
    </div>
  );
}
