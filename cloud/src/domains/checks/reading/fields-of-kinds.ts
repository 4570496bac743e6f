import { documentFields } from '@yongche/contract';
import type { DocumentField, DocumentKind } from '../../../adapters/ocr/ocr';
import { expectedKind } from '../slots';
import type { StoredReading } from './stored-readings';

/**
 * What stands on each kind of document: `needed` is what the rules compare, so the agent is asked for it where it could not
 * be read; `also` may be typed. A seal is nothing to type: it is on the picture or it is not.
 */
const fieldsOfKind: Record<DocumentKind, { needed: DocumentField[]; also: DocumentField[] }> = {
  id_front: { needed: ['name', 'idNumber'], also: ['address'] },
  id_back: { needed: ['validUntil'], also: ['validFrom', 'issuedBy'] },
  business_licence: { needed: ['unitName', 'creditCode'], also: ['legalRepresentative', 'validUntil', 'address'] },
  authority_letter: { needed: ['principal', 'delegate', 'delegateIdNumber'], also: ['principalNumber', 'plate', 'vin', 'issuedOn', 'validUntil'] },
  registration_certificate: { needed: ['owner', 'vin'], also: ['ownerNumber', 'certificateNumber', 'plate', 'engineNumber', 'model', 'vehicleType', 'energy', 'useNature', 'registeredOn', 'issuedOn'] },
  registration_transfers: { needed: ['mortgage'], also: ['owner', 'ownerNumber', 'plate'] },
  vehicle_licence: { needed: ['plate', 'owner', 'vin', 'useNature', 'registeredOn'], also: ['address', 'engineNumber', 'model', 'vehicleType', 'issuedOn'] },
  vehicle_licence_annex: { needed: ['inspectionValidUntil'], also: ['plate', 'energy'] },
  plate: { needed: ['plate'], also: [] },
  vin_plate: { needed: ['vin'], also: ['model', 'engineNumber'] },
  odometer: { needed: ['kilometres'], also: [] },
  used_car_invoice: {
    needed: ['vin', 'plate', 'sellerName', 'sellerNumber', 'buyerName', 'buyerNumber', 'totalInWords', 'totalInFigures', 'destinationOffice'],
    also: ['invoiceCode', 'invoiceNumber', 'issuedOn', 'certificateNumber', 'model', 'vehicleType', 'marketName', 'direction'],
  },
  other: { needed: [], also: [] },
};

/** Whether this field stands on a picture of this slot, so that an agent may type it. */
export function mayStandOn(slot: string, field: DocumentField): boolean {
  const { needed, also } = fieldsOfKind[expectedKind(slot)];
  return needed.includes(field) || also.includes(field);
}

/** From here on the machine is believed that a picture shows something else than it was taken for. */
const surelyAnother = 0.8;

/** A field that is asked of the agent, with what was read of it. */
export interface FieldToType {
  field: DocumentField;
  label: string;
  value: string | null;
  hint: string;
}

/**
 * What the agent is asked to type or confirm: the fields that rules need and that were not read, or less surely than the
 * pack demands. Nothing while the picture waits, and nothing where it shows another document: that one is taken again.
 */
export function fieldsToType(slot: string, { state, kind, kindConfidence, fields }: StoredReading, minConfidence: number): FieldToType[] {
  if (state !== 'done' && state !== 'failed') return [];
  const expected = expectedKind(slot);
  if (kind !== null && kind !== expected && kindConfidence >= surelyAnother) return [];
  return fieldsOfKind[expected].needed.flatMap((name) => {
    const known = fields.find(({ field }) => field === name);
    if (known && (known.source === 'typed' || known.confidence >= minConfidence)) return [];
    return [{ field: name, label: documentFields[name], value: known?.value ?? null, hint: hintOf(name) }];
  });
}

const hints: Partial<Record<DocumentField, string>> = {
  name: '照身份证填写全名',
  idNumber: '18位，末位可能是X',
  validUntil: '例如 2036-01-31；长期有效填“长期”',
  unitName: '照执照填写全称',
  creditCode: '18位统一社会信用代码',
  principal: '委托人的姓名或单位全称',
  delegate: '受托人的姓名',
  delegateIdNumber: '18位，末位可能是X',
  owner: '姓名或单位全称',
  vin: '17位，不含字母I、O、Q',
  plate: '例如 浙B12345',
  useNature: '例如 非营运',
  registeredOn: '例如 2019-06-18',
  inspectionValidUntil: '例如 2026-06，或 2026-06-30',
  mortgage: '最后一次登记是抵押，尚未解除，填“有”；没有抵押或已解除，填“无”',
  kilometres: '只填数字',
  sellerName: '发票上卖方单位或个人',
  sellerNumber: '发票上卖方的身份证号或单位代码',
  buyerName: '发票上买方单位或个人',
  buyerNumber: '发票上买方的身份证号或单位代码',
  totalInWords: '例如 壹拾贰万捌仟元整',
  totalInFigures: '例如 128000.00',
  destinationOffice: '照发票填写车辆管理所名称',
};

const hintOf = (field: DocumentField) => hints[field] ?? '照原件填写';
