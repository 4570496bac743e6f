import { rulePackStates, severities } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import type { RuleEffect, RulePack, RulePackSummary } from './check';

/** 状态 of a pack as people say it: 现行, 待生效 (adopted for a later day), and where it was followed by another, 已被取代. */
export function packState(pack: Pick<RulePackSummary, 'state' | 'inForce' | 'effectiveOn'>, today: string): { label: string; tone: Tone } {
  if (pack.inForce) return { label: '现行', tone: 'good' };
  if (pack.state === 'adopted') return pack.effectiveOn !== null && pack.effectiveOn > today ? { label: '待生效', tone: 'busy' } : { label: '已被取代', tone: 'plain' };
  const tones: Record<RulePackSummary['state'], Tone> = { draft: 'plain', shadow: 'warn', adopted: 'busy', withdrawn: 'over' };
  return { label: rulePackStates[pack.state], tone: tones[pack.state] };
}

/** The number that follows: 2026-1 → 2026-2; of a new year the first. A number in use is passed over. */
export function nextVersion(inForce: string, taken: string[], year: string): string {
  const [, ofYear, number] = /^(\d{4})-(\d+)$/.exec(inForce) ?? [];
  let next = ofYear === year ? Number(number) + 1 : 1;
  while (taken.includes(`${year}-${next}`)) next += 1;
  return `${year}-${next}`;
}

/** What a rule of a shadow pack would have meant, in words, a clause each. */
export function effectSentences({ severity, severityInForce, hits, hitsInForce, agreed, disagreed, missed }: RuleEffect): string[] {
  const more = hits - hitsInForce;
  return [
    ...(severity === severityInForce ? [] : [`后果由“${severities[severityInForce]}”改为“${severities[severity]}”`]),
    more === 0 ? (hits === 0 ? '没有命中' : `命中${hits}笔，与现行相同`) : `命中${hits}笔，比现行${more > 0 ? '多' : '少'}${Math.abs(more)}笔`,
    ...(agreed + disagreed > 0 ? [`其中${agreed}笔人工也退回，${disagreed}笔人工照样办理（符合${shareWord(agreed, agreed + disagreed)}）`] : []),
    ...(missed > 0 ? [`人工退回而它没有命中的有${missed}笔`] : []),
  ];
}

/** Whether a rule of the shadow pack says anything else than the pack in force. */
export function hasEffect({ severity, severityInForce, hits, hitsInForce, uncertain, uncertainInForce }: RuleEffect): boolean {
  return severity !== severityInForce || hits !== hitsInForce || uncertain !== uncertainInForce;
}

/** A share as a percentage with one decimal, half up; nothing of nothing is a dash. */
export function shareWord(part: number, whole: number): string {
  return whole === 0 ? '—' : `${(Math.round((part / whole) * 1000) / 10).toFixed(1)}%`;
}

/** What has to happen next with a pack, in one sentence. */
export function nextStep({ state, inForce, effectiveOn }: Pick<RulePack, 'state' | 'inForce' | 'effectiveOn'>): string {
  if (inForce) return '现在开始的交易按这一版检查。要调整，请以它为底新建草稿。';
  if (state === 'draft') return '草稿不检查任何交易。改好后开始影子运行，先看效果。';
  if (state === 'shadow') return '影子运行中：与现行规则包同时检查每一笔新交易，只记录，不影响任何人。看过效果后，由会长通过并定生效日。';
  if (state === 'adopted') return `已通过，${effectiveOn ?? ''} 起开始的交易按这一版检查；此前的交易仍按原来的规则包。`;
  return '已撤回，不再使用。';
}
