import { staffStates } from '@yongche/contract/vocabulary';
import { ToneTag, type Tone } from '../../components/tone-tag';
import type { StaffRecord } from './queries';

const tones: Record<StaffRecord['state'], Tone> = { awaiting_confirmation: 'busy', active: 'good', suspended: 'warn', ended: 'plain' };

/** 账号状态; a lock by failed log-ins stands before everything else. */
export function StaffStateTag({ staff: { state, lockedAt } }: { staff: Pick<StaffRecord, 'state' | 'lockedAt'> }) {
  const isLocked = lockedAt !== null && state !== 'ended';
  return <ToneTag tone={isLocked ? 'bad' : tones[state]}>{isLocked ? '已锁定' : staffStates[state]}</ToneTag>;
}
