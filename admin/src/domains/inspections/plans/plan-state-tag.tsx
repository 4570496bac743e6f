import { dayOf } from '../../../components/moments';
import { ToneTag } from '../../../components/tone-tag';
import type { SamplingPlan } from '../inspection';
import { planState } from './plan-wording';

/** How a plan stands today. */
export function PlanStateTag({ plan }: { plan: Pick<SamplingPlan, 'state' | 'inForce' | 'effectiveOn'> }) {
  const { label, tone } = planState(plan, dayOf(new Date()));
  return <ToneTag tone={tone}>{label}</ToneTag>;
}
