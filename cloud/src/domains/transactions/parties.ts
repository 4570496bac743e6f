import { attendances, sides } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { digestOf } from '../../audit/changes';
import { maskName, maskNumber } from '../privacy/mask';
import { type KeptKey, openMasked, openPersonKey, personKeysFor } from '../privacy/person-keys';
import type { DealInput } from './deals';
import { Image } from './image.entity';
import { Party } from './party.entity';

export const placeOfParty = (partyId: string, field: 'name' | 'number' | 'delegate_name' | 'delegate_id_number') => `parties|${field}|${partyId}`;

/** The rows of a deal's sellers and buyers: natural persons sealed by their own keys, which new ones get, units by the ring. */
export async function partiesOf(tx: EntityManager, transactionId: string, { parties }: Pick<DealInput, 'parties'>, ring: KeyRing, at: Date): Promise<Party[]> {
  const keys = await personKeysFor(tx, ring, parties.map((party) => (party.kind === 'person' ? party.idNumber : party.delegateIdNumber)), at);
  return parties.map((party, position) => {
    const row = { id: uuidv7(), transactionId, position, side: party.side, kind: party.kind, attendance: party.attendance, notifiedAt: null, noticeVersion: null };
    if (party.kind === 'person') return { ...row, ...sealedPerson(row.id, party, keys.get(party.idNumber)!), ...noDelegate };
    return { ...row, ...sealedUnit(row.id, party, ring), ...sealedDelegate(row.id, party, keys.get(party.delegateIdNumber)!) };
  });
}

type PersonInput = Extract<DealInput['parties'][number], { kind: 'person' }>;
type UnitInput = Extract<DealInput['parties'][number], { kind: 'unit' }>;

function sealedPerson(id: string, { name, idNumber }: PersonInput, key: KeptKey) {
  return {
    keyId: key.id,
    key: key.row,
    nameSealed: key.seal(name, placeOfParty(id, 'name')),
    numberSealed: key.seal(idNumber, placeOfParty(id, 'number')),
    numberIndex: key.row.idNumberIndex,
  };
}

function sealedUnit(id: string, { name, creditCode }: UnitInput, ring: KeyRing) {
  return {
    keyId: null,
    key: null,
    nameSealed: ring.seal(name, placeOfParty(id, 'name')),
    numberSealed: ring.seal(creditCode, placeOfParty(id, 'number')),
    numberIndex: ring.index('credit_code', creditCode),
  };
}

function sealedDelegate(id: string, { delegateName, delegateIdNumber }: UnitInput, key: KeptKey) {
  return {
    delegateKeyId: key.id,
    delegateKey: key.row,
    delegateNameSealed: key.seal(delegateName, placeOfParty(id, 'delegate_name')),
    delegateIdNumberSealed: key.seal(delegateIdNumber, placeOfParty(id, 'delegate_id_number')),
  };
}
const noDelegate = { delegateKeyId: null, delegateKey: null, delegateNameSealed: null, delegateIdNumberSealed: null };

/** A party as whoever may see the deal sees it: units plain, natural persons masked, or 已删除. */
export function presentParty(ring: KeyRing, party: Party) {
  const { id, side, kind, attendance, notifiedAt, delegateNameSealed, delegateIdNumberSealed } = party;
  const key = party.key && openPersonKey(ring, party.key);
  const delegateKey = party.delegateKey && openPersonKey(ring, party.delegateKey);
  const shown = (sealed: string, field: 'name' | 'number', mask: typeof maskName) =>
    key ? openMasked(key, sealed, placeOfParty(id, field), mask) : ring.open(sealed, placeOfParty(id, field));
  return {
    id,
    side,
    kind,
    name: shown(party.nameSealed, 'name', maskName),
    number: shown(party.numberSealed, 'number', maskNumber),
    delegateName: delegateKey && openMasked(delegateKey, delegateNameSealed!, placeOfParty(id, 'delegate_name'), maskName),
    delegateIdNumber: delegateKey && openMasked(delegateKey, delegateIdNumberSealed!, placeOfParty(id, 'delegate_id_number'), maskNumber),
    attendance,
    notifiedAt,
  };
}

/** The parties as an audit row tells of them: side and attendance in words, who it is as a digest. */
export function auditedParties(ring: KeyRing, parties: Party[]): string[] {
  return parties.map((party) => {
    const [key, delegateKey] = [party.key, party.delegateKey].map((row) => (row ? openPersonKey(ring, row) : ring));
    const who = [key!.open(party.nameSealed, placeOfParty(party.id, 'name')), key!.open(party.numberSealed, placeOfParty(party.id, 'number'))];
    if (party.delegateNameSealed) who.push(delegateKey!.open(party.delegateNameSealed, placeOfParty(party.id, 'delegate_name')));
    if (party.delegateIdNumberSealed) who.push(delegateKey!.open(party.delegateIdNumberSealed, placeOfParty(party.id, 'delegate_id_number')));
    return `${sides[party.side]}${attendances[party.attendance]} ${digestOf(ring, 'party', who)}`;
  });
}

/** After a deal was corrected: of whom it names no more, those are remembered whose keys its pictures need. */
export async function rememberEarlierParties(tx: EntityManager, transactionId: string, parties: Party[]): Promise<void> {
  const images = await tx.find(Image, { select: { id: true, keyIds: true }, where: { transactionId } });
  const named = new Set(parties.flatMap(({ keyId, delegateKeyId }) => [keyId, delegateKeyId]));
  const earlier = [...new Set(images.flatMap(({ keyIds }) => keyIds))].filter((keyId) => !named.has(keyId));
  if (earlier.length > 0) await tx.query('INSERT IGNORE INTO earlier_parties (transaction_id, key_id) VALUES ?', [earlier.map((keyId) => [transactionId, keyId])]);
}

/** Deals for which a person's key is needed, as a subquery of `transaction_id` that takes the key's id three times: as seller or buyer, as 经办人, and of whom only the pictures still know. */
export const dealsOfKey = '(SELECT transaction_id FROM parties WHERE key_id = ? UNION SELECT transaction_id FROM parties WHERE delegate_key_id = ? UNION SELECT transaction_id FROM earlier_parties WHERE key_id = ?)';

/** After a person's key is destroyed: no deal is found by the person's number any more. */
export async function forgetPartyIndexes(tx: EntityManager, keyId: string): Promise<void> {
  await tx.update(Party, { keyId }, { numberIndex: null });
}

/** The name under which a person stands in a deal, as seller, buyer or 经办人; undefined where there is none. */
export async function nameInDeals(tx: EntityManager, ring: Pick<KeyRing, 'unwrap'>, idNumberIndex: string): Promise<string | undefined> {
  const [found]: { partyId: string; field: 'name' | 'delegate_name'; sealed: string; id: string; wrapped: string | null }[] = await tx.query(
    `SELECT p.id AS partyId, 'name' AS field, p.name_sealed AS sealed, k.id, k.wrapped FROM person_keys k JOIN parties p ON p.key_id = k.id WHERE k.id_number_index = ?
     UNION ALL SELECT p.id, 'delegate_name', p.delegate_name_sealed, k.id, k.wrapped FROM person_keys k JOIN parties p ON p.delegate_key_id = k.id WHERE k.id_number_index = ? LIMIT 1`,
    [idNumberIndex, idNumberIndex],
  );
  return found && openPersonKey(ring, found).open(found.sealed, placeOfParty(found.partyId, found.field));
}
