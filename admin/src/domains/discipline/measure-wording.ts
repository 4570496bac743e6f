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

/** What ends at once when it is lifted. */
export function liftingMeans({ kind, subject }: Pick<Measure, 'kind' | 'subject'>): string {
  if (kind === 'suspension') return `解除后，${subject.name} 立即可以登录和办理业务；扣分不变。`;
  return `解除后不再要求${measureKinds[kind]}；扣分不变。`;
}

const gravity: Measure['kind'][] = ['warning', 'rectification', 'suspension', 'cancellation'];

/** The gravest measure that is in force, as the state of its subject; one that waits for the meeting stands before all. */
export function measureNow(measures: Pick<Measure, 'kind' | 'state'>[]): { label: string; tone: Tone } {
  const open = measures.filter(({ state }) => state === 'in_force' || state === 'proposed');
  const [gravest] = [...open].sort((one, other) => gravity.indexOf(other.kind) - gravity.indexOf(one.kind));
  if (!gravest) return { label: '没有执行中的措施', tone: 'good' };
  if (gravest.state === 'proposed') return { label: `${measureKinds[gravest.kind]}待会议决定`, tone: 'bad' };
  return { label: `${measureKinds[gravest.kind]}执行中`, tone: gravest.kind === 'warning' ? 'warn' : 'bad' };
}
