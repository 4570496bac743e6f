import type { AnswerOf } from '@yongche/contract';
import { membershipChangeKinds, membershipStates } from '@yongche/contract/vocabulary';
import { dayText } from '../../dates';

export type Member = NonNullable<AnswerOf<'GET /my-membership'>['member']>;

const tones: Record<keyof typeof membershipStates, string> = { active: 'good', suspended: 'wait', left: 'off' };
/** 会籍状态 in one word. */
export const wordOfState = (state: Member['state']) => ({ tone: tones[state], text: membershipStates[state] });

/** One line of the history: what became of the membership, since when, by which resolution. */
export function historyLine({ kind, effectiveOn, resolutionNumber }: Member['history'][number]): { title: string; under: string } {
  const title = (membershipChangeKinds as Record<string, string>)[kind] ?? kind;
  return { title, under: `${dayText(effectiveOn)}起，依据${resolutionNumber}` };
}

/** What the membership means for the price of the market's deals; undefined for a member without a market. */
export function priceText({ state, market }: Pick<Member, 'state' | 'market'>): string | undefined {
  if (!market) return undefined;
  return state === 'active'
    ? '在会期间，这个市场完成的交易按会员价计服务费。'
    : '现在不在会，这个市场完成的交易按非会员价计服务费。';
}
