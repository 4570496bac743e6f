import { samplingPlanStates } from '@yongche/contract/vocabulary';
import type { Tone } from '../../../components/tone-tag';
import type { SamplingContent, SamplingPlan } from '../inspection';

type Standing = Pick<SamplingPlan, 'state' | 'inForce' | 'effectiveOn'>;

/** 状态 of a plan as people say it: 现行, 待生效 (adopted for a later day), and where it was followed by another, 已被取代. */
export function planState({ state, inForce, effectiveOn }: Standing, today: string): { label: string; tone: Tone } {
  if (inForce) return { label: '现行', tone: 'good' };
  if (state === 'adopted') return effectiveOn !== null && effectiveOn > today ? { label: '待生效', tone: 'busy' } : { label: '已被取代', tone: 'plain' };
  return { label: samplingPlanStates[state], tone: state === 'withdrawn' ? 'over' : 'plain' };
}

/** What has to happen next with a plan, in one sentence. */
export function nextStep(plan: Standing, today: string): string {
  if (plan.inForce) return '现在完成的交易按这一版抽取。要调整，请以它为底新建草稿。';
  if (plan.state === 'draft') return '草稿不抽取任何交易。先试抽看每天会抽多少，再由会长通过并定生效日。';
  if (plan.state === 'withdrawn') return '已撤回，不再使用。';
  return plan.effectiveOn !== null && plan.effectiveOn > today
    ? `已通过，${plan.effectiveOn} 起完成的交易按这一版抽取。`
    : '已被后来的版本取代，只供查阅。';
}

/** A rate as a percentage with as many decimals as it needs, at most two. */
export function rateWord(rate: number): string {
  return `${percentOf(rate)}%`;
}

/** A rate (0–1) as it stands in a field for percentages. */
export function percentOf(rate: number): number {
  return Number((rate * 100).toFixed(2));
}

/** The rate that a percentage is. */
export function rateOf(percent: number): number {
  return Number((percent / 100).toFixed(6));
}

/** What adds to the risk of a deal, in the words of the check. */
export const weightTitles: Record<keyof SamplingContent['weights'], string> = {
  block: '拦截的规则不一致',
  flag: '标记的规则不一致',
  warn: '提醒的规则不一致',
  uncertain: '规则不能确定',
  overridden: '柜台放行',
  disputed: '代理人异议',
};

/** 1 − ∏(1 − weight): the risk of a deal with these findings, for the example beside the weights. */
export function riskOf(weights: number[]): number {
  return 1 - weights.reduce((product, weight) => product * (1 - weight), 1);
}
