import { scoreColours } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import type { ScoreCard, ScoreColour, Share } from './discipline';

const tones: Record<ScoreColour, Tone> = { green: 'good', amber: 'warn', red: 'bad' };
/** 良好, 注意 or 重点监管; who was not inspected at all is called nothing. */
export function cardStateOf({ colour, problemRate }: Pick<ScoreCard, 'colour' | 'problemRate'>): { label: string; tone: Tone } {
  return problemRate ? { label: scoreColours[colour], tone: tones[colour] } : { label: '没有核查', tone: 'plain' };
}

/** How many cards of each kind, the gravest first, in words. */
export function countWords(cards: Pick<ScoreCard, 'colour' | 'problemRate'>[]): string {
  const labels = [...Object.values(scoreColours).reverse(), '没有核查'];
  const counted = labels.map((label) => [label, cards.filter((card) => cardStateOf(card).label === label).length] as const);
  return counted.filter(([, count]) => count > 0).map(([label, count]) => `${label} ${count}`).join('，');
}
const gravity: Record<ScoreColour, number> = { red: 0, amber: 1, green: 2 };

/** 4.9%, or a dash where nothing was inspected. */
export const rateWord = (share: Share | null): string => (share ? percent(share.share) : '—');
/** 3.1%–7.2%: the 95 % interval of a rate. */
export const intervalWord = ({ low, high }: Share): string => `${percent(low)}–${percent(high)}`;
const percent = (share: number) => `${(Math.round(share * 1000) / 10).toFixed(1)}%`;

/** Against the month before, in points of a percent; nothing where one of them is missing. */
export function changeOf({
  problemRate,
  before,
}: Pick<ScoreCard, 'problemRate' | 'before'>): { words: string; tone: 'good' | 'bad' | 'plain' } | undefined {
  if (!problemRate || !before) return undefined;
  const change = Math.round((problemRate.share - before.share) * 1000) / 10;
  if (change === 0) return { words: '与上月相同', tone: 'plain' };
  return { words: `比上月${change > 0 ? '高' : '低'} ${Math.abs(change).toFixed(1)} 个百分点`, tone: change > 0 ? 'bad' : 'good' };
}

/** The gravest first, and among equals the one of which more is certainly wrong. */
export function gravestFirst(cards: ScoreCard[]): ScoreCard[] {
  const low = ({ problemRate }: ScoreCard) => problemRate?.low ?? -1;
  const byGravity = (one: ScoreCard, other: ScoreCard) => gravity[one.colour] - gravity[other.colour] || low(other) - low(one);
  return [...cards].sort((one, other) => byGravity(one, other) || other.points - one.points || one.name.localeCompare(other.name, 'zh-CN'));
}
