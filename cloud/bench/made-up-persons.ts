import { idNumberCheck } from '@yongche/contract/standards';
import type { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../src/adapters/keys/key-ring';
import { indexOfIdNumber, openPersonKey } from '../src/domains/privacy/person-keys';
import type { WrappedKey } from '../src/domains/privacy/wrapped-key.entity';
import { sealPerson } from '../src/domains/registry/persons';

const batch = 5_000;

/** The valid number of the n-th made-up person: born on the n-th day from 1950 on, with the last digits counted up. */
export function numberOfPerson(n: number): string {
  const born = new Date(Date.UTC(1950, 0, 1 + (n % 18_000))).toISOString().slice(0, 10).replaceAll('-', '');
  const first17 = `330299${born}${String(Math.floor(n / 18_000)).padStart(3, '0')}`;
  return first17 + idNumberCheck(first17);
}

/** Writes `count` persons, each with a key, sealed fields and blind indexes of their own, a tenth of them with a certificate, by many rows at a time. */
export async function loadPersons({ db, keys }: { db: DataSource; keys: KeyRing }, count: number): Promise<void> {
  const at = new Date();
  for (let from = 0; from < count; from += batch) {
    const rows = Array.from({ length: Math.min(batch, count - from) }, (_, offset) => madeUp(keys, from + offset, at));
    await db.query('INSERT INTO person_keys (id, id_number_index, wrapped, created_at) VALUES ?', [rows.map(({ key }) => [key.id, key.idNumberIndex, key.wrapped, at])]);
    await db.query('INSERT INTO persons (id, key_id, name_sealed, id_number_sealed, id_number_index, phone_sealed, phone_index, verified_at, verified_by) VALUES ?', [
      rows.map(({ id, keyId, nameSealed, idNumberSealed, idNumberIndex, phoneSealed, phoneIndex }) => [id, keyId, nameSealed, idNumberSealed, idNumberIndex, phoneSealed, phoneIndex, at, 'counter']),
    ]);
  }
  await db.query('INSERT INTO companies (id, number, name, credit_code, state, live_id, registered_on) VALUES (?, ?, ?, ?, ?, ?, CURRENT_DATE)', ['bench', '甬企bench', '压测车行', '91330200MA2BENCH00', 'in_force', 'bench']);
  await db.query(
    `INSERT INTO certificates (id, number, company_id, person_id, state, live_person_id, live_company_id, force_id, issued_on, expires_on)
     SELECT p.id, SUBSTRING(REPLACE(p.id, '-', ''), 13), 'bench', p.id, 'in_force', p.id, 'bench', p.id, CURRENT_DATE, '2099-12-31'
     FROM persons p LEFT JOIN certificates c ON c.person_id = p.id WHERE c.id IS NULL LIMIT ?`,
    [Math.ceil(count / 10)],
  );
  await db.query('ANALYZE TABLE persons, person_keys, certificates');
}

function madeUp(keys: KeyRing, n: number, at: Date) {
  const id = uuidv7();
  const keyId = uuidv7();
  const idNumber = numberOfPerson(n);
  const row: WrappedKey = { id: keyId, idNumberIndex: indexOfIdNumber(keys, idNumber), wrapped: keys.wrap(keys.newDataKey(), keyId), createdAt: at, erasedAt: null };
  return { id, ...sealPerson(keys, { ...openPersonKey(keys, row), row }, id, { name: `压测${n}`, idNumber, phone: `199${String(n).padStart(8, '0')}` }) };
}
