import { problemStates } from '@yongche/contract/vocabulary';
import { ToneTag } from '../../components/tone-tag';
import type { ProblemState } from './problem';
import { problemTones } from './problem-wording';

/** 问题单状态 as a small coloured label. */
export function ProblemStateTag({ state }: { state: ProblemState }) {
  return <ToneTag tone={problemTones[state]}>{problemStates[state]}</ToneTag>;
}
