import type { certificateStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { maskName, maskNumber } from '../privacy/mask';
import { Certificate } from './certificate.entity';
import { type Person } from './person.entity';

type State = keyof typeof certificateStates;

/** The person's certificate that counts: one that is not cancelled before one that is, then the newest. */
export async function certificateOf(tx: EntityManager, personId: string): Promise<Certificate | undefined> {
  const held = await tx.find(Certificate, { where: { personId }, relations: { company: true, person: true }, order: { number: 'DESC' } });
  return held.find((certificate) => certificate.state !== 'cancelled') ?? held[0];
}

/** The state on a day: a certificate in force ends by itself with its last day. */
export function stateOn(certificate: Certificate, day: string): State {
  const ended = certificate.state === 'in_force' && certificate.expiresOn !== null && certificate.expiresOn < day;
  return ended ? 'expired' : certificate.state;
}

/** 生效: the holder has been verified; valid for a year from today (到期 annual, domain.md 2.6). A certificate already in force stays as it is. */
export async function activateCertificate(tx: EntityManager, certificate: Certificate, by: By): Promise<void> {
  const issuedOn = dayInShanghai(by.at);
  const { affected } = await tx.update(
    Certificate,
    { id: certificate.id, state: 'awaiting_verification' },
    { state: 'in_force', issuedOn, expiresOn: lastDayOfYearFrom(issuedOn) },
  );
  if (affected) await audit(tx, by, { action: 'registry.certificate_activated', subject: { type: 'certificate', id: certificate.id } });
}

function lastDayOfYearFrom(day: string): string {
  const end = new Date(`${day}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}

export const placeOfName = (personId: string) => `persons|name|${personId}`;
export const placeOfIdNumber = (personId: string) => `persons|id_number|${personId}`;

/** Name and number of a person in the clear; only to compare with or hand to a verifier. */
export function openPerson(keys: KeyRing, person: Person): { name: string; idNumber: string } {
  return { name: keys.open(person.nameSealed, placeOfName(person.id)), idNumber: keys.open(person.idNumberSealed, placeOfIdNumber(person.id)) };
}

/** The certificate as its holder, a counter or the public may see it. */
export function presentCertificate(keys: KeyRing, certificate: Certificate, day: string) {
  const { name, idNumber } = openPerson(keys, certificate.person);
  return {
    id: certificate.id,
    number: certificate.number,
    state: stateOn(certificate, day),
    companyName: certificate.company.name,
    holderName: maskName(name),
    holderIdNumber: maskNumber(idNumber),
    issuedOn: certificate.issuedOn,
    expiresOn: certificate.expiresOn,
  };
}
