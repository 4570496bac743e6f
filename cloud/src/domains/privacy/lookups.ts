import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import type { Certificate } from '../registry/certificate.entity';
import { stateOn } from '../registry/certificates';
import type { Company } from '../registry/company.entity';
import { enrolPerson, presentPerson } from '../registry/persons';
import { nameInDeals } from '../transactions/parties';
import { indexOfIdNumber } from './person-keys';

/** What a person is looked for by. */
export type Sought = { idNumber: string } | { phone: string };

interface Row {
  id: string;
  name_sealed: string;
  id_number_sealed: string;
  phone_sealed: string | null;
  verified_at: Date | null;
  key_id: string;
  wrapped: string | null;
  certificate_id: string | null;
  number: string;
  state: Certificate['state'];
  expires_on: string | null;
  company_name: string;
  company_state: Company['state'];
}

/**
 * Finds a person through the blind index, registered or known from a deal alone, and shows the person masked, with the certificate that counts.
 * Leaves an audit row without what was typed.
 * @throws privacy.person_not_found, privacy.phone_shared where several have given the same phone number
 */
export async function lookUpPerson(tx: EntityManager, ring: KeyRing, sought: Sought, by: By) {
  const rows = 'idNumber' in sought ? await rowsByIdNumber(tx, ring, sought.idNumber, by.at) : await rowsBy(tx, 'phone_index', ring.index('phone', sought.phone));
  const row = rows[0];
  ensure(row, 'privacy.person_not_found');
  ensure(rows.every(({ id }) => id === row.id), 'privacy.phone_shared');
  await audit(tx, by, { action: 'privacy.person_looked_up', subject: { type: 'person', id: row.id }, details: { by: Object.keys(sought)[0] } });
  return present(ring, row, dayInShanghai(by.at));
}

/** Who is known only as a party of deals is entered as a person now, so that they too can be shown their data, or erased. */
async function rowsByIdNumber(tx: EntityManager, ring: KeyRing, idNumber: string, at: Date): Promise<Row[]> {
  const index = indexOfIdNumber(ring, idNumber);
  const rows = await rowsBy(tx, 'id_number_index', index);
  const name = rows.length === 0 ? await nameInDeals(tx, ring, index) : undefined;
  if (name === undefined) return rows;
  await enrolPerson(tx, ring, { name, idNumber, phone: null }, at);
  return rowsBy(tx, 'id_number_index', index);
}

/** One statement: a row per certificate, the one that counts first, as `certificateOf` chooses it. */
function rowsBy(tx: EntityManager, column: 'id_number_index' | 'phone_index', index: string): Promise<Row[]> {
  return tx.query(
    `SELECT p.id, p.name_sealed, p.id_number_sealed, p.phone_sealed, p.verified_at, k.id AS key_id, k.wrapped,
       c.id AS certificate_id, c.number, c.state, DATE_FORMAT(c.expires_on, '%Y-%m-%d') AS expires_on, o.name AS company_name, o.state AS company_state
     FROM persons p JOIN person_keys k ON k.id = p.key_id LEFT JOIN certificates c ON c.person_id = p.id LEFT JOIN companies o ON o.id = c.company_id
     WHERE p.${column} = ? ORDER BY c.state = 'cancelled', c.number DESC`,
    [index],
  );
}

function present(ring: KeyRing, row: Row, today: string) {
  const { id, name_sealed: nameSealed, id_number_sealed: idNumberSealed, phone_sealed: phoneSealed, number, company_name: companyName } = row;
  const key = { id: row.key_id, wrapped: row.wrapped };
  const state = row.certificate_id && stateOn({ state: row.state, expiresOn: row.expires_on, company: { state: row.company_state } }, today);
  return {
    id,
    ...presentPerson(ring, { id, key, nameSealed, idNumberSealed, phoneSealed }),
    verifiedAt: row.verified_at,
    certificate: row.certificate_id && state ? { id: row.certificate_id, number, state, companyName } : null,
  };
}
