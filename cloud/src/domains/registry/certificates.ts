import type { certificateStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import { sendMessage } from '../notices/messages';
import { openApp } from './apps';
import { endCertificates, lockCertificates, moveCertificates } from './certificate-moves';
import { Certificate } from './certificate.entity';
import type { Company } from './company.entity';
import { enter } from './ledger';
import { presentPerson } from './persons';

type State = keyof typeof certificateStates;

/** The person's certificate that counts: one that is not cancelled before one that is, then the newest. */
export async function certificateOf(tx: EntityManager, personId: string): Promise<Certificate | undefined> {
  const held = await tx.find(Certificate, { where: { personId }, relations: { company: true, person: true }, order: { number: 'DESC' } });
  return held.find((certificate) => certificate.state !== 'cancelled') ?? held[0];
}

/** The state on a day: a certificate in force ends by itself with its last day, and rests while its company is suspended. */
export function stateOn(certificate: Pick<Certificate, 'state' | 'expiresOn'> & { company: Pick<Company, 'state'> }, day: string): State {
  if (certificate.state !== 'in_force') return certificate.state;
  if (certificate.expiresOn !== null && certificate.expiresOn < day) return 'expired';
  return certificate.company.state === 'suspended' ? 'suspended' : 'in_force';
}

/** Who answers an invitation: the person that the account is, or says to be. */
interface Invited {
  certificateId: string;
  personId: string | null;
  accountId: string;
}

/**
 * 本人确认加入企业: the person whom a company has asked for agrees. It counts once the same account has passed the face check,
 * so that nobody agrees in another's name. @throws registry.nothing_to_accept
 */
export async function acceptJoining(tx: EntityManager, { certificateId, personId, accountId }: Invited, by: By): Promise<void> {
  const certificate = await awaited(tx, certificateId, personId);
  if (certificate.acceptedBy === accountId) return;
  await tx.update(Certificate, certificateId, { acceptedAt: by.at, acceptedBy: accountId });
  await audit(tx, by, { action: 'registry.joining_accepted', subject: { type: 'certificate', id: certificateId } });
}

/** 不同意加入: the certificate ends before it began, and the company is told. @throws registry.nothing_to_accept */
export async function declineJoining(tx: EntityManager, { certificateId, personId }: Omit<Invited, 'accountId'>, by: By): Promise<void> {
  const { number, companyId } = await awaited(tx, certificateId, personId);
  await endCertificates(tx, await lockCertificates(tx, { ids: [certificateId] }), 'cancelled', 'declined', by);
  await sendMessage(tx, { to: { companyId }, kind: 'joining', title: '被邀请人不同意加入', body: `代理证 ${number} 的被邀请人不同意加入，申请已关闭。`, link: 'company' }, by.at);
}

async function awaited(tx: EntityManager, id: string, personId: string | null): Promise<Certificate> {
  const certificate = await tx.findOne(Certificate, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(certificate && certificate.personId === personId && certificate.state === 'awaiting_verification', 'registry.nothing_to_accept');
  return certificate;
}

/**
 * 发证: the holder has agreed and been verified; valid for a year from today (到期 annual, domain.md 2.6). A certificate in
 * force keeps its days; either way its app is opened.
 */
export async function activateCertificate(tx: EntityManager, { certificate, accountId }: { certificate: Certificate; accountId: string }, by: By): Promise<void> {
  const { id, number, companyId, state, acceptedBy } = certificate;
  if (state === 'awaiting_verification' && acceptedBy === accountId) {
    const issuedOn = dayInShanghai(by.at);
    const moved = await moveCertificates(tx, [id], 'in_force', { issuedOn, expiresOn: lastDayOfYearFrom(issuedOn) });
    const changes = { state: { before: 'awaiting_verification', after: 'in_force' } };
    if (moved) await enter(tx, by, { subject: { type: 'certificate', id, name: number }, action: 'issued', reason: 'verified', delta: 1, companyId, changes });
  }
  await openApp(tx, certificate, 'verified', by);
}

/** The last day of a year that begins on `day`. */
export function lastDayOfYearFrom(day: string): string {
  const end = new Date(`${day}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}

/** The certificate as its holder, a counter or the public may see it. */
export function presentCertificate(keys: KeyRing, certificate: Certificate, day: string) {
  const { name, idNumber } = presentPerson(keys, certificate.person);
  return {
    id: certificate.id,
    number: certificate.number,
    state: stateOn(certificate, day),
    companyName: certificate.company.name,
    holderName: name,
    holderIdNumber: idNumber,
    issuedOn: certificate.issuedOn,
    expiresOn: certificate.expiresOn,
    suspendedUntil: certificate.suspendedUntil ?? (certificate.company.state === 'suspended' ? certificate.company.suspendedUntil : null),
    appClosed: certificate.appClosed,
  };
}
