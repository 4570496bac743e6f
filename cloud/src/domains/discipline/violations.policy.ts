import type { Actor } from '../../http/actor';
import type { Violation } from './violation.entity';

type Concerned = Pick<Violation, 'subjectType' | 'subjectId' | 'marketId' | 'companyId'>;
type Open = Concerned & Pick<Violation, 'state' | 'statedAt' | 'defenceUntil'>;
type Decided = Concerned & Pick<Violation, 'state' | 'outcome' | 'appealState' | 'appealBeforeMeeting' | 'decidedBy' | 'foundBy'>;

/** 当事人: the agent or the operator; for a company its managers, for a market its manager. */
export function isSubject(actor: Actor, { subjectType, subjectId }: Concerned): boolean {
  if (actor.kind === 'agent') return (subjectType === 'agent' && subjectId === actor.personId) || (subjectType === 'company' && subjectId === actor.companyId);
  if (actor.role === 'operator') return subjectType === 'operator' && subjectId === actor.staffId;
  return actor.role === 'market_manager' && subjectType === 'market' && subjectId === actor.marketId;
}
/** A company's managers also read what their agents did in its name, a market's manager what its operators did. */
export const mayReadViolation = (actor: Actor, violation: Concerned) =>
  isSubject(actor, violation) ||
  (actor.kind === 'agent' && actor.companyId !== null && violation.subjectType === 'agent' && violation.companyId === actor.companyId) ||
  (actor.role === 'market_manager' && violation.subjectType === 'operator' && violation.marketId === (actor.kind === 'staff' ? actor.marketId : null)) ||
  (actor.kind === 'staff' && actor.marketId === null);

/** 陈述申辩, once, until the last day of the period. */
export const isStatementOpen = ({ statedAt, defenceUntil }: Open, today: string) => statedAt === null && today <= defenceUntil;
export const mayStateDefence = (actor: Actor, violation: Open, today: string) => isSubject(actor, violation) && violation.state === 'noticed' && isStatementOpen(violation, today);

const decides = (actor: Actor) => actor.role === 'inspector' || actor.role === 'clerk';
/** Nothing is decided before its subject has spoken, or could have. */
export const isDefenceOver = ({ statedAt, defenceUntil }: Open, today: string) => statedAt !== null || today > defenceUntil;
export const mayDecide = (actor: Actor, violation: Open, today: string) => decides(actor) && violation.state === 'noticed' && isDefenceOver(violation, today);

/** Points alone can be appealed. */
export const isAppealable = ({ state, outcome }: Decided) => state === 'decided' && outcome === 'points';
export const mayAppeal = (actor: Actor, violation: Decided, today: string, until: string | null) =>
  isSubject(actor, violation) && isAppealable(violation) && violation.appealState === null && until !== null && today <= until;
/** Neither who found it nor who decided it judges the appeal. */
export const isImpartial = (actor: Actor, { decidedBy, foundBy }: Decided) => actor.kind === 'staff' && actor.staffId !== decidedBy && actor.staffId !== foundBy;
export const mayDecideAppeal = (actor: Actor, violation: Decided) => decides(actor) && violation.appealState === 'open' && !violation.appealBeforeMeeting && isImpartial(actor, violation);
