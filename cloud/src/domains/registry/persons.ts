import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { isDuplicateKey } from '../../database-errors';
import { insertRows } from '../../insert-rows';
import { maskName, maskNumber } from '../privacy/mask';
import type { WrappedKey } from '../privacy/wrapped-key.entity';
import { type KeptKey, openMasked, openPersonKey, personKeysFor } from '../privacy/person-keys';
import { Person } from './person.entity';

/** What is known of a natural person; the phone number is not always. */
export interface PersonData {
  name: string;
  idNumber: string;
  phone: string | null;
}

/** As much of a person's row as its texts need. */
export type SealedPerson = Pick<Person, 'id' | 'nameSealed' | 'idNumberSealed' | 'phoneSealed'> & { key: Pick<WrappedKey, 'id' | 'wrapped'> };

export const placeOfName = (personId: string) => `persons|name|${personId}`;
export const placeOfIdNumber = (personId: string) => `persons|id_number|${personId}`;
export const placeOfPhone = (personId: string) => `persons|phone|${personId}`;

/** Name and number of a person in the clear, 已删除 once erased; only to compare with or hand to a verifier. */
export function openPerson(ring: Pick<KeyRing, 'unwrap'>, person: SealedPerson): PersonData {
  const key = openPersonKey(ring, person.key);
  return {
    name: key.open(person.nameSealed, placeOfName(person.id)),
    idNumber: key.open(person.idNumberSealed, placeOfIdNumber(person.id)),
    phone: person.phoneSealed && key.open(person.phoneSealed, placeOfPhone(person.id)),
  };
}

/** The person as others may see them: masked, or 已删除. */
export function presentPerson(ring: Pick<KeyRing, 'unwrap'>, person: SealedPerson): PersonData {
  const key = openPersonKey(ring, person.key);
  return {
    name: openMasked(key, person.nameSealed, placeOfName(person.id), maskName),
    idNumber: openMasked(key, person.idNumberSealed, placeOfIdNumber(person.id), maskNumber),
    phone: person.phoneSealed && openMasked(key, person.phoneSealed, placeOfPhone(person.id), maskNumber),
  };
}

/** The sealed and indexed columns of a person, for a row that is written for the first time or with other data. */
export function sealPerson(ring: Pick<KeyRing, 'index'>, key: KeptKey, personId: string, { name, idNumber, phone }: PersonData) {
  return {
    keyId: key.id,
    key: key.row,
    nameSealed: key.seal(name, placeOfName(personId)),
    idNumberSealed: key.seal(idNumber, placeOfIdNumber(personId)),
    idNumberIndex: key.row.idNumberIndex,
    phoneSealed: phone && key.seal(phone, placeOfPhone(personId)),
    phoneIndex: phone && ring.index('phone', phone),
  };
}

/**
 * The person with this ID number, entered into the register where it is not known yet; a known one stays as it is, but for a
 * phone number that was missing.
 */
export async function enrolPerson(tx: EntityManager, ring: KeyRing, data: PersonData, at: Date): Promise<Person> {
  const key = (await personKeysFor(tx, ring, [data.idNumber], at)).get(data.idNumber)!;
  const known = await tx.findOneBy(Person, { keyId: key.id });
  if (known) {
    if (known.phoneSealed || !data.phone) return known;
    const phone = { phoneSealed: key.seal(data.phone, placeOfPhone(known.id)), phoneIndex: ring.index('phone', data.phone) };
    await tx.update(Person, known.id, phone);
    return { ...known, ...phone };
  }
  const id = uuidv7();
  const person: Person = { id, ...sealPerson(ring, key, id, data), verifiedAt: null, verifiedBy: null };
  try {
    await insertRows(tx, Person, [person]);
    return person;
  } catch (error) {
    // Entered by another request meanwhile.
    if (!isDuplicateKey(error, 'persons_key_id')) throw error;
    return tx.findOneByOrFail(Person, { keyId: key.id });
  }
}

/**
 * The person with this number, where the name is theirs. A name that nobody has verified and nothing rests on gives way to
 * the one that is typed now: else the first to mistype a name, or to make one up, would keep the person out for good.
 */
export async function personNamed(tx: EntityManager, ring: KeyRing, data: PersonData, at: Date): Promise<Person | undefined> {
  const person = await enrolPerson(tx, ring, data, at);
  if (openPerson(ring, person).name === data.name) return person;
  if (person.verifiedAt !== null || person.key.wrapped === null) return undefined;
  const leaning: unknown[] = await tx.query(
    `SELECT 1 FROM certificates WHERE live_person_id = ? UNION SELECT 1 FROM company_managers WHERE person_id = ?
     UNION SELECT 1 FROM register_requests WHERE person_id = ? AND open_key IS NOT NULL`,
    [person.id, person.id, person.id],
  );
  if (leaning.length > 0) return undefined;
  const key = openPersonKey(ring, person.key);
  const named = { nameSealed: key.seal(data.name, placeOfName(person.id)), ...(data.phone ? { phoneSealed: key.seal(data.phone, placeOfPhone(person.id)), phoneIndex: ring.index('phone', data.phone) } : {}) };
  await tx.update(Person, person.id, named);
  return { ...person, ...named };
}

/** After the person's key is destroyed: nothing finds the row by number or phone any more. */
export async function forgetPersonIndexes(tx: EntityManager, personId: string): Promise<void> {
  await tx.update(Person, personId, { idNumberIndex: null, phoneIndex: null });
}
