import type { DuesScheme, DuesSchemeContent, DuesTier, Position } from './member';

const letters = 'ABCD';
/** The law allows so many tiers and no more (law.md R-F7). */
export const mostTiers = letters.length;
/** So many reminders a scheme may have. */
export const mostReminders = 12;

/** From what a first scheme begins: one tier for all, to be filled in. */
export const firstScheme: Pick<DuesScheme, 'title' | 'content'> = {
  title: '会费标准',
  content: {
    tiers: [{ code: 'A', name: '', fen: 0, positions: ['president_unit', 'vice_president_unit', 'council_unit', 'ordinary_unit'] }],
    dueOn: '03-31',
    remindAfterDays: [-30, 0, 30],
    proposeAfterDays: 180,
  },
};

const replaced = (tiers: DuesTier[], at: number, part: Partial<DuesTier>): DuesTier[] => tiers.map((tier, index) => (index === at ? { ...tier, ...part } : tier));

export const withTier = (content: DuesSchemeContent, at: number, part: Partial<DuesTier>): DuesSchemeContent => ({ ...content, tiers: replaced(content.tiers, at, part) });

/** Tiers are lettered in their order. */
const lettered = (tiers: DuesTier[]): DuesTier[] => tiers.map((tier, at) => ({ ...tier, code: letters[at]! }));

/** One more tier with nobody in it yet. */
export const withNewTier = (content: DuesSchemeContent): DuesSchemeContent =>
  content.tiers.length < mostTiers ? { ...content, tiers: lettered([...content.tiers, { code: '', name: '', fen: 0, positions: [] }]) } : content;

/** One tier less; those behind it move up a letter. */
export const withoutTier = (content: DuesSchemeContent, at: number): DuesSchemeContent => ({ ...content, tiers: lettered(content.tiers.filter((_, index) => index !== at)) });

/** Puts a position into one tier, and thereby out of every other one. */
export function withPositionIn(content: DuesSchemeContent, position: Position, at: number): DuesSchemeContent {
  const others = (tier: DuesTier) => tier.positions.filter((one) => one !== position);
  return { ...content, tiers: content.tiers.map((tier, index) => ({ ...tier, positions: index === at ? [...others(tier), position] : others(tier) })) };
}

/** The reminders in the order of their days, none twice. */
export const withReminders = (content: DuesSchemeContent, days: number[]): DuesSchemeContent => ({
  ...content,
  remindAfterDays: [...new Set(days)].sort((one, other) => one - other).slice(0, mostReminders),
});
