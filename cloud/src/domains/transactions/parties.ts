import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { DealInput } from './deals';
import type { Party } from './party.entity';
import { placeOfParty } from './present';

/** The keys that seal and index the persons of a deal. */
export type PartySealer = Pick<KeyRing, 'seal' | 'index'>;

/** The rows of a deal's sellers and buyers, personal data sealed. */
export function partiesOf(transactionId: string, { parties }: Pick<DealInput, 'parties'>, sealer: PartySealer): Party[] {
  return parties.map((party, position) => {
    const id = uuidv7();
    const number = party.kind === 'person' ? party.idNumber : party.creditCode;
    const delegate = party.kind === 'unit' ? party : undefined;
    return {
      id,
      transactionId,
      position,
      side: party.side,
      kind: party.kind,
      nameSealed: sealer.seal(party.name, placeOfParty(id, 'name')),
      numberSealed: sealer.seal(number, placeOfParty(id, 'number')),
      numberIndex: sealer.index(party.kind === 'person' ? 'id_number' : 'credit_code', number),
      delegateNameSealed: delegate ? sealer.seal(delegate.delegateName, placeOfParty(id, 'delegate_name')) : null,
      delegateIdNumberSealed: delegate ? sealer.seal(delegate.delegateIdNumber, placeOfParty(id, 'delegate_id_number')) : null,
      attendance: party.attendance,
      notifiedAt: null,
      noticeVersion: null,
    };
  });
}
