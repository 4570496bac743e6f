import { creditCodeProblem, idNumberProblem, vinProblem } from '@yongche/contract/standards';
import type { KeyRing } from '../../../adapters/keys/key-ring';
import type { DocumentField, DocumentKind, ReadField } from '../../../adapters/ocr/ocr';

/** A value read with less confidence may be another one. */
const surely = 0.9;

/** The number by which one paper of a kind differs from all others, where it carries one that proves itself. */
const numberOf: Partial<Record<DocumentKind, DocumentField>> = {
  id_front: 'idNumber',
  business_licence: 'creditCode',
  registration_certificate: 'vin',
  vehicle_licence: 'vin',
  used_car_invoice: 'vin',
  authority_letter: 'vin',
  vin_plate: 'vin',
};
const isProven: Partial<Record<DocumentField, (value: string) => boolean>> = {
  idNumber: (value) => idNumberProblem(value) === undefined,
  creditCode: (value) => creditCodeProblem(value) === undefined,
  vin: (value) => vinProblem(value) === undefined,
};

/**
 * Blind index of what a picture's paper is known by, null where nothing was surely read: its number with the right check
 * digit, and of the 国徽面 its period, which is 5, 10 or 20 years to the day, or 长期. Two pictures that differ in it show two papers,
 * however much these look alike.
 */
export function identityOf(keys: Pick<KeyRing, 'index'>, kind: DocumentKind, fields: ReadField[]): string | null {
  const read = (field: DocumentField) => fields.find((one) => one.field === field && one.confidence >= surely)?.value;
  const number = numberOf[kind] && read(numberOf[kind]);
  const proven = number && isProven[numberOf[kind]!]!(number) ? number : kind === 'id_back' ? periodOf(read('validFrom'), read('validUntil')) : undefined;
  return proven ? keys.index('picture_identity', `${kind}|${proven}`) : null;
}

function periodOf(from: string | undefined, until: string | undefined): string | undefined {
  if (!from || !until) return undefined;
  if (until === 'long') return `${from}/long`;
  const years = Number(until.slice(0, 4)) - Number(from.slice(0, 4));
  return [5, 10, 20].includes(years) && from.slice(4) === until.slice(4) ? `${from}/${until}` : undefined;
}
