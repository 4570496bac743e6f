import { transactionStates } from '@yongche/contract/vocabulary';
import { ToneTag, type Tone } from '../../components/tone-tag';
import type { DealState } from './deal';

const tones: Partial<Record<DealState, Tone>> = { awaiting_check: 'busy', returned: 'warn', completed: 'good', cancelled: 'over' };

/** 交易状态 as a small coloured label. */
export function StateTag({ state }: { state: DealState }) {
  return <ToneTag tone={tones[state] ?? 'plain'}>{transactionStates[state]}</ToneTag>;
}
