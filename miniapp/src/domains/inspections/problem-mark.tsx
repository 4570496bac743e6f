import { problemStates } from '@yongche/contract/vocabulary';
import { Mark } from '@/components/marks';
import { problemTones, type ProblemSummary } from './problem-view';

/** 问题单状态. */
export const ProblemMark = ({ state }: Pick<ProblemSummary, 'state'>) => (
  <Mark tone={problemTones[state]} text={problemStates[state]} />
);
