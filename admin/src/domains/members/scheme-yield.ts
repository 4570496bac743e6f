import { memberPositions } from '@yongche/contract/vocabulary';
import { yuanOf } from '../../components/money';
import type { DuesTier, Position } from './member';

/** How many members of each position owe a due, those included whose membership is suspended. */
export type Payers = Record<Position, number>;

export const positions = Object.keys(memberPositions) as Position[];

/** What a year's dues come to, tier by tier and together; money in fen. */
export interface SchemeYield {
  tiers: { code: string; members: number; fen: number }[];
  members: number;
  fen: number;
}

/** 试算: what tiers would bring from these members. */
export function yieldOf(tiers: DuesTier[], payers: Payers): SchemeYield {
  const each = tiers.map(({ code, fen, positions: within }) => {
    const members = within.reduce((sum, position) => sum + payers[position], 0);
    return { code, members, fen: fen * members };
  });
  return { tiers: each, members: each.reduce((sum, { members }) => sum + members, 0), fen: each.reduce((sum, { fen }) => sum + fen, 0) };
}

/** 按今天的 39 家会员，每年共 ¥219,000.00, and by how much it differs from another version. */
export function yieldSentence({ members, fen }: Pick<SchemeYield, 'members' | 'fen'>, other: { version: string; fen: number } | undefined): string {
  const more = other ? fen - other.fen : 0;
  const difference = !other ? '' : more === 0 ? `，与 ${other.version} 一样` : `，比 ${other.version} ${more > 0 ? '多' : '少'} ${yuanOf(Math.abs(more))}`;
  return `按今天的 ${members} 家会员，每年共 ${yuanOf(fen)}${difference}。`;
}
