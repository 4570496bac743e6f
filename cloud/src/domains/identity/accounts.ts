import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import { ensure } from '../../http/errors';
import { qrOf } from '../evidence/qr';
import { indexOfIdNumber } from '../privacy/person-keys';
import { certificateOf, presentCertificate, stateOn } from '../registry/certificates';
import type { Certificate } from '../registry/certificate.entity';
import { Person } from '../registry/person.entity';
import { managedCompanyOf } from '../registry/managers';
import { openPerson, personNamed, presentPerson } from '../registry/persons';
import { Account } from './account.entity';
import { consentsInForce } from './consents';
import { closeSessionsOf } from './sessions';
import { Verification } from './verification.entity';

/** The account of a host's user, made at the first login. */
export async function accountOf(tx: EntityManager, { host, openId }: Pick<Account, 'host' | 'openId'>, at: Date): Promise<Account> {
  const known = await tx.findOneBy(Account, { host, openId });
  if (known) return known;
  const account: Account = { id: uuidv7(), host, openId, claimedPersonId: null, personId: null, createdAt: at };
  try {
    await tx.insert(Account, account);
    return account;
  } catch (error) {
    if (!isDuplicateKey(error, 'accounts_open_id')) throw error;
    return tx.findOneByOrFail(Account, { host, openId });
  }
}

/**
 * 填写姓名与身份证号: the user says who they are; both must match a person who holds a certificate that has not ended, or
 * manages a company. An applicant, who wants to register a company, is entered as a new person.
 * @throws identity.certificate_not_found whatever did not match, so that nobody can feel their way; identity.already_verified
 */
export async function claimPerson(tx: EntityManager, { keys, accountId, name, idNumber, as }: Claim, by: By): Promise<void> {
  const account = await tx.findOne(Account, { where: { id: accountId }, lock: { mode: 'pessimistic_write' } });
  ensure(account && account.personId === null, 'identity.already_verified');
  const person = as === 'applicant' ? await personNamed(tx, keys, { name, idNumber, phone: null }, by.at) : await tx.findOneBy(Person, { idNumberIndex: indexOfIdNumber(keys, idNumber) });
  ensure(person && openPerson(keys, person).name === name, 'identity.certificate_not_found');
  if (as === 'agent') {
    const certificate = await certificateOf(tx, person.id);
    ensure((certificate && certificate.state !== 'cancelled') || (await managedCompanyOf(tx, person.id)), 'identity.certificate_not_found');
  }
  await tx.update(Account, accountId, { claimedPersonId: person.id });
  await audit(tx, by, { action: 'identity.person_claimed', subject: { type: 'account', id: accountId }, details: { personId: person.id } });
}

/** The account no longer says to be the person invited; the invitation stays without effect. @throws registry.nothing_to_accept */
export async function putInvitationAside(tx: EntityManager, { accountId, certificateId, personId }: { accountId: string; certificateId: string; personId: string | null }, by: By): Promise<void> {
  const certificate = personId ? await certificateOf(tx, personId) : undefined;
  ensure(certificate && certificate.id === certificateId && certificate.state === 'awaiting_verification', 'registry.nothing_to_accept');
  await tx.update(Account, accountId, { claimedPersonId: null });
  await audit(tx, by, { action: 'registry.joining_put_aside', subject: { type: 'certificate', id: certificateId } });
}

interface Claim {
  keys: KeyRing;
  accountId: string;
  name: string;
  idNumber: string;
  as: 'agent' | 'applicant';
}

/** Ends the sessions of a person's accounts and takes the person off them; whoever logs in there again is nobody in particular. */
export async function unlinkPerson(tx: EntityManager, personId: string, at: Date): Promise<void> {
  await closeSessionsOf(tx, [personId], at);
  await tx.update(Account, { personId }, { personId: null });
  await tx.update(Account, { claimedPersonId: personId }, { claimedPersonId: null });
}

/** The account with its certificate, its open verification and the next thing that it owes. */
export async function presentAccount(tx: EntityManager, { keys, accountId, now }: { keys: KeyRing; accountId: string; now: Date }) {
  const account = await tx.findOneByOrFail(Account, { id: accountId });
  const personId = account.personId ?? account.claimedPersonId;
  const [person, certificate, company, consents, latest] = await Promise.all([
    personId ? tx.findOneByOrFail(Person, { id: personId }) : null,
    personId ? certificateOf(tx, personId) : undefined,
    personId ? managedCompanyOf(tx, personId) : undefined,
    consentsInForce(tx, accountId),
    tx.findOne(Verification, { where: { accountId }, order: { createdAt: 'DESC' } }),
  ]);
  const shown = person && presentPerson(keys, person);
  const today = dayInShanghai(now);
  const verified = account.personId !== null;
  return {
    id: account.id,
    host: account.host,
    consents: consents.map(({ purpose, version, givenAt }) => ({ purpose, version, givenAt })),
    holder: shown && { name: shown.name, idNumber: shown.idNumber, verifiedAt: verified ? person.verifiedAt : null },
    certificate: certificate ? presentCertificate(keys, certificate, today) : null,
    manages: verified && company ? { id: company.id, name: company.name } : null,
    verification: latest && latest.personId === personId ? await presentVerification(latest) : null,
    nextStep: nextStepOf({ accountId, personId, certificate, verified, manages: company !== undefined }, today),
  };
}

/** The next thing that a user owes, or why there is nothing to do. */
function nextStepOf({ accountId, personId, certificate, verified, manages }: { accountId: string; personId: string | null; certificate: Certificate | undefined; verified: boolean; manages: boolean }, today: string) {
  if (!personId) return 'identity' as const;
  const state = certificate && stateOn(certificate, today);
  if (state === 'awaiting_verification') return certificate!.acceptedBy === accountId ? ('verification' as const) : ('acceptance' as const);
  const usable = state === 'in_force' && !certificate!.appClosed;
  const over = state === 'cancelled' || (state === 'in_force' && certificate!.appClosed);
  if (!verified && !(over && !manages)) return 'verification' as const;
  if (state && !usable && !manages) return 'blocked' as const;
  return usable || manages ? ('ready' as const) : ('no_certificate' as const);
}

/** One attempt as its person sees it. */
export async function presentVerification(verification: Verification) {
  const open = verification.state === 'pending';
  return {
    id: verification.id,
    method: verification.method,
    state: verification.state,
    certifyId: verification.certifyId,
    faceUrl: open ? verification.faceUrl : null,
    faceQr: open && verification.faceUrl ? await qrOf(verification.faceUrl) : null,
    counterCode: open ? verification.counterCode : null,
    counterQr: open && verification.counterCode ? await qrOf(verification.counterCode) : null,
    reason: verification.reason,
    expiresAt: verification.expiresAt,
  };
}
