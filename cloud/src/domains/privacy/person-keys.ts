import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { type Sealer, sealerOf } from '../../adapters/keys/sealing';
import { Refusal } from '../../http/errors';
import type { WrappedKey } from './wrapped-key.entity';

/** What stands in place of personal data whose key has been destroyed. */
export const erasedText = '已删除';

/** The key of one natural person, ready to use for as long as one request takes. */
export interface PersonKey extends Sealer {
  id: string;
  /** Destroyed: texts open to 已删除; bytes, and sealing anything new, are refused with `privacy.person_erased`. */
  erased: boolean;
}

/** A person's key together with its row, for entities that refer to it. */
export type KeptKey = PersonKey & { row: WrappedKey };

/** Unwraps a person's key. The one place that decides what an erased person's data look like. */
export function openPersonKey(ring: Pick<KeyRing, 'unwrap'>, { id, wrapped }: Pick<WrappedKey, 'id' | 'wrapped'>): PersonKey {
  if (wrapped === null) return { id, erased: true, seal: refuse, open: () => erasedText, sealBytes: refuse, openBytes: refuse };
  return { id, erased: false, ...sealerOf(ring.unwrap(wrapped, id)) };
}

function refuse(): never {
  throw new Refusal('privacy.person_erased');
}

/** A sealed field as a screen shows it: under its mask, or 已删除. */
export function openMasked(key: PersonKey, sealed: string, place: string, mask: (plain: string) => string): string {
  const plain = key.open(sealed, place);
  return key.erased ? plain : mask(plain);
}

/** Index of an ID number, by which its person's key and everything of the person is found. */
export const indexOfIdNumber = (ring: Pick<KeyRing, 'index'>, idNumber: string) => ring.index('id_number', idNumber);

/**
 * The keys of natural persons by their ID numbers; who has none yet gets one. One statement where all are new, two otherwise.
 * The unique key lets only one request make a person's key: a second one waits for the first and takes what that one made.
 * Rows go in the order of their indexes, so that two requests never wait for each other.
 */
export async function personKeysFor(tx: EntityManager, ring: KeyRing, idNumbers: string[], at: Date): Promise<Map<string, KeptKey>> {
  const indexes = new Map(idNumbers.map((idNumber) => [indexOfIdNumber(ring, idNumber), idNumber]));
  if (indexes.size === 0) return new Map();
  const made = [...indexes.keys()].sort().map((idNumberIndex): WrappedKey => {
    const id = uuidv7();
    return { id, idNumberIndex, wrapped: ring.wrap(ring.newDataKey(), id), createdAt: at, erasedAt: null };
  });
  const values = made.map(({ id, idNumberIndex, wrapped, createdAt }) => [id, idNumberIndex, wrapped, createdAt]);
  const { affectedRows }: { affectedRows: number } = await tx.query('INSERT IGNORE INTO person_keys (id, id_number_index, wrapped, created_at) VALUES ?', [values]);
  const rows = affectedRows === made.length ? made : await keptKeys(tx, [...indexes.keys()]);
  return new Map(rows.map((row) => [indexes.get(row.idNumberIndex!)!, { ...openPersonKey(ring, row), row }]));
}

function keptKeys(tx: EntityManager, indexes: string[]): Promise<WrappedKey[]> {
  return tx.query('SELECT id, id_number_index AS idNumberIndex, wrapped, created_at AS createdAt, erased_at AS erasedAt FROM person_keys WHERE id_number_index IN (?)', [indexes]);
}
