import type { z } from 'zod';
import type { requestInput } from '@yongche/contract/registry.shapes';
import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { isDuplicateKey } from '../../database-errors';
import type { Actor } from '../../http/actor';
import { ensure, Refusal, refuseField } from '../../http/errors';
import { ensureMayReapply } from '../discipline/reapplication';
import { openPersonKey } from '../privacy/person-keys';
import { Certificate } from './certificate.entity';
import { certificateOf } from './certificates';
import { workingStates } from './companies';
import { Company } from './company.entity';
import { CompanyManager } from './company-manager.entity';
import { EvidenceFile } from './evidence-file.entity';
import type { Reason } from './ledger';
import { Market } from './market.entity';
import { nextRegisterNumber } from './numbers';
import { personNamed } from './persons';
import { RegisterRequest } from './register-request.entity';
import { evidenceFor, mayAddEvidence, mayReadRequest, mayWithdraw } from './request-rules';
import { Terminal } from './terminal.entity';

export type RequestInput = z.output<typeof requestInput>;
type Of<K extends RequestInput['kind']> = Extract<RequestInput, { kind: K }>;

/** What a request is about, found out before it is written. */
interface Target {
  companyId?: string;
  marketId?: string;
  subjectId?: string;
  personId?: string;
  reason?: Reason;
  newValues?: Record<string, string | null>;
  /** What tells this request from another one for the same thing, where there is no subject yet. */
  about?: string;
}

interface Asking {
  keys: KeyRing;
  actor: Actor;
  requestId: string;
  at: Date;
}

export const placeOfNewPhone = (requestId: string) => `register_requests|phone|${requestId}`;

/** A request that `actor` may see; somebody else's reads as not found. */
export async function findRequest(tx: EntityManager, id: string, actor: Actor, { lock = false } = {}): Promise<RegisterRequest> {
  const request = await tx.findOne(RegisterRequest, { where: { id }, ...(lock ? { lock: { mode: 'pessimistic_write' as const } } : {}) });
  ensure(request && mayReadRequest(actor, request), 'registry.request_not_found');
  return request;
}

/**
 * 提出申请. What can be told at once is refused at once, with the field; the same thing cannot be asked twice at a time.
 * @throws registry.request_not_yours, registry.request_pending, and what each kind says of its subject
 */
export async function openRequest(tx: EntityManager, { keys, input, actor }: { keys: KeyRing; input: RequestInput; actor: Actor }, by: By): Promise<RegisterRequest> {
  const id = uuidv7();
  const target = await targetOf(tx, input, { keys, actor, requestId: id, at: by.at });
  const request: RegisterRequest = {
    id,
    serial: await nextRegisterNumber(tx, 'request', by.at),
    kind: input.kind,
    state: 'collecting',
    companyId: target.companyId ?? null,
    marketId: target.marketId ?? null,
    subjectId: target.subjectId ?? null,
    personId: target.personId ?? null,
    reason: target.reason ?? null,
    note: input.note || null,
    newValues: target.newValues ?? {},
    oldValues: {},
    openKey: `${input.kind}:${target.subjectId ?? target.about}`,
    requesterKind: actor.kind,
    requesterId: actor.kind === 'agent' ? actor.accountId : actor.staffId,
    requesterPersonId: actor.kind === 'agent' ? actor.personId : null,
    requestedAt: by.at,
    submittedAt: null,
    decidedBy: null,
    decidedAt: null,
    decisionNote: null,
  };
  await tx.insert(RegisterRequest, request).catch((error: unknown) => {
    throw isDuplicateKey(error, 'register_requests_open_key') ? new Refusal('registry.request_pending') : error;
  });
  await audit(tx, by, { action: 'registry.request_opened', subject: { type: 'request', id }, details: { kind: input.kind, companyId: request.companyId, subjectId: request.subjectId } });
  return request;
}

async function targetOf(tx: EntityManager, input: RequestInput, asking: Asking): Promise<Target> {
  switch (input.kind) {
    case 'company_issue':
      return newCompany(tx, input, asking);
    case 'company_change': {
      const company = await companyFor(tx, input.companyId, asking.actor);
      const taken = await tx.findOneBy(Company, { creditCode: input.creditCode });
      if (taken && taken.id !== company.id) refuseField('creditCode', '这个统一社会信用代码属于另一家已登记的企业。');
      const asked = (['name', 'creditCode', 'address', 'licenceExpiresOn'] as const).filter((field) => input[field] !== company[field]);
      if (asked.length === 0) refuseField('name', '填写的内容与登记的相同，没有需要变更的。');
      return { companyId: company.id, subjectId: company.id, reason: 'registration_changed', newValues: Object.fromEntries(asked.map((field) => [field, input[field]])) };
    }
    case 'company_reissue':
    case 'company_cancel': {
      const company = await companyFor(tx, input.companyId, asking.actor);
      ensure(asking.actor.kind === 'staff' || input.reason === 'own_request' || input.kind === 'company_reissue', 'registry.request_not_yours');
      return { companyId: company.id, subjectId: company.id, reason: input.reason };
    }
    case 'company_manager': {
      const company = await companyFor(tx, input.companyId, asking.actor);
      const person = await namedPerson(tx, asking.keys, input, asking.at);
      ensure(!(await tx.existsBy(CompanyManager, { personId: person.id })), 'registry.person_manages_company');
      return { companyId: company.id, subjectId: company.id, personId: person.id, reason: 'manager_changed' };
    }
    case 'certificate_issue':
      return newCertificate(tx, input, asking);
    case 'terminal_issue': {
      const { actor } = asking;
      const marketId = actor.kind === 'staff' ? (actor.marketId ?? input.marketId) : undefined;
      ensure(actor.kind === 'staff', 'registry.request_not_yours');
      if (!marketId) refuseField('marketId', '请选择市场');
      ensure(await tx.existsBy(Market, { id: marketId }), 'registry.market_not_found');
      await ensureMayReapply(tx, { type: 'market', id: marketId }, asking.at);
      return { marketId, reason: 'new', newValues: { name: input.name, location: input.location }, about: `${marketId}:${asking.requestId}` };
    }
    case 'terminal_change':
    case 'terminal_reissue':
    case 'terminal_cancel': {
      const terminal = await terminalFor(tx, input.terminalId, asking.actor);
      ensure(input.kind !== 'terminal_cancel' || input.reason === 'own_request' || (asking.actor.kind === 'staff' && asking.actor.role === 'clerk'), 'registry.request_not_yours');
      const newValues: Record<string, string> = input.kind === 'terminal_change' ? { name: input.name, location: input.location } : {};
      return { marketId: terminal.marketId, subjectId: terminal.id, reason: input.kind === 'terminal_change' ? 'registration_changed' : input.reason, newValues };
    }
    default:
      return certificateService(tx, input, asking);
  }
}

async function newCompany(tx: EntityManager, input: Of<'company_issue'>, { keys, actor, at }: Asking): Promise<Target> {
  ensure(actor.kind === 'agent' || actor.role === 'clerk', 'registry.request_not_yours');
  const known = await tx.findOneBy(Company, { creditCode: input.creditCode });
  ensure(!known || known.state === 'cancelled', 'registry.company_exists');
  if (known) await ensureMayReapply(tx, { type: 'company', id: known.id }, at);
  if (actor.kind === 'staff' && !input.manager) refuseField('manager.name', '请填写企业负责人');
  const personId = actor.kind === 'agent' ? actor.personId : (await namedPerson(tx, keys, input.manager!, at, 'manager.')).id;
  ensure(personId, 'identity.person_not_claimed');
  ensure(!(await tx.existsBy(CompanyManager, { personId })), 'registry.person_manages_company');
  const { name, creditCode, address, licenceExpiresOn } = input;
  return { personId, reason: 'new', newValues: { name, creditCode, address, licenceExpiresOn }, about: creditCode };
}

async function newCertificate(tx: EntityManager, input: Of<'certificate_issue'>, { keys, actor, at }: Asking): Promise<Target> {
  const company = await companyFor(tx, input.companyId, actor);
  ensure(workingStates.includes(company.state), 'registry.company_not_in_force');
  const person = await namedPerson(tx, keys, input, at);
  ensure(!(await tx.existsBy(Certificate, { livePersonId: person.id })), 'registry.person_holds_certificate');
  await ensureMayReapply(tx, { type: 'agent', id: person.id }, at);
  return { companyId: company.id, personId: person.id, reason: 'new', about: person.id };
}

/** The person with this number, who must bear this name. */
async function namedPerson(tx: EntityManager, keys: KeyRing, data: { name: string; idNumber: string; phone: string }, at: Date, path = '') {
  const person = await personNamed(tx, keys, data, at);
  if (!person) refuseField(`${path}name`, '姓名与该身份证号登记的不一致，请核对身份证原件。');
  return person;
}

/** Services around a certificate that exists, and around its app. */
async function certificateService(tx: EntityManager, input: Extract<RequestInput, { certificateId?: string | undefined }>, { keys, actor, requestId }: Asking): Promise<Target> {
  const certificate = await certificateFor(tx, input.certificateId, actor);
  const renewing = input.kind === 'certificate_renew';
  const alive = ['in_force', 'suspended'].includes(certificate.state) || (certificate.state === 'awaiting_verification' && input.kind === 'certificate_cancel');
  ensure(alive || (renewing && certificate.state === 'expired'), 'registry.wrong_state');
  ensure(certificate.company.state !== 'cancelled', 'registry.company_not_in_force');
  const target = { companyId: certificate.companyId, subjectId: certificate.id, personId: certificate.personId };
  switch (input.kind) {
    case 'certificate_change': {
      const key = openPersonKey(keys, certificate.person.key);
      return { ...target, reason: 'contact_changed', newValues: { phone: key.seal(input.phone, placeOfNewPhone(requestId)) } };
    }
    case 'certificate_renew':
      return { ...target, reason: 'renewal' };
    case 'certificate_reissue':
      return { ...target, reason: input.reason };
    case 'certificate_cancel':
    case 'app_cancel':
      ensure(actor.kind === 'staff' || input.reason !== 'sanction', 'registry.request_not_yours');
      return { ...target, reason: input.reason };
    default:
      return { ...target, reason: ({ app_issue: 'new', app_change: 'account_changed', app_reissue: 'lost' } as const)[input.kind] };
  }
}

/** A manager's own company; the clerk names one. */
async function companyFor(tx: EntityManager, named: string | undefined, actor: Actor): Promise<Company> {
  const own = actor.kind === 'agent' ? actor.companyId : null;
  ensure(actor.kind === 'agent' || actor.role === 'clerk', 'registry.request_not_yours');
  ensure(actor.kind === 'staff' || own, 'registry.request_not_yours');
  ensure(!named || !own || named === own, 'registry.company_not_found');
  const id = own ?? named;
  if (!id) refuseField('companyId', '请选择企业');
  const company = await tx.findOneBy(Company, { id });
  ensure(company, 'registry.company_not_found');
  ensure(company.state !== 'cancelled', 'registry.company_not_in_force');
  return company;
}

/** The holder's own certificate, one of a manager's company, or any for the clerk. */
async function certificateFor(tx: EntityManager, named: string | undefined, actor: Actor): Promise<Certificate> {
  ensure(actor.kind === 'agent' || actor.role === 'clerk', 'registry.request_not_yours');
  if (actor.kind === 'staff' && !named) refuseField('certificateId', '请选择代理证');
  const certificate = named
    ? await tx.findOne(Certificate, { where: { id: named }, relations: { person: true, company: true } })
    : await certificateOf(tx, (actor.kind === 'agent' && actor.personId) || '');
  const reachable = certificate && (actor.kind === 'staff' || certificate.personId === actor.personId || (actor.companyId !== null && certificate.companyId === actor.companyId));
  ensure(reachable, 'registry.certificate_not_found');
  return certificate;
}

async function terminalFor(tx: EntityManager, id: string, actor: Actor): Promise<Terminal> {
  ensure(actor.kind === 'staff', 'registry.request_not_yours');
  const terminal = await tx.findOneBy(Terminal, { id });
  ensure(terminal && (actor.marketId === null || actor.marketId === terminal.marketId), 'registry.terminal_not_found');
  ensure(terminal.state !== 'closed', 'registry.wrong_state');
  return terminal;
}

/** Hands the request in. @throws registry.evidence_missing with the kinds that are missing */
export async function submitRequest(tx: EntityManager, { id, actor }: { id: string; actor: Actor }, by: By): Promise<RegisterRequest> {
  const request = await findRequest(tx, id, actor, { lock: true });
  ensure(mayAddEvidence(actor, request), 'registry.request_wrong_state');
  const received = await tx.findBy(EvidenceFile, { requestId: id, state: In(['received']) });
  const missing = evidenceFor(request).filter((kind) => !received.some((file) => file.kind === kind));
  ensure(missing.length === 0, 'registry.evidence_missing', { missing });
  const submitted = { state: 'awaiting_decision', submittedAt: by.at } as const;
  await tx.update(RegisterRequest, id, submitted);
  await audit(tx, by, { action: 'registry.request_submitted', subject: { type: 'request', id }, details: { kind: request.kind } });
  return { ...request, ...submitted };
}

/** 撤回, until it is decided. */
export async function withdrawRequest(tx: EntityManager, { id, actor }: { id: string; actor: Actor }, by: By): Promise<RegisterRequest> {
  const request = await findRequest(tx, id, actor, { lock: true });
  ensure(mayWithdraw(actor, request), 'registry.request_wrong_state');
  await tx.update(RegisterRequest, id, { state: 'withdrawn', openKey: null });
  await audit(tx, by, { action: 'registry.request_withdrawn', subject: { type: 'request', id }, details: { kind: request.kind } });
  return { ...request, state: 'withdrawn', openKey: null };
}
