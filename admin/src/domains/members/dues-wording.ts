import type { contactOutcomes } from '@yongche/contract/vocabulary';
import { yuanOf } from '../../components/money';
import type { DueFile, DuesRegister, DueSummary, DuesRun, TierFigures } from './member';

/** Hundredths of a percent as 93.15%; a dash where nothing is due. */
export const rateWord = (hundredths: number | null): string => (hundredths === null ? '—' : `${(hundredths / 100).toFixed(2)}%`);

/** 实收 and 应收 behind the rate by amount, 缴清 and 应缴 behind the rate by members: never one figure without its base. */
export function collectionWords({ dueFen, paidFen, members, paidMembers }: DuesRegister['collection']): { byAmount: string; byMembers: string } {
  return {
    byAmount: `实收 ${yuanOf(paidFen)} / 应收 ${yuanOf(dueFen)}`,
    byMembers: `缴清 ${paidMembers} 户 / 应缴 ${members} 户`,
  };
}

const turns: Record<DueSummary['standing'], number> = { overdue: 0, unpaid: 1, partly: 1, paid: 2, nothing: 3, cancelled: 4 };

/** Who has to be asked first: what is overdue, then what is open, then what is settled; within that as they came. */
export const openFirst = (dues: DueSummary[]): DueSummary[] => [...dues].sort((one, other) => turns[one.standing] - turns[other.standing]);

/** The room of the drawing, in its own units: as tall as there are tiers. */
export const tierSize = { width: 640, row: 46, bar: 22, left: 0 };

/** One member of a tier, as a field of its bar. */
interface TierCell {
  x: number;
  width: number;
  isPaid: boolean;
}

/** A tier as it is drawn: a field for each member, as wide as its due, so that the area is money. */
export interface TierBar {
  tier: TierFigures;
  y: number;
  cells: TierCell[];
  sentence: string;
}

/** Places the tiers below each other on one scale of money; the tier that owes most fills the width. */
export function drawTiers(tiers: TierFigures[]): TierBar[] {
  const { width, row, left } = tierSize;
  const most = Math.max(1, ...tiers.map(({ fen, members }) => fen * members));
  return tiers.map((tier, at) => {
    const { fen, members, paidMembers, name } = tier;
    const cell = ((width - left) * fen) / most;
    return {
      tier,
      y: row * at,
      cells: Array.from({ length: members }, (_, index) => ({ x: round(left + cell * index), width: round(cell), isPaid: index < paidMembers })),
      sentence: `${name}：每户 ${yuanOf(fen)}，${members} 户中 ${paidMembers} 户缴清，缴清 ${yuanOf(fen * paidMembers)}，共应缴 ${yuanOf(fen * members)}`,
    };
  });
}

const round = (value: number) => Math.round(value * 100) / 100;

/** What the run of a year would do, or why it cannot. */
export function runSentence({ year, scheme, items, totalFen, raised }: DuesRun): string {
  if (scheme === null) return `${year} 年还没有生效的会费标准，不能部署。请先由会员大会通过并公布。`;
  if (items.length === 0) return raised > 0 ? `${year} 年的会费都已部署，共 ${raised} 笔。` : `${year} 年没有应缴会费的会员。`;
  const already = raised > 0 ? `已部署 ${raised} 笔，` : '';
  return `${already}将部署 ${items.length} 笔，共 ${yuanOf(totalFen)}，按会费标准 ${scheme}。`;
}

const outcomeTones: Record<keyof typeof contactOutcomes, 'plain' | 'good' | 'bad'> = { sent: 'good', not_subscribed: 'plain', not_configured: 'plain', nobody: 'bad', noted: 'good' };

/** How a contact went, as the colour of its point in the timeline. */
export const contactTone = ({ outcome }: DueFile['contacts'][number]): 'plain' | 'good' | 'bad' => outcomeTones[outcome];
