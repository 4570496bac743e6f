import { creditCodeProblem, idNumberProblem, isAcceptableVin, normalizePlate, plateKind } from '@yongche/contract/standards';
import type { DocumentField, DocumentKind } from '../ocr';

/** The values of one page, by the names that the service gives them. */
type Told = Record<string, unknown>;

/** A field in its normal form. */
export interface ToldValue {
  field: DocumentField;
  /** Null where it stands empty, or means nothing. */
  value: string | null;
  /** The service's name for it. */
  from: string;
  /** Whether its check digit holds, or its form is right; undefined where it has none. */
  proven?: boolean;
}
export type ValuesOfKind = Partial<Record<DocumentKind, (told: Told) => ToldValue[]>>;

type Normal = (text: string) => string | null;
const asItIs: Normal = (text) => text.trim() || null;
const withoutSpaces: Normal = (text) => text.replace(/\s/g, '').toUpperCase() || null;
const plate: Normal = (text) => (text ? normalizePlate(text) : null);
const money: Normal = (text) => (/^\d+(\.\d{1,2})?$/.test(text) ? Number(text).toFixed(2) : null);

const dayPattern = /((?:19|20)\d{2})\D?(\d{1,2})\D?(\d{1,2})(?!\d)/;
/** 2021-03-19, 2021.03.19, 20210319 or 2021年3月19日, as 2021-03-19. */
const day: Normal = (text) => {
  const [, year, month, date] = dayPattern.exec(text) ?? [];
  return year ? `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}` : null;
};
const firstDay: Normal = (text) => day(text.split(/[-—至]\s*(?=(?:19|20)\d{2}|长)/)[0]!);
const lastDay: Normal = (text) => (/长期|永久|无固定/.test(text) ? 'long' : day(text.split(/[-—至]\s*(?=(?:19|20)\d{2})/).at(-1)!));
/** 检验有效期至2027年09月, as the last day of that month. */
const lastMonth: Normal = (text) => {
  const [, year, month] = [...text.matchAll(/至\s*(20\d{2})年(\d{1,2})月/g)].at(-1) ?? [];
  return year ? new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10) : null;
};

const provenVin = (vin: string) => isAcceptableVin(vin);
const provenPerson = (number: string) => idNumberProblem(number) === undefined;
const provenNumber = (number: string) => provenPerson(number) || creditCodeProblem(number) === undefined;
const provenPlate = (text: string) => plateKind(text) !== undefined;

/** One field: its name here, its name there, its normal form, and how it proves itself. */
type Line = [field: DocumentField, from: string, normal?: Normal, proves?: (value: string) => boolean];

const table =
  (lines: Line[]) =>
  (told: Told): ToldValue[] =>
    lines.map(([field, from, normal = asItIs, proves]) => {
      const value = normal(typeof told[from] === 'string' ? told[from] : '');
      return { field, value, from, ...(value && proves ? { proven: proves(value) } : {}) };
    });

const car: Line[] = [
  ['vin', 'vinCode', withoutSpaces, provenVin],
  ['engineNumber', 'engineNumber', withoutSpaces],
  ['vehicleType', 'vehicleType'],
  ['useNature', 'useNature'],
  ['registeredOn', 'registrationDate', day],
];

const registration = table([...car, ['plate', 'registrationNumber', plate, provenPlate], ['certificateNumber', 'barCode', withoutSpaces], ['energy', 'fuelType'], ['issuedOn', 'issueDate', day]]);

/** 所有人/证件名称/号码, as the certificate prints them in one cell. */
function ownerOf(told: Told): ToldValue[] {
  const from = 'vehicleOwnerInfo';
  const [owner = '', ...rest] = String(told[from] ?? '').split('/');
  const number = withoutSpaces(rest.at(-1) ?? '');
  return [
    { field: 'owner', value: asItIs(owner), from },
    { field: 'ownerNumber', value: number, from, ...(number ? { proven: provenNumber(number) } : {}) },
  ];
}

const brandAndModel = (told: Told): ToldValue => ({ field: 'model', value: asItIs(`${String(told.vehicleBrand ?? '')}${String(told.vehicleModel ?? '')}`), from: 'vehicleModel' });

/** The plate that was seen most surely, of all cars on the picture. */
function platesOf(told: Told): ToldValue[] {
  const numbers = (Array.isArray(told.plates) ? (told.plates as Told[]) : []).map(({ plateNumber }) => plate(String(plateNumber ?? '')));
  const value = numbers.find((number) => number && provenPlate(number)) ?? numbers[0] ?? null;
  return [{ field: 'plate', value, from: 'plates', ...(value ? { proven: provenPlate(value) } : {}) }];
}

/** The service's names for what stands on each kind of document (help.aliyun.com, 文字识别, API of 2021-07-07), in our own. */
export const values: ValuesOfKind = {
  id_front: table([['name', 'name'], ['idNumber', 'idNumber', withoutSpaces, provenPerson], ['address', 'address']]),
  id_back: table([['issuedBy', 'issueAuthority'], ['validFrom', 'validPeriod', firstDay], ['validUntil', 'validPeriod', lastDay]]),
  business_licence: table([
    ['unitName', 'companyName'], ['creditCode', 'creditCode', withoutSpaces, (code) => creditCodeProblem(code) === undefined], ['legalRepresentative', 'legalPerson'],
    ['address', 'businessAddress'], ['validFrom', 'validFromDate', day], ['validUntil', 'validToDate', (text) => (/^2999|长期|永久/.test(text) ? 'long' : day(text))], ['issuedOn', 'issueDate', day],
  ]),
  vehicle_licence: table([...car, ['plate', 'licensePlateNumber', plate, provenPlate], ['owner', 'owner'], ['address', 'address'], ['model', 'model'], ['issuedOn', 'issueDate', day]]),
  vehicle_licence_annex: table([['plate', 'licensePlateNumber', plate, provenPlate], ['inspectionValidUntil', 'inspectionRecord', lastMonth]]),
  registration_certificate: (told) => [...registration(told), ...ownerOf(told), brandAndModel(told)],
  used_car_invoice: table([
    ['invoiceCode', 'invoiceCode', withoutSpaces], ['invoiceNumber', 'invoiceNumber', withoutSpaces], ['issuedOn', 'invoiceDate', day], ['buyerName', 'purchaserName'],
    ['buyerNumber', 'purchaserCode', withoutSpaces, provenNumber], ['sellerName', 'sellerName'], ['sellerNumber', 'sellerCode', withoutSpaces, provenNumber],
    ['plate', 'licensePlateNumber', plate, provenPlate], ['certificateNumber', 'certificateNumber', withoutSpaces], ['vehicleType', 'vehicleType'], ['vin', 'vinCode', withoutSpaces, provenVin],
    ['model', 'brandMode'], ['destinationOffice', 'vehicleAdministrationName'], ['totalInWords', 'totalAmountInWords'], ['totalInFigures', 'totalAmount', money], ['marketName', 'marketName'],
  ]),
  vin_plate: table([['vin', 'vinCode', withoutSpaces, provenVin]]),
  plate: platesOf,
}; // prettier-ignore
