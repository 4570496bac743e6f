import { memberPositions } from '@yongche/contract';
import type { DuesSchemeContent } from '@yongche/contract/members.shapes';
import type { EntityManager } from 'typeorm';
import { yuan } from '../../yuan';
import { type DraftProposal, proposalOf } from '../governance/proposals';

export const keyOfScheme = (version: string) => `dues_scheme:${version}`;

/** How a version came before the general meeting; what was passed by a show of hands has not passed. */
export const schemeProposal = (tx: EntityManager, version: string): Promise<DraftProposal | null> => proposalOf(tx, keyOfScheme(version), { ballot: 'secret' });

/** The scheme as the meeting reads it, a tier a line. */
export function factsOfScheme({ tiers, dueOn, remindAfterDays, proposeAfterDays }: DuesSchemeContent): string[] {
  const [month, date] = dueOn.split('-').map(Number);
  return [
    `共${tiers.length}档，同一档内金额相同，不另分标准`,
    ...tiers.map(({ code, name, fen, positions }) => `${code}档 ${name}：每年 ${yuan(fen)}（${positions.map((position) => memberPositions[position]).join('、')}）`),
    `缴费期限：每年${month}月${date}日`,
    `催缴：${remindAfterDays.length === 0 ? '不自动催缴' : [...remindAfterDays].sort((one, other) => one - other).map(stepInWords).join('、')}`,
    `逾期${proposeAfterDays}天仍未缴纳的，提交会长例会处理`,
  ];
}

/** A step of the schedule, in days from the deadline. */
const stepInWords = (days: number) => (days < 0 ? `到期前${-days}天` : days === 0 ? '到期当天' : `逾期${days}天`);
