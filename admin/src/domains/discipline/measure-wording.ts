import { measureKinds, measureStates } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import { dayOf } from '../../components/moments';
import type { Measure } from './discipline';

const tones: Record<Measure['state'], Tone> = { in_force: 'bad', proposed: 'warn', over: 'plain', lifted: 'plain', revoked: 'over', executed: 'bad' };

/** How a measure stands. */
export const measureStateOf = ({ state }: Pick<Measure, 'state'>): { label: string; tone: Tone } => ({ label: measureStates[state], tone: tones[state] });

/** 2026-11-20 至 2026-12-04, or the day alone where it has no end. */
export function termOf({ beganOn, untilOn, endedAt }: Pick<Measure, 'beganOn' | 'untilOn' | 'endedAt'>): string {
  if (endedAt) return `${beganOn} 至 ${dayOf(endedAt)}`;
  return untilOn === null ? `${beganOn} 起` : `${beganOn} 至 ${untilOn}`;
}

/** Why it was taken: the sum that called for it, or one violation by itself. */
export const causeOf = ({ sum }: Pick<Measure, 'sum'>): string => (sum === null ? '单项违规，立即生效' : `累计 ${sum} 分`);

/** What ends at once when it is lifted. */
export function liftingMeans({ kind, subject }: Pick<Measure, 'kind' | 'subject'>): string {
  if (kind === 'suspension') return `解除后，${subject.name} 立即可以登录和办理业务；扣分不变。`;
  return `解除后不再要求${measureKinds[kind]}；扣分不变。`;
}
