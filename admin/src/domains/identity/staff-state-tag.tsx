import { staffStates } from '@yongche/contract/vocabulary';
import type { StaffRecord } from './queries';
import styles from './staff-page.module.css';

/** 账号状态; a lock by failed log-ins stands before everything else. */
export function StaffStateTag({ staff: { state, lockedAt } }: { staff: Pick<StaffRecord, 'state' | 'lockedAt'> }) {
  const isLocked = lockedAt !== null && state !== 'ended';
  return (
    <span className={styles.state} data-state={isLocked ? 'locked' : state}>
      {isLocked ? '已锁定' : staffStates[state]}
    </span>
  );
}
