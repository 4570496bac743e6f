import type { problemStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { Problem } from './problem.entity';

export type ProblemState = keyof typeof problemStates;

interface Move {
  from: ProblemState[];
  to: ProblemState;
}

/** 问题单的全部去向: what is overdue can still be corrected; what is verified or withdrawn stays so. */
export const problemMoves = {
  correct: { from: ['open', 'overdue'], to: 'corrected' },
  accept: { from: ['corrected'], to: 'verified' },
  refuse: { from: ['corrected'], to: 'open' },
  extend: { from: ['open', 'overdue'], to: 'open' },
  lapse: { from: ['open'], to: 'overdue' },
  withdraw: { from: ['open', 'corrected', 'overdue'], to: 'withdrawn' },
} as const satisfies Record<string, Move>;
export type ProblemMove = keyof typeof problemMoves;

/** Whether a problem in this state may go there. */
export function isOpenTo(move: ProblemMove, { state }: Pick<Problem, 'state'>): boolean {
  return (problemMoves[move] as Move).from.includes(state);
}

/** Whether there is nothing more to do. */
export const isClosed = (problem: Pick<Problem, 'state'>) => (Object.keys(problemMoves) as ProblemMove[]).every((move) => !isOpenTo(move, problem));

/** The one way by which a problem changes its state. @returns the problem as it is then; undefined where it was moved elsewhere before */
export async function moveProblem(tx: EntityManager, problem: Problem, move: ProblemMove, change: Partial<Problem> = {}): Promise<Problem | undefined> {
  const { from, to } = problemMoves[move] as Move;
  const moved = { ...change, state: to };
  const { affected } = await tx.createQueryBuilder().update(Problem).set(moved).where('id = :id AND state IN (:...from)', { id: problem.id, from }).execute();
  return affected ? { ...problem, ...moved } : undefined;
}
