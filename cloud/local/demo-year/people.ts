import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../src/adapters/keys/key-ring';
import { type KeptKey, personKeysFor } from '../../src/domains/privacy/person-keys';
import { madeIdNumber, madeName } from '../documents/made-up';
import { randomFor } from './ids';

/** A made-up natural person with the key under which all of it is sealed. */
export interface KnownPerson {
  name: string;
  idNumber: string;
  key: KeptKey;
}

const atOnce = 500;

/** So many made-up people, none of them twice, with their keys; who is who follows from the group's name. */
export async function makePeople(tx: EntityManager, ring: KeyRing, { group, count, at }: { group: string; count: number; at: Date }): Promise<KnownPerson[]> {
  const random = randomFor('people', group);
  const names = new Map<string, string>();
  while (names.size < count) names.set(madeIdNumber(random), madeName(random));
  const people: KnownPerson[] = [];
  const all = [...names];
  for (let from = 0; from < all.length; from += atOnce) {
    const some = all.slice(from, from + atOnce);
    const keys = await personKeysFor(tx, ring, some.map(([idNumber]) => idNumber), at);
    people.push(...some.map(([idNumber, name]) => ({ idNumber, name, key: keys.get(idNumber)! })));
  }
  return people;
}
