import { randomUUID } from 'node:crypto';
import type { AnswerOf, RequestOf } from '@yongche/contract';
import { creditCodeCheck, idNumberCheck } from '@yongche/contract/standards';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { Account } from '../src/domains/identity/account.entity';
import { openSession } from '../src/domains/identity/sessions';
import { openApp } from '../src/domains/registry/apps';
import { Certificate } from '../src/domains/registry/certificate.entity';
import { Company } from '../src/domains/registry/company.entity';
import { enter } from '../src/domains/registry/ledger';
import { addManager } from '../src/domains/registry/managers';
import { nextRegisterNumber } from '../src/domains/registry/numbers';
import { enrolPerson } from '../src/domains/registry/persons';
import { type Caller, caller, noticeVersion, phoneOf, picture, upload } from './people';
import type { Product } from './product';

let counter = 0;
/** A made-up person that nobody has seen before. */
export function somebody(name = '新人甲') {
  const id17 = `33020019900101${String(++counter).padStart(3, '0')}`;
  return { name, idNumber: id17 + idNumberCheck(id17), phone: `19900${String(counter).padStart(6, '0')}` };
}

/** A made-up credit code that nobody has used before. */
export function newCreditCode(): string {
  const code17 = `91330200TEST${String(++counter).padStart(5, '0')}`.replace('S', 'X');
  return code17 + creditCodeCheck(code17);
}

const system = (product: Product) => ({ author: { kind: 'system' as const }, origin: undefined, at: product.clock.now() });

/** A company in the register, with its event. */
export async function newCompany(product: Product, name = '试验车行有限公司'): Promise<string> {
  const id = uuidv7();
  const by = system(product);
  await product.server.deps.db.transaction(async (tx) => {
    await tx.insert(Company, { id, number: await nextRegisterNumber(tx, 'company', by.at), name, creditCode: newCreditCode(), liveId: id, registeredOn: '2026-01-05' });
    await enter(tx, by, { subject: { type: 'company', id, name }, action: 'issued', reason: 'new', delta: 1, companyId: id });
  });
  return id;
}

export interface EnrolledAgent extends Caller {
  token: string;
  certificateId: string;
  personId: string;
  number: string;
}

/** People with a certificate in force, a verified phone, an app and a session, all entered as the product enters them; the first one `manages`. */
export async function enrolledAgents(product: Product, companyId: string, count: number, { manages = false, name = '工号甲' } = {}): Promise<EnrolledAgent[]> {
  const { db } = product.server.deps;
  const made = await db.transaction(async (tx) => {
    const entered = [];
    for (let at = 0; at < count; at++) entered.push(await enterAgent(tx, product, { companyId, name, manages: manages && at === 0 }));
    return entered;
  });
  return made.map((agent) => ({ ...caller(product.url, { authorization: `Bearer ${agent.token}` }), ...agent }));
}

/** One of them. */
export async function enrolledAgent(product: Product, companyId: string, options: { manages?: boolean; name?: string } = {}): Promise<EnrolledAgent> {
  const [agent] = await enrolledAgents(product, companyId, 1, options);
  return agent!;
}

async function enterAgent(tx: EntityManager, product: Product, { companyId, name, manages }: { companyId: string; name: string; manages: boolean }) {
  const by = system(product);
  const { id: personId } = await enrolPerson(tx, product.server.deps.keys, somebody(name), by.at);
  const id = uuidv7();
  const number = await nextRegisterNumber(tx, 'certificate', by.at);
  const year = by.at.getFullYear();
  const days = { acceptedAt: by.at, issuedOn: `${year}-01-05`, expiresOn: `${year + 1}-12-31` };
  await tx.insert(Certificate, { id, number, companyId, personId, state: 'in_force', livePersonId: personId, liveCompanyId: companyId, forceId: id, ...days });
  await enter(tx, by, { subject: { type: 'certificate', id, name: number }, action: 'issued', reason: 'verified', delta: 1, companyId });
  const accountId = uuidv7();
  await tx.insert(Account, { id: accountId, host: 'wechat', openId: randomUUID(), claimedPersonId: personId, personId, createdAt: by.at });
  await openApp(tx, { id, number, companyId, personId }, 'verified', by);
  if (manages) await addManager(tx, { personId, companyId }, by.at);
  const { token } = await openSession(tx, { accountId }, { ip: '127.0.0.1', userAgent: 'test' }, by.at);
  return { token, certificateId: id, personId, number };
}

/** A phone whose user has said who they are and passed the face check. */
export async function verifiedPerson(product: Product, user: string, who: { name: string; idNumber: string }, as: 'agent' | 'applicant'): Promise<Caller> {
  const phone = await phoneOf(product, user);
  for (const purpose of ['identity_documents', 'face'] as const) await phone.call('POST /consents', { body: { purpose, version: noticeVersion } });
  await phone.call('POST /identity-claims', { body: { name: who.name, idNumber: who.idNumber, as } });
  await passFace(product, phone);
  return phone;
}

/** Alipay’s face check, passed. */
export async function passFace(product: Product, phone: Caller) {
  const { id, certifyId } = await phone.call('POST /verifications', { body: { method: 'alipay_face' } });
  product.simulators.alipay.decide(certifyId!, 'pass');
  return phone.call('POST /verifications/:id/check', { params: { id }, body: {} });
}

type RequestBody = NonNullable<RequestOf<'POST /register-requests'>['body']>;
type Request = AnswerOf<'POST /register-requests'>;

/** Uploads one paper to a request. */
export async function handIn(asker: Caller, requestId: string, kind: Request['required'][number], bytes = picture('authority_letter')): Promise<Request> {
  const { evidence, url, fields } = await asker.call('POST /register-requests/:id/evidence', { params: { id: requestId }, body: { kind, contentType: 'image/jpeg', bytes: bytes.length } });
  const stored = await upload({ url, fields } as never, bytes);
  if (stored.status >= 300) throw new Error(`upload of a paper: ${stored.status} ${await stored.text()}`);
  return asker.call('POST /register-requests/:id/evidence/:evidenceId/arrival', { params: { id: requestId, evidenceId: evidence.id } });
}

/** A request with all its papers, handed in. */
export async function askedFor(asker: Caller, body: RequestBody): Promise<Request> {
  const { id, required } = await asker.call('POST /register-requests', { body });
  for (const kind of required) await handIn(asker, id, kind);
  return asker.call('POST /register-requests/:id/submission', { params: { id } });
}

/** A request that the clerk has approved. */
export async function granted(asker: Caller, clerk: Caller, body: RequestBody): Promise<Request> {
  const { id } = await askedFor(asker, body);
  return clerk.call('POST /register-requests/:id/decision', { params: { id }, body: { approved: true } });
}
