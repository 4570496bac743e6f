import type { InspectionLook } from './inspection-look.entity';

type Look = Pick<InspectionLook, 'id' | 'kind' | 'state' | 'verdict' | 'note'>;

/** What the looks of a case come to. */
export type Outcome = { next: 'wait' } | { next: 'pass' } | { next: 'problem'; lookId: string } | { next: 'opinion'; question: string };

const disagreement = '两次核查结论不同，请再看一次。';

/**
 * 案件的结论 from the looks that have taken effect. One look is enough, unless a second person looks blindly: then a pass waits
 * for both, and where the two differ, or anybody is in doubt, another opinion decides alone. A problem found by the first look
 * is told at once; what a blind look says later counts for the agreement only.
 */
export function outcomeOf(looks: Look[]): Outcome {
  const [first, blind, opinion] = (['first', 'blind', 'opinion'] as const).map((kind) => looks.find((look) => look.kind === kind));
  const isSettled = (look: Look | undefined): look is Look => look?.state === 'settled';
  if (opinion) return isSettled(opinion) ? verdictOf(opinion) : { next: 'wait' };
  const doubt = [first, blind].filter(isSettled).find(({ verdict }) => verdict === 'doubt');
  if (doubt) return { next: 'opinion', question: doubt.note! };
  if (!isSettled(first)) return { next: 'wait' };
  if (isSettled(blind)) return blind.verdict === first.verdict ? verdictOf(first) : { next: 'opinion', question: disagreement };
  return blind && first.verdict === 'pass' ? { next: 'wait' } : verdictOf(first);
}

function verdictOf({ id, verdict }: Look): Outcome {
  return verdict === 'problem' ? { next: 'problem', lookId: id } : { next: 'pass' };
}
