import type { revealedFields } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { Person } from '../registry/person.entity';
import { placeOfIdNumber, placeOfName, placeOfPhone } from '../registry/persons';
import { findDeal } from '../transactions/deals';
import { placeOfParty } from '../transactions/parties';
import { Party } from '../transactions/party.entity';
import { openPersonKey } from './person-keys';
import type { WrappedKey } from './wrapped-key.entity';

/** One field of one natural person, and why somebody needs to read it. */
export interface Wanted {
  field: keyof typeof revealedFields;
  reason: string;
}

/** Where a field lies: absent for what the row does not have. */
type SealedFields = Partial<Record<Wanted['field'], { key: WrappedKey; sealed: string; place: string }>>;

/**
 * One field of a registered person in the clear; the audit row says field and reason, never the value.
 * @throws privacy.person_not_found, privacy.field_absent, privacy.person_erased
 */
export async function revealOfPerson(tx: EntityManager, ring: KeyRing, { personId, ...wanted }: Wanted & { personId: string }, by: By): Promise<string> {
  const person = await tx.findOneBy(Person, { id: personId });
  ensure(person, 'privacy.person_not_found');
  const value = openField(ring, fieldsOfPerson(person), wanted.field);
  await audit(tx, by, { action: 'privacy.field_revealed', subject: { type: 'person', id: personId }, details: { ...wanted } });
  return value;
}

/**
 * One field of a natural person in a deal that the employee may see.
 * @throws transaction.not_found also for a party of another deal; privacy.field_absent, privacy.person_erased
 */
export async function revealOfParty(tx: EntityManager, ring: KeyRing, { dealId, partyId, ...wanted }: Wanted & { dealId: string; partyId: string }, by: By & { author: StaffActor }): Promise<string> {
  const deal = await findDeal(tx, dealId, by.author);
  const party = await tx.findOneBy(Party, { id: partyId, transactionId: deal.id });
  ensure(party, 'transaction.not_found');
  const value = openField(ring, fieldsOfParty(party), wanted.field);
  await audit(tx, by, { action: 'privacy.field_revealed', subject: { type: 'transaction', id: deal.id }, details: { partyId, ...wanted } });
  return value;
}

function openField(ring: KeyRing, fields: SealedFields, field: Wanted['field']): string {
  const found = fields[field];
  ensure(found, 'privacy.field_absent');
  const key = openPersonKey(ring, found.key);
  ensure(!key.erased, 'privacy.person_erased');
  return key.open(found.sealed, found.place);
}

function fieldsOfPerson({ id, key, nameSealed, idNumberSealed, phoneSealed }: Person): SealedFields {
  return {
    name: { key, sealed: nameSealed, place: placeOfName(id) },
    idNumber: { key, sealed: idNumberSealed, place: placeOfIdNumber(id) },
    ...(phoneSealed ? { phone: { key, sealed: phoneSealed, place: placeOfPhone(id) } } : {}),
  };
}

/** A unit's name and code are no secret; its 经办人 is a natural person. */
function fieldsOfParty({ id, key, nameSealed, numberSealed, delegateKey, delegateNameSealed, delegateIdNumberSealed }: Party): SealedFields {
  if (key) return { name: { key, sealed: nameSealed, place: placeOfParty(id, 'name') }, idNumber: { key, sealed: numberSealed, place: placeOfParty(id, 'number') } };
  if (!delegateKey || !delegateNameSealed || !delegateIdNumberSealed) return {};
  return {
    delegateName: { key: delegateKey, sealed: delegateNameSealed, place: placeOfParty(id, 'delegate_name') },
    delegateIdNumber: { key: delegateKey, sealed: delegateIdNumberSealed, place: placeOfParty(id, 'delegate_id_number') },
  };
}
