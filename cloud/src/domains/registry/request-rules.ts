import type { evidenceKinds, requestKinds } from '@yongche/contract';
import type { Actor } from '../../http/actor';
import type { Subject } from './ledger';
import type { RegisterRequest } from './register-request.entity';

type Kind = keyof typeof requestKinds;
type Evidence = keyof typeof evidenceKinds;

/** Who may ask: the company's manager, the holder of the certificate, a market's manager; the clerk may always. */
export interface RequestRule {
  subject: Subject;
  /** Papers without which the request cannot be handed in. */
  evidence: readonly Evidence[];
  askedBy: readonly ('anyone_verified' | 'manager' | 'holder' | 'market_manager')[];
}

/** The services of the register: one row each (CAP-A1; papers: 代理证管理 in the rule book's second chapter). */
export const requestRules: Record<Kind, RequestRule> = {
  company_issue: { subject: 'company', evidence: ['business_licence', 'application_form'], askedBy: ['anyone_verified'] },
  company_change: { subject: 'company', evidence: ['business_licence'], askedBy: ['manager'] },
  company_reissue: { subject: 'company', evidence: ['loss_statement'], askedBy: ['manager'] },
  company_cancel: { subject: 'company', evidence: ['application_form'], askedBy: ['manager'] },
  certificate_issue: { subject: 'certificate', evidence: ['employment_proof'], askedBy: ['manager'] },
  certificate_change: { subject: 'certificate', evidence: [], askedBy: ['manager', 'holder'] },
  certificate_reissue: { subject: 'certificate', evidence: ['loss_statement'], askedBy: ['manager', 'holder'] },
  certificate_renew: { subject: 'certificate', evidence: ['employment_proof'], askedBy: ['manager', 'holder'] },
  certificate_cancel: { subject: 'certificate', evidence: [], askedBy: ['manager', 'holder'] },
  app_issue: { subject: 'app', evidence: [], askedBy: ['manager', 'holder'] },
  app_change: { subject: 'app', evidence: [], askedBy: ['manager', 'holder'] },
  app_reissue: { subject: 'app', evidence: [], askedBy: ['manager', 'holder'] },
  app_cancel: { subject: 'app', evidence: [], askedBy: ['manager', 'holder'] },
  terminal_issue: { subject: 'terminal', evidence: ['application_form'], askedBy: ['market_manager'] },
  terminal_change: { subject: 'terminal', evidence: ['application_form'], askedBy: ['market_manager'] },
  terminal_reissue: { subject: 'terminal', evidence: ['application_form'], askedBy: ['market_manager'] },
  terminal_cancel: { subject: 'terminal', evidence: ['application_form'], askedBy: ['market_manager'] },
};

type Request = Pick<RegisterRequest, 'state' | 'companyId' | 'marketId' | 'personId' | 'requesterPersonId'>;

/** A member sees what concerns the own person or company, a market's manager the own market's, the association's staff all. */
export function mayReadRequest(actor: Actor, request: Request): boolean {
  if (actor.kind === 'staff') return actor.marketId === null || actor.marketId === request.marketId;
  const own = actor.personId !== null && [request.personId, request.requesterPersonId].includes(actor.personId);
  return own || (actor.companyId !== null && actor.companyId === request.companyId);
}

const isClerk = (actor: Actor) => actor.kind === 'staff' && actor.role === 'clerk';
const isAsker = (actor: Actor, request: Request) => mayReadRequest(actor, request) && (actor.kind === 'agent' || isClerk(actor) || actor.role === 'market_manager');

export const mayAddEvidence = (actor: Actor, request: Request) => isAsker(actor, request) && request.state === 'collecting';
export const mayWithdraw = (actor: Actor, request: Request) => isAsker(actor, request) && (request.state === 'collecting' || request.state === 'awaiting_decision');
export const mayDecide = (actor: Actor, request: Request) => isClerk(actor) && request.state === 'awaiting_decision';
