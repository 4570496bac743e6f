import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import { ensure } from '../../http/errors';
import { qrOf } from '../evidence/qr';
import { maskName, maskNumber } from '../privacy/mask';
import { certificateOf, openPerson, presentCertificate, stateOn } from '../registry/certificates';
import { Person } from '../registry/person.entity';
import { Account } from './account.entity';
import { consentsInForce } from './consents';
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
 * 填写姓名与身份证号: the user says who they are; both must match a person with a certificate that is not cancelled.
 * @throws identity.certificate_not_found whatever did not match, so that nobody can feel their way; identity.already_verified
 */
export async function claimPerson(tx: EntityManager, { keys, accountId, name, idNumber }: { keys: KeyRing; accountId: string; name: string; idNumber: string }, by: By): Promise<void> {
  const account = await tx.findOne(Account, { where: { id: accountId }, lock: { mode: 'pessimistic_write' } });
  ensure(account && account.personId === null, 'identity.already_verified');
  const person = await tx.findOneBy(Person, { idNumberIndex: keys.index('id_number', idNumber) });
  ensure(person && openPerson(keys, person).name === name, 'identity.certificate_not_found');
  const certificate = await certificateOf(tx, person.id);
  ensure(certificate && certificate.state !== 'cancelled', 'identity.certificate_not_found');
  await tx.update(Account, accountId, { claimedPersonId: person.id });
  await audit(tx, by, { action: 'identity.person_claimed', subject: { type: 'account', id: accountId }, details: { personId: person.id } });
}

/** The account with its certificate, its open verification and the next thing that it owes. */
export async function presentAccount(tx: EntityManager, { keys, accountId, now }: { keys: KeyRing; accountId: string; now: Date }) {
  const account = await tx.findOneByOrFail(Account, { id: accountId });
  const personId = account.personId ?? account.claimedPersonId;
  const [person, certificate, consents, latest] = await Promise.all([
    personId ? tx.findOneByOrFail(Person, { id: personId }) : null,
    personId ? certificateOf(tx, personId) : undefined,
    consentsInForce(tx, accountId),
    account.personId ? null : tx.findOne(Verification, { where: { accountId }, order: { createdAt: 'DESC' } }),
  ]);
  const { name, idNumber } = person ? openPerson(keys, person) : { name: '', idNumber: '' };
  const today = dayInShanghai(now);
  const state = certificate ? stateOn(certificate, today) : undefined;
  const blocked = state === 'suspended' || state === 'expired' || state === 'cancelled';
  const verified = account.personId !== null;
  return {
    id: account.id,
    host: account.host,
    consents: consents.map(({ purpose, version, givenAt }) => ({ purpose, version, givenAt })),
    holder: person ? { name: maskName(name), idNumber: maskNumber(idNumber), verifiedAt: verified ? person.verifiedAt : null } : null,
    certificate: certificate ? presentCertificate(keys, certificate, today) : null,
    verification: latest && latest.personId === personId ? await presentVerification(latest) : null,
    nextStep: !personId ? ('identity' as const) : blocked ? ('blocked' as const) : verified ? ('ready' as const) : ('verification' as const),
  };
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
