import { registerReasons, requestKinds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { digestOf } from '../../audit/changes';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, Refusal } from '../../http/errors';
import { closeSessionsOf } from '../identity/sessions';
import { sendMessage } from '../notices/messages';
import { openPersonKey } from '../privacy/person-keys';
import { endApps, openApp, unbindPhones } from './apps';
import { Certificate } from './certificate.entity';
import { endCertificates, lockCertificates, moveCertificates } from './certificate-moves';
import { lastDayOfYearFrom } from './certificates';
import { endCompanies, lockCompany, workingStates } from './companies';
import { Company } from './company.entity';
import { CompanyManager } from './company-manager.entity';
import { addDays, closeDutiesOf } from './duties';
import { enter, type Entry } from './ledger';
import { addManager } from './managers';
import { nextRegisterNumber } from './numbers';
import { Person } from './person.entity';
import { placeOfPhone } from './persons';
import type { RegisterRequest } from './register-request.entity';
import { RegisterRequest as Requests } from './register-request.entity';
import { isOwnSanction, mayDecide } from './request-rules';
import { findRequest, placeOfNewPhone } from './requests';
import { decideTerminal } from './terminals';

export interface Decision {
  id: string;
  actor: StaffActor;
  approved: boolean;
  note: string | null;
}

/**
 * 审核: approving carries the change out in the same transaction, refusing says why; either way the asker gets a message.
 * @throws registry.request_wrong_state where it was decided meanwhile, and what each service says of its subject
 */
export async function decideRequest(tx: EntityManager, keys: KeyRing, { id, actor, approved, note }: Decision, by: By): Promise<RegisterRequest> {
  await lockCompanyOf(tx, id);
  const request = await findRequest(tx, id, actor, { lock: true });
  ensure(!isOwnSanction(actor, request), 'registry.two_persons_required');
  ensure(mayDecide(actor, request), 'registry.request_wrong_state');
  const made = approved ? await carryOut(tx, keys, request, by) : {};
  const decided = { ...made, state: approved ? ('approved' as const) : ('refused' as const), openKey: null, decidedBy: actor.staffId, decidedAt: by.at, decisionNote: note };
  await tx.update(Requests, id, decided);
  await audit(tx, by, { action: approved ? 'registry.request_approved' : 'registry.request_refused', subject: { type: 'request', id }, details: { kind: request.kind } });
  const result = { ...request, ...decided };
  await tellAsker(tx, result, by.at);
  return result;
}

/** Company, then request, then certificates: the order in which a company ends, so that neither waits for the other. */
async function lockCompanyOf(tx: EntityManager, requestId: string): Promise<void> {
  await tx.query('SELECT c.id FROM companies c WHERE c.id = (SELECT company_id FROM register_requests WHERE id = ?) FOR UPDATE', [requestId]);
}

async function tellAsker(tx: EntityManager, request: RegisterRequest, at: Date): Promise<void> {
  const { state, kind, decisionNote, serial } = request;
  const to = request.requesterPersonId ? { personId: request.requesterPersonId } : request.companyId ? { companyId: request.companyId } : undefined;
  if (!to) return;
  const title = `${requestKinds[kind]}${state === 'approved' ? '已批准' : '被退回'}`;
  const body = state === 'approved' ? `您的申请（${serial}）已批准并生效。${decisionNote ?? ''}` : `您的申请（${serial}）被退回：${decisionNote}。请按说明改正后重新申请。`;
  await sendMessage(tx, { to, kind: 'request', title, body, link: `request:${request.id}` }, at);
}

/** What an approval made, for the request's own row. */
type Made = Partial<Pick<RegisterRequest, 'subjectId' | 'companyId' | 'oldValues'>>;

/** What an approval does to the register. @returns what it made, for the request's own row. */
async function carryOut(tx: EntityManager, keys: KeyRing, request: RegisterRequest, by: By): Promise<Made> {
  const { kind } = request;
  if (kind === 'company_issue') return issueCompany(tx, request, by);
  if (kind.startsWith('company_')) return changeCompany(tx, request, by);
  if (kind === 'certificate_issue') return issueCertificate(tx, request, by);
  if (kind.startsWith('terminal_')) return decideTerminal(tx, request, by);
  return serveCertificate(tx, keys, request, by);
}

async function issueCompany(tx: EntityManager, { id: requestId, personId, newValues }: RegisterRequest, by: By) {
  const { name, creditCode, address, licenceExpiresOn } = newValues as { name: string; creditCode: string; address: string; licenceExpiresOn: string | null };
  const known = await tx.findOne(Company, { where: { creditCode }, lock: { mode: 'pessimistic_write' } });
  ensure(!known || known.state === 'cancelled', 'registry.company_exists');
  const companyId = known?.id ?? uuidv7();
  await ensureNotErased(tx, personId!);
  const today = dayInShanghai(by.at);
  const fields = { name, address, licenceExpiresOn, licenceState: 'unknown' as const, licenceCheckedOn: null, edition: 1, state: 'in_force' as const, liveId: companyId, endedOn: null, suspendedUntil: null, registeredOn: today };
  if (known) await tx.update(Company, companyId, fields);
  else {
    const number = await nextRegisterNumber(tx, 'company', by.at);
    await tx.insert(Company, { id: companyId, number, creditCode, ...fields }).catch((error: unknown) => {
      throw isDuplicateKey(error, 'companies_credit_code') ? new Refusal('registry.company_exists') : error;
    });
  }
  await addManager(tx, { personId: personId!, companyId }, by.at);
  await enter(tx, by, { subject: { type: 'company', id: companyId, name }, action: 'issued', reason: 'new', delta: 1, companyId, requestId, changes: { name: { before: known?.name ?? null, after: name }, address: { before: known?.address ?? null, after: address } } });
  return { companyId, subjectId: companyId };
}

async function changeCompany(tx: EntityManager, request: RegisterRequest, by: By): Promise<Made> {
  const company = await lockCompany(tx, request.subjectId!);
  ensure(company.state !== 'cancelled', 'registry.company_not_in_force');
  const { id, name } = company;
  const entry: Omit<Entry, 'action' | 'delta'> = { subject: { type: 'company', id, name }, reason: request.reason!, companyId: id, requestId: request.id };
  if (request.kind === 'company_cancel') {
    await endCompanies(tx, [company], request.reason!, by, { requestId: request.id });
  } else if (request.kind === 'company_reissue') {
    await tx.update(Company, id, { edition: company.edition + 1 });
    await enter(tx, by, { ...entry, action: 'reissued', delta: 0, changes: { edition: { before: String(company.edition), after: String(company.edition + 1) } } });
  } else if (request.kind === 'company_manager') {
    await replaceManagers(tx, { companyId: id, personId: request.personId! }, by.at);
    await enter(tx, by, { ...entry, action: 'changed', delta: 0 });
  } else {
    const after = request.newValues as Partial<Pick<Company, 'name' | 'creditCode' | 'address' | 'licenceExpiresOn'>>;
    await tx.update(Company, id, after).catch((error: unknown) => {
      throw isDuplicateKey(error, 'companies_credit_code') ? new Refusal('registry.company_exists') : error;
    });
    const changed = (Object.keys(after) as (keyof typeof after)[]).filter((field) => company[field] !== after[field]);
    const changes = Object.fromEntries(changed.map((field) => [field, { before: company[field], after: after[field] ?? null }]));
    await enter(tx, by, { ...entry, action: 'changed', delta: 0, changes });
    const validUntil = 'licenceExpiresOn' in after ? after.licenceExpiresOn : company.licenceExpiresOn;
    // A licence that has run out is not renewed by another change.
    if (!validUntil || validUntil >= dayInShanghai(by.at)) await closeDutiesOf(tx, [id], { A02: 'met' }, by);
    const { creditCode, address, licenceExpiresOn } = company;
    return { oldValues: { name, creditCode, address, licenceExpiresOn } };
  }
  return {};
}

/** 负责人变更: the former ones are out at once. */
async function replaceManagers(tx: EntityManager, { companyId, personId }: { companyId: string; personId: string }, at: Date): Promise<void> {
  await ensureNotErased(tx, personId);
  const former = await tx.findBy(CompanyManager, { companyId });
  await tx.delete(CompanyManager, { companyId });
  await closeSessionsOf(tx, former.map((manager) => manager.personId), at);
  await addManager(tx, { personId, companyId }, at);
}

/** Between request and decision a person's data may have been erased. */
async function ensureNotErased(tx: EntityManager, personId: string): Promise<void> {
  const person = await tx.findOneByOrFail(Person, { id: personId });
  ensure(person.key.wrapped !== null, 'privacy.person_erased');
}

async function issueCertificate(tx: EntityManager, { companyId, personId }: RegisterRequest, by: By) {
  const company = await lockCompany(tx, companyId!);
  ensure(workingStates.includes(company.state), 'registry.company_not_in_force');
  await ensureNotErased(tx, personId!);
  const id = uuidv7();
  const number = await nextRegisterNumber(tx, 'certificate', by.at);
  await tx.insert(Certificate, { id, number, companyId: companyId!, personId: personId!, state: 'awaiting_verification', livePersonId: personId, liveCompanyId: companyId }).catch((error: unknown) => {
    throw isDuplicateKey(error, 'certificates_live_person_id') ? new Refusal('registry.person_holds_certificate') : error;
  });
  const body = `${company.name}为您申请的代理证（${number}）已通过资料审核。请在“代理证”页确认是否加入，并完成实人核验，通过后即时生效。`;
  await sendMessage(tx, { to: { personId: personId! }, kind: 'joining', title: '请确认加入企业', body, link: 'certificate' }, by.at);
  return { subjectId: id };
}

async function serveCertificate(tx: EntityManager, keys: KeyRing, request: RegisterRequest, by: By) {
  const certificateId = request.subjectId!;
  const [held] = await lockCertificates(tx, { ids: [certificateId] });
  const certificate = await tx.findOneByOrFail(Certificate, { id: certificateId });
  ensure(held && certificate.state !== 'cancelled', 'registry.wrong_state');
  const { number, companyId, personId } = certificate;
  const cause = { requestId: request.id };
  const reason = request.reason!;
  const entry: Omit<Entry, 'action'> = { subject: { type: 'certificate', id: certificateId, name: number }, reason, delta: 0, companyId, ...cause };
  switch (request.kind) {
    case 'certificate_change':
      await enter(tx, by, { ...entry, action: 'changed', changes: await changePhone(tx, keys, request) });
      break;
    case 'certificate_reissue':
      await tx.update(Certificate, certificateId, { edition: certificate.edition + 1 });
      await enter(tx, by, { ...entry, action: 'reissued', changes: { edition: { before: String(certificate.edition), after: String(certificate.edition + 1) } } });
      break;
    case 'certificate_renew':
      await renew(tx, certificate, entry, by);
      break;
    case 'certificate_cancel':
      await tellHolder(tx, request, `您的代理证（${number}）已注销，原因：${registerReasons[reason]}。`, by.at);
      await endCertificates(tx, [held], 'cancelled', reason, by, cause);
      break;
    case 'app_issue':
      await tx.update(Certificate, certificateId, { appClosed: false });
      await enter(tx, by, { ...entry, action: 'changed', changes: { appClosed: { before: String(certificate.appClosed), after: 'false' } } });
      await openApp(tx, held, reason, by, cause);
      break;
    case 'app_cancel':
      await tellHolder(tx, request, `您的APP使用资格（${number}）已注销，原因：${registerReasons[reason]}。`, by.at);
      await tx.update(Certificate, certificateId, { appClosed: true });
      await enter(tx, by, { ...entry, action: 'changed', changes: { appClosed: { before: String(certificate.appClosed), after: 'true' } } });
      await endApps(tx, [held], reason, by, cause);
      await unbindPhones(tx, personId, by.at);
      break;
    default: {
      const [app]: { id: string }[] = await tx.query('SELECT id FROM app_bindings WHERE certificate_id = ? FOR UPDATE', [certificateId]);
      await unbindPhones(tx, personId, by.at);
      if (app) await enter(tx, by, { ...entry, subject: { type: 'app', id: app.id, name: number }, action: request.kind === 'app_change' ? 'changed' : 'reissued' });
    }
  }
  return {};
}

/** Who did not ask for it themselves reads of it. */
async function tellHolder(tx: EntityManager, { personId, requesterPersonId }: RegisterRequest, body: string, at: Date): Promise<void> {
  if (personId === requesterPersonId) return;
  await sendMessage(tx, { to: { personId: personId! }, kind: 'certificate', title: '代理证业务办结', body: `${body}如有异议，请联系所在企业或协会秘书处。`, link: 'certificate' }, at);
}

/** @returns what changed, as digests: the ledger and the log never hold a phone number. */
async function changePhone(tx: EntityManager, keys: KeyRing, { id, personId, newValues }: RegisterRequest): Promise<Entry['changes']> {
  const person = await tx.findOneByOrFail(Person, { id: personId! });
  const key = openPersonKey(keys, person.key);
  const phone = key.open(newValues.phone!, placeOfNewPhone(id));
  const before = person.phoneSealed && key.open(person.phoneSealed, placeOfPhone(person.id));
  await tx.update(Person, person.id, { phoneSealed: key.seal(phone, placeOfPhone(person.id)), phoneIndex: keys.index('phone', phone) });
  return { phone: { before: digestOf(keys, 'phone', before), after: digestOf(keys, 'phone', phone) } };
}

/** 年度延期: one year from the last day, or from today where that has passed; an expired certificate comes back into force. */
async function renew(tx: EntityManager, certificate: Certificate, entry: Omit<Entry, 'action'>, by: By): Promise<void> {
  const { id, state, expiresOn } = certificate;
  const today = dayInShanghai(by.at);
  const company = await lockCompany(tx, certificate.companyId);
  ensure(workingStates.includes(company.state), 'registry.company_not_in_force');
  const next = lastDayOfYearFrom(expiresOn && expiresOn >= today ? addDays(expiresOn, 1) : today);
  const wasOut = state === 'expired';
  // A suspension outlasts the certificate's end: its days are served.
  const rests = certificate.suspendedUntil !== null && certificate.suspendedUntil >= today;
  if (wasOut) {
    await moveCertificates(tx, [id], rests ? 'suspended' : 'in_force', { expiresOn: next, endedOn: null, ...(rests ? {} : { suspendedUntil: null }) }).catch((error: unknown) => {
      throw isDuplicateKey(error, 'certificates_live_person_id') ? new Refusal('registry.person_holds_certificate') : error;
    });
  } else await tx.update(Certificate, id, { expiresOn: next });
  await enter(tx, by, { ...entry, action: 'renewed', delta: wasOut ? 1 : 0, changes: { expiresOn: { before: expiresOn, after: next } } });
  if (wasOut && !rests) await openApp(tx, certificate, 'renewal', by, { requestId: entry.requestId! });
}
