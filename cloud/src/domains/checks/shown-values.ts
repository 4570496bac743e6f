import type { KeyRing } from '../../adapters/keys/key-ring';
import type { DocumentField } from '../../adapters/ocr/ocr';
import { maskName, maskNumber } from '../privacy/mask';
import { openPersonKey } from '../privacy/person-keys';
import { placeOfParty } from '../transactions/parties';
import type { Party } from '../transactions/party.entity';
import type { Transaction } from '../transactions/transaction.entity';
import type { ShownValue } from './deal-check.entity';
import type { StoredReading } from './reading/stored-readings';

const names = new Set<DocumentField>(['name', 'legalRepresentative', 'principal', 'delegate', 'owner', 'buyerName', 'sellerName']);
const numbers = new Set<DocumentField>(['idNumber', 'principalNumber', 'delegateIdNumber', 'ownerNumber', 'buyerNumber', 'sellerNumber']);
/** What names of units end with; a person's name is hardly ever as long. */
const unit = /(公司|集团|厂|店|行|中心|合作社|学校|大学|医院|银行|委员会|协会|商会|事务所|管理局|分局|部|站|院|队|所|社)(\(.*\))?$/;

/** A value as whoever may see the deal sees it: names and numbers of natural persons under their masks, units plain. */
export function maskValue(field: DocumentField, value: string): string {
  if (names.has(field)) return [...value].length >= 5 && unit.test(value.normalize('NFKC')) ? value : maskName(value);
  if (numbers.has(field)) return isCreditCode(value) ? value : maskNumber(value);
  return field === 'address' ? maskName(value) : value;
}

/** GB 32100 begins with 1, 5, 9 or Y and nearly always has letters; 9 begins no ID number. What is in doubt is masked. */
const isCreditCode = (value: string) => /^[159Y][0-9A-Z]{17}$/.test(value) && (value.startsWith('9') || /[A-Z]/.test(value.slice(0, 17)));

/** Finds a compared value where it lies: on its picture, or in what the deal was entered with. Null once it is erased. */
export function valueFinder(keys: KeyRing, { deal, parties, readings }: { deal: Transaction; parties: Party[]; readings: Map<string, StoredReading> }): (shown: ShownValue) => string | null {
  return ({ field, source, imageId, party: at }) => {
    if (source !== 'entered') return readings.get(imageId ?? '')?.fields.find((candidate) => candidate.field === field)?.value ?? null;
    if (at === undefined) return field === 'vin' ? deal.vin : field === 'plate' ? deal.plate : null;
    const party = parties[at];
    return party ? enteredValue(keys, party, field) : null;
  };
}

function enteredValue(keys: KeyRing, { id, key, delegateKey, nameSealed, numberSealed, delegateNameSealed, delegateIdNumberSealed }: Party, field: DocumentField): string | null {
  const open = (row: Party['key'], sealed: string | null, place: Parameters<typeof placeOfParty>[1]) => {
    const opener = row ? openPersonKey(keys, row) : keys;
    return sealed === null || ('erased' in opener && opener.erased) ? null : opener.open(sealed, placeOfParty(id, place));
  };
  switch (field) {
    case 'name':
    case 'unitName':
      return open(key, nameSealed, 'name');
    case 'idNumber':
    case 'creditCode':
      return open(key, numberSealed, 'number');
    case 'delegate':
      return open(delegateKey, delegateNameSealed, 'delegate_name');
    case 'delegateIdNumber':
      return open(delegateKey, delegateIdNumberSealed, 'delegate_id_number');
    default:
      return null;
  }
}
