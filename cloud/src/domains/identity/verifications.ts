import { randomBytes, randomInt } from 'node:crypto';
import type { verificationMethods } from '@yongche/contract';
import { type EntityManager, IsNull, MoreThan } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { FaceVerifier } from '../../adapters/identity/identity';
import { audit, type By } from '../../audit/audit';
import { changesOf } from '../../audit/changes';
import { ensure, refuseField } from '../../http/errors';
import type { StaffActor } from '../../http/actor';
import { enqueue } from '../../jobs/queue';
import type { Certificate } from '../registry/certificate.entity';
import { acceptJoining, activateCertificate, certificateOf } from '../registry/certificates';
import { managedCompanyOf } from '../registry/managers';
import { Person } from '../registry/person.entity';
import { Account } from './account.entity';
import { closeOtherSessions } from './sessions';
import { Verification } from './verification.entity';

const minute = 60_000;
/** A face session of Alipay is asked about for half an hour; a counter code holds two days. */
const lifetimes: Record<keyof typeof verificationMethods, number> = { alipay_face: 30 * minute, counter: 48 * 60 * minute };

/**
 * Begins an attempt, or gives back the one that is still open. At a counter the person may stay unnamed until the
 * original card is seen: whoever does not want to type name and number is not at a dead end (law.md R-L2, R-L4).
 * @throws identity.person_not_claimed, identity.already_verified, identity.certificate_blocked
 */
export async function openVerification(tx: EntityManager, { accountId, method }: { accountId: string; method: Verification['method'] }, by: By): Promise<Verification> {
  const account = await tx.findOne(Account, { where: { id: accountId }, lock: { mode: 'pessimistic_write' } });
  ensure(account && (account.claimedPersonId || method === 'counter'), 'identity.person_not_claimed');
  const personId = account.claimedPersonId;
  const certificate = personId ? await verifiableCertificate(tx, personId) : undefined;
  ensure(account.personId === null || certificate?.state === 'awaiting_verification', 'identity.already_verified');
  const joined = certificate?.state !== 'awaiting_verification' || certificate.acceptedBy === accountId;
  ensure(joined || method === 'counter', 'registry.joining_not_accepted');

  const open = await tx.findOneBy(Verification, { accountId, personId: personId ?? IsNull(), method, state: 'pending', expiresAt: MoreThan(by.at) });
  if (open) return open;
  const verification: Verification = {
    id: uuidv7(),
    accountId,
    personId,
    method,
    state: 'pending',
    orderNo: randomBytes(16).toString('hex'),
    certifyId: null,
    faceUrl: null,
    counterCode: method === 'counter' ? String(randomInt(10_000_000, 100_000_000)) : null,
    reason: null,
    decidedBy: null,
    createdAt: by.at,
    expiresAt: new Date(by.at.getTime() + lifetimes[method]),
    decidedAt: null,
  };
  await tx.insert(Verification, verification);
  await audit(tx, by, { action: 'identity.verification_started', subject: { type: 'verification', id: verification.id }, details: { method } });
  await enqueue(tx, 'identity.settle-verification', { verificationId: verification.id }, { runAt: new Date(by.at.getTime() + 20_000), dedupKey: `settle:${verification.id}` });
  return verification;
}

/**
 * The certificate for which a person is verified; one that rests or has expired is no hindrance, for its holder may ask for
 * the renewal. Somebody who manages a company, or wants to register one, needs none.
 */
async function verifiableCertificate(tx: EntityManager, personId: string): Promise<Certificate | undefined> {
  const certificate = await certificateOf(tx, personId);
  if (!certificate || (await managedCompanyOf(tx, personId))) return certificate;
  ensure(certificate.state !== 'cancelled', 'identity.certificate_blocked');
  ensure(!certificate.appClosed, 'registry.app_closed');
  return certificate;
}

/** What a verifier says of an attempt, and who decided where it was a person. */
export type Verdict = (Awaited<ReturnType<FaceVerifier['resultOf']>> | { state: 'expired' }) & { decidedBy?: string };

/**
 * Applies a verdict to an open attempt; an attempt that has been decided stays as it is.
 * 通过 binds the account to the person, ends other phones of the same host, and brings the certificate into force.
 */
export async function decideVerification(tx: EntityManager, verificationId: string, verdict: Verdict, by: By): Promise<Verification> {
  const verification = await tx.findOne(Verification, { where: { id: verificationId }, lock: { mode: 'pessimistic_write' } });
  ensure(verification, 'identity.verification_not_found');
  if (verification.state !== 'pending' || verdict.state === 'pending') return verification;

  const changes = changesOf<Verification>({ state: verification.state }, { state: verdict.state });
  verification.state = verdict.state;
  verification.reason = verdict.state === 'failed' ? verdict.reason.slice(0, 200) : null;
  verification.decidedBy = verdict.decidedBy ?? null;
  verification.decidedAt = by.at;
  await tx.save(Verification, verification);
  const { method, reason } = verification;
  await audit(tx, by, { action: `identity.verification_${verdict.state}`, subject: { type: 'verification', id: verificationId }, details: { method, ...(reason ? { reason } : {}) }, changes });
  if (verdict.state === 'passed') await bindPerson(tx, { accountId: verification.accountId, personId: verification.personId!, method }, by);
  return verification;
}

async function bindPerson(tx: EntityManager, { accountId, personId, method }: { accountId: string; personId: string; method: Verification['method'] }, by: By): Promise<void> {
  const account = await tx.findOneByOrFail(Account, { id: accountId });
  await closeOtherSessions(tx, { personId, host: account.host, keepAccountId: accountId }, by.at);
  await tx.update(Account, { personId, host: account.host }, { personId: null });
  await tx.update(Account, accountId, { personId, claimedPersonId: personId });
  await tx.update(Person, personId, { verifiedAt: by.at, verifiedBy: method });
  const certificate = await certificateOf(tx, personId);
  if (certificate) await activateCertificate(tx, { certificate, accountId }, by);
}

/** An attempt that waits for a market's counter, by the code that the person shows. */
export async function openCounterVerification(tx: EntityManager, counterCode: string, now: Date): Promise<Verification> {
  const verification = await tx.findOneBy(Verification, { counterCode });
  ensure(verification && (verification.state !== 'pending' || verification.expiresAt > now), 'identity.verification_not_found');
  return verification;
}

/** 柜台核验: an operator has compared the person with the original ID card and typed its number. */
export async function decideAtCounter(
  tx: EntityManager,
  decision: { verification: Verification; operator: StaffActor; passed: boolean; idNumberIndex: string; joiningConfirmed: boolean; reason?: string | undefined },
  by: By,
): Promise<Verification> {
  const { verification, operator, passed, idNumberIndex, joiningConfirmed, reason } = decision;
  ensure(verification.state === 'pending', 'identity.verification_decided');
  if (passed) {
    const certificate = await nameFromOriginal(tx, verification, idNumberIndex);
    if (certificate?.state === 'awaiting_verification' && certificate.acceptedBy !== verification.accountId) {
      if (!joiningConfirmed) refuseField('joiningConfirmed', `请当面问清本人是否愿意以“${certificate.company.name}”的名义办理业务，愿意的请勾选。`);
      await acceptJoining(tx, { certificateId: certificate.id, personId: certificate.personId, accountId: verification.accountId }, by);
    }
  }
  const verdict: Verdict = passed ? { state: 'passed' } : { state: 'failed', reason: reason || '柜台核对人证不符' };
  return decideVerification(tx, verification.id, { ...verdict, decidedBy: operator.staffId }, by);
}

/** The original's number must be that of the person claimed; who stayed unnamed is named by it now. */
async function nameFromOriginal(tx: EntityManager, verification: Verification, idNumberIndex: string): Promise<Certificate | undefined> {
  const person = await tx.findOneBy(Person, { idNumberIndex });
  if (verification.personId && person?.id !== verification.personId) {
    refuseField('idNumber', '身份证号与代理证登记的不一致，请核对原件；确实不一致时请选择“不通过”。');
  }
  if (!person) refuseField('idNumber', '没有找到该身份证号的代理证申请，请核对原件，或请其所在企业先向协会申请。');
  const certificate = await verifiableCertificate(tx, person.id);
  if (!verification.personId) await tx.update(Verification, verification.id, { personId: person.id });
  return certificate;
}
