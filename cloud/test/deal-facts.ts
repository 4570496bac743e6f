import type { DocumentField } from '../src/adapters/ocr/ocr';
import type { Finding } from '../src/domains/checks/looking/look';
import type { DealFacts, FactValue, PartyFacts, PictureFacts } from '../src/domains/checks/rules/rule';
import { expectedKind } from '../src/domains/checks/slots';

type Fields = Partial<Record<DocumentField, string>>;

/** What stands on each paper of a deal in which all is well; the people are made up. */
export const goodPapers: Record<string, Fields> = {
  P01: { name: '卖方甲', idNumber: '330203199001010014' },
  P02: { issuedBy: '宁波市公安局', validFrom: '2016-05-21', validUntil: '2036-05-21' },
  P03: {},
  P07: { name: '买方乙', idNumber: '11010519491231002X' },
  P08: { issuedBy: '北京市公安局', validFrom: '2012-01-01', validUntil: 'long' },
  P09: {},
  P20: { owner: '卖方甲', ownerNumber: '330203199001010014', certificateNumber: '330012345678', vin: 'LSGPC52U6AF102554', registeredOn: '2019-06-01', energy: '汽油', useNature: '非营运', vehicleType: '小型轿车' },
  P21: { mortgage: 'no' },
  P22: { plate: '浙B12345', owner: '卖方甲', vin: 'LSGPC52U6AF102554', useNature: '非营运', vehicleType: '小型轿车', registeredOn: '2019-06-01' },
  P23: { inspectionValidUntil: '2027-06-30' },
  P24: { plate: '浙B12345' },
  P25: { plate: '浙B12345' },
  P26: { vin: 'LSGPC52U6AF102554' },
  P30: {
    vin: 'LSGPC52U6AF102554', plate: '浙B12345', sellerName: '卖方甲', sellerNumber: '330203199001010014', buyerName: '买方乙', buyerNumber: '11010519491231002X',
    totalInWords: '壹拾贰万捌仟元整', totalInFigures: '128000.00', destinationOffice: '宁波市公安局交通警察局车辆管理所', direction: 'normal',
  },
}; // prettier-ignore

const capturedAt = new Date('2026-11-20T02:00:00Z');

/** A picture that was read, looked at, and taken in the market by the mini-program. */
export function readPicture(slot: string, fields: Fields, { confidence = 0.95, source = 'read', ...more }: Partial<PictureFacts> & { confidence?: number; source?: FactValue['source'] } = {}): PictureFacts {
  const values = Object.entries(fields).map(([field, value]): FactValue => ({ field: field as DocumentField, value, source, confidence, imageId: `image-${slot}`, slot, box: null }));
  return {
    imageId: `image-${slot}`,
    slot,
    reading: 'done',
    kind: expectedKind(slot),
    kindConfidence: 0.95,
    values,
    look: { findings: [], outline: null, exif: { make: null, model: null, software: null, takenAt: null } },
    capturedAt,
    receivedAt: new Date(capturedAt.getTime() + 2000),
    capture: { nonceIssuedAt: new Date(capturedAt.getTime() - 60_000), method: 'in_app_camera', position: null, device: 'HUAWEI ANA-AN00 / Android 12' },
    ...more,
  };
}

const person: PartyFacts = { side: 'seller', kind: 'person', name: '卖方甲', number: '330203199001010014', delegateName: null, delegateIdNumber: null, attendance: 'present', notified: true, shortHoldingSales: 0 };
export const sellerFacts = person;
export const buyerFacts: PartyFacts = { ...person, side: 'buyer', name: '买方乙', number: '11010519491231002X' };
export const unitFacts: PartyFacts = { ...person, kind: 'unit', name: '样板贸易有限公司', number: '91330200MA2AB10670', delegateName: '经办丙', delegateIdNumber: '330206199202290031' };
/** The papers of a selling unit in place of those of a person. */
export const unitPapers: Record<string, Fields> = {
  P01: { name: '经办丙', idNumber: '330206199202290031' },
  P04: { unitName: '样板贸易有限公司', creditCode: '91330200MA2AB10670', validUntil: 'long' },
  P05: { principal: '样板贸易有限公司', delegate: '经办丙', delegateIdNumber: '330206199202290031', seal: 'yes', issuedOn: '2026-11-18' },
  P20: { ...goodPapers.P20, owner: '样板贸易有限公司', ownerNumber: '91330200MA2AB10670' },
  P22: { ...goodPapers.P22, owner: '样板贸易有限公司' },
  P30: { ...goodPapers.P30, sellerName: '样板贸易有限公司', sellerNumber: '91330200MA2AB10670' },
};

/** Changes of a good deal: fields of single papers, whole pictures in place of theirs, or anything of the facts. */
export interface Change {
  papers?: Record<string, Fields | null>;
  pictures?: PictureFacts[];
  facts?: Partial<DealFacts>;
  /** Read with so little confidence. */
  confidence?: Record<string, number>;
}

/** The facts of a deal in which all is well, but for `change`. */
export function factsWith({ papers = {}, pictures = [], facts = {}, confidence = {} }: Change = {}): DealFacts {
  const stood: Record<string, Fields> = { ...goodPapers };
  for (const [slot, fields] of Object.entries(papers)) {
    if (fields === null) delete stood[slot];
    else stood[slot] = { ...stood[slot], ...fields };
  }
  const made = Object.entries(stood).map(([slot, fields]) => readPicture(slot, fields, { confidence: confidence[slot] ?? 0.95 }));
  const replaced = made.filter(({ slot }) => !pictures.some((picture) => picture.slot === slot));
  return {
    business: 'city_transfer',
    channel: 'mobile',
    vin: 'LSGPC52U6AF102554',
    plate: '浙B12345',
    mortgaged: false,
    on: '2026-11-20',
    parties: [sellerFacts, buyerFacts],
    pictures: [...replaced, ...pictures].sort((a, b) => (a.slot < b.slot ? -1 : 1)),
    required: Object.keys(goodPapers).map((slot) => ({ slot, title: slot, min: 1 })),
    agent: { certificateInForce: true, companyInForce: true, isHolder: true },
    market: { allowsAgentForBothSides: false, position: { latitude: 29.87, longitude: 121.55, radiusMetres: 500 } },
    history: { deals: [] },
    ...facts,
  };
}

/** A picture on which a detector found something. */
export const suspicious = (slot: string, ...findings: Finding[]): PictureFacts => readPicture(slot, goodPapers[slot] ?? {}, { look: { findings, outline: null, exif: { make: null, model: null, software: null, takenAt: null } } });
