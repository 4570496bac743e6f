import type { evidenceKinds, requestKinds } from '@yongche/contract';
import { requestEndpoints } from '@yongche/contract/requests';
import type { Actor } from '../../http/actor';
import type { Reason } from './ledger';
import type { RegisterRequest } from './register-request.entity';

type Kind = keyof typeof requestKinds;
type Evidence = keyof typeof evidenceKinds;

/** Papers without which a request cannot be handed in (CAP-A1; papers: 代理证管理 in the rule book's second chapter). */
const evidenceOf: Record<Kind, readonly Evidence[]> = {
  company_issue: ['business_licence', 'application_form'],
  company_change: ['business_licence'],
  company_reissue: ['loss_statement'],
  company_cancel: ['application_form'],
  company_manager: ['application_form'],
  certificate_issue: ['employment_proof'],
  certificate_change: [],
  certificate_reissue: ['loss_statement'],
  certificate_renew: ['employment_proof'],
  certificate_cancel: [],
  app_issue: [],
  app_change: [],
  app_reissue: [],
  app_cancel: [],
  terminal_issue: ['application_form'],
  terminal_change: ['application_form'],
  terminal_reissue: ['application_form'],
  terminal_cancel: ['application_form'],
};

/** What ends somebody's right against their will rests on a decision, whatever it ends. */
export function evidenceFor({ kind, reason }: Pick<RegisterRequest, 'kind' | 'reason'>): readonly Evidence[] {
  return reason !== null && againstWill.includes(reason) ? ['authority_decision'] : evidenceOf[kind];
}
const againstWill: Reason[] = ['sanction', 'cleanup'];

type Request = Pick<RegisterRequest, 'state' | 'reason' | 'companyId' | 'marketId' | 'personId' | 'requesterKind' | 'requesterId' | 'requesterPersonId'>;

/** Whether the requests that stand in a file are shown: to whom the list of requests is open. */
export const mayReadRequests = (actor: Actor) => requestEndpoints['GET /register-requests'].roles[actor.role as keyof (typeof requestEndpoints)['GET /register-requests']['roles']] !== undefined;

/** A member sees what concerns the own person or company, a market's manager the own market's, the association's staff all. */
export function mayReadRequest(actor: Actor, request: Request): boolean {
  if (actor.kind === 'staff') return actor.marketId === null || actor.marketId === request.marketId;
  const own = actor.personId !== null && [request.personId, request.requesterPersonId].includes(actor.personId);
  return own || (actor.companyId !== null && actor.companyId === request.companyId);
}

const isClerk = (actor: Actor) => actor.kind === 'staff' && actor.role === 'clerk';

/** Who has asked, and goes on with it: the person, the manager for the members of the own company, the employee, or any clerk. */
function isAsker(actor: Actor, request: Request): boolean {
  if (actor.kind === 'staff') return isClerk(actor) || request.requesterId === actor.staffId;
  if (request.requesterKind !== 'agent' || actor.personId === null) return false;
  return request.requesterPersonId === actor.personId || (actor.companyId !== null && actor.companyId === request.companyId);
}

export const mayAddEvidence = (actor: Actor, request: Request) => isAsker(actor, request) && request.state === 'collecting';
export const mayWithdraw = (actor: Actor, request: Request) => isAsker(actor, request) && (request.state === 'collecting' || request.state === 'awaiting_decision');
/** The clerk decides; what goes against somebody's will needs another one than who asked for it. */
export const mayDecide = (actor: Actor, request: Request) => isClerk(actor) && request.state === 'awaiting_decision' && !isOwnSanction(actor, request);
export const isOwnSanction = (actor: Actor, { reason, requesterId }: Request) => actor.kind === 'staff' && reason !== null && againstWill.includes(reason) && requesterId === actor.staffId;
