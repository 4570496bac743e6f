import { measureKinds } from '@yongche/contract/vocabulary';
import type { RuleBookContent, Standing } from './discipline';

/** One part of the bar of points, in points from its left end. */
interface BarPart {
  kind: 'counted' | 'pending';
  from: number;
  to: number;
}

/** What of the bar is filled: what counts, and behind it what is pending; neither runs over the end. */
export function barOf({ counted, pending, full }: Pick<Standing, 'counted' | 'pending' | 'full'>): BarPart[] {
  const end = Math.min(counted, full);
  const parts: BarPart[] = [
    { kind: 'counted', from: 0, to: end },
    { kind: 'pending', from: end, to: Math.min(end + pending, full) },
  ];
  return parts.filter(({ from, to }) => to > from);
}

/** The sums at which something happens, as marks on the bar; a longer term of the same measure is marked without its word. */
export function marksOf({ measures, full }: Pick<RuleBookContent, 'measures' | 'full'>): { at: number; word: string }[] {
  return measures
    .filter(({ from }) => from <= full)
    .map(({ from, kind }, at) => ({ at: from, word: measures[at - 1]?.kind === kind ? '' : measureKinds[kind] }));
}

/** What the sum means now and what would follow, in one sentence. */
export function standingSentence({ counted, pending, next }: Pick<Standing, 'counted' | 'pending' | 'next'>): string {
  const now = counted === 0 ? '本周期没有计入的扣分' : `本周期计入 ${counted} 分`;
  const open = pending > 0 ? `，另有 ${pending} 分待定（未决定或申诉中，不计入）` : '';
  const follows = next ? `。再扣 ${next.left} 分（满 ${next.from} 分）${measureKinds[next.kind]}。` : '，已到最高一级。';
  return `${now}${open}${follows}`;
}
