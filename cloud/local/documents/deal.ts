import type { businesses } from '@yongche/contract';
import { type Paper, drawPaper } from './draw';
import { madeAddress, madeCreditCode, madeIdNumber, madeName, madePlate, madeUnit, madeVin } from './made-up';
import { moneyInWords } from './money-words';
import { photograph, type Photo, type Shot } from './photograph';
import { type Random, randomOf } from './random';
import type { PaperKind, PaperValues } from './sheet';

/** A person as the papers know them. */
export interface MadePerson {
  name: string;
  number: string;
  address: string;
  issuedBy: string;
  /** Days of the ID card; `long` where it is valid for ever. */
  validFrom: string;
  validUntil: string;
}

/** Seller or buyer: a person, or a unit with the person who comes for it. */
export interface MadeParty {
  kind: 'person' | 'unit';
  name: string;
  number: string;
  /** The person whose ID card is taken: the party, or the unit's delegate. */
  person: MadePerson;
  attendance: 'present' | 'agent';
  legalRepresentative: string;
  licenceUntil: string;
}

/** One set of values from which every paper of a deal is written. */
export interface MadeDeal {
  seed: string;
  business: keyof typeof businesses;
  /** The day of the deal; papers are made out around it. */
  on: string;
  seller: MadeParty;
  buyer: MadeParty;
  agent: MadePerson;
  vin: string;
  plate: string;
  model: string;
  vehicleType: string;
  useNature: string;
  energy: string;
  engineNumber: string;
  certificateNumber: string;
  registeredOn: string;
  inspectionValidUntil: string;
  kilometres: number;
  /** Yuan, such as 128000.00. */
  price: string;
  invoiceCode: string;
  invoiceNumber: string;
  destinationOffice: string;
  direction: 'normal' | 'reverse';
  marketName: string;
  /** 抵押: none ever, lifted again, or in force, with or without the mortgagee's consent among the pictures. */
  mortgage: 'none' | 'lifted' | 'consented' | 'unconsented';
}

/** A paper with the photo type that it is taken for. */
export interface DealPaper extends Paper {
  slot: string;
}
export interface DealPicture extends DealPaper, Photo {}

/** A deal in which everything agrees; what is given stands, the rest follows from the seed. */
export function madeDeal(seed: string, given: Partial<MadeDeal> = {}): MadeDeal {
  const random = randomOf(`deal ${seed}`);
  const on = given.on ?? '2026-01-20';
  const year = Number(on.slice(0, 4));
  const age = random.integer(2, 9);
  const energy = given.energy ?? random.pick(['汽油', '汽油', '汽油', '纯电动']);
  const business = given.business ?? random.pick(['city_transfer', 'city_transfer', 'moved_out']);
  const day = (years: number) => `${year + years}-${String(random.integer(1, 12)).padStart(2, '0')}-${String(random.integer(1, 28)).padStart(2, '0')}`;
  return {
    seed, business, on, energy,
    seller: madeParty(random, year, random.chance(0.3) ? 'unit' : 'person'),
    buyer: madeParty(random, year, random.chance(0.1) ? 'unit' : 'person'),
    agent: madePerson(random, year),
    vin: madeVin(random),
    plate: madePlate(random, energy),
    model: `${random.pick(['样板', '示范', '模范', '试点'])}牌YB${random.pick([7150, 7180, 6460, 7200])}${random.text('ABCDE', 1)}`,
    vehicleType: random.pick(['小型轿车', '小型普通客车', '小型越野客车']),
    useNature: '非营运',
    engineNumber: random.text('0123456789ABCDEFGHJKLMNPRSTUVWXYZ', 8),
    certificateNumber: `33${random.text('0123456789', 10)}`,
    registeredOn: day(-age),
    inspectionValidUntil: `${year + 1}-${random.pick(['03-31', '06-30', '08-31', '10-31'])}`,
    kilometres: random.integer(8_000, 160_000),
    price: `${random.integer(28, 420) * 1000}.00`,
    invoiceCode: `0330026${random.text('0123456789', 5)}`,
    invoiceNumber: random.text('0123456789', 8),
    destinationOffice: business !== 'moved_out' ? '浙江省宁波市车辆管理所' : `浙江省${random.pick(['杭州', '绍兴', '台州', '温州'])}市车辆管理所`,
    direction: 'normal',
    marketName: `${random.pick(['示范', '样板', '试点'])}二手车市场`,
    mortgage: random.pick(['none', 'none', 'lifted']),
    ...given,
  }; // prettier-ignore
}

function madePerson(random: Random, year: number): MadePerson {
  const from = year - random.integer(1, 9);
  const day = `${String(random.integer(1, 12)).padStart(2, '0')}-${String(random.integer(1, 28)).padStart(2, '0')}`;
  const validUntil = random.chance(0.15) ? 'long' : `${from + random.pick([10, 20])}-${day}`;
  return { name: madeName(random), number: madeIdNumber(random), address: madeAddress(random), issuedBy: `示范市公安局${random.pick(['样板', '模范', '试点', '演练'])}分局`, validFrom: `${from}-${day}`, validUntil };
}

function madeParty(random: Random, year: number, kind: MadeParty['kind']): MadeParty {
  const person = madePerson(random, year);
  const attendance = random.chance(0.3) ? 'agent' : 'present';
  const more = { person, legalRepresentative: madeName(random), licenceUntil: random.chance(0.5) ? 'long' : `${year + random.integer(2, 15)}-06-30` };
  if (kind === 'person') return { kind, name: person.name, number: person.number, attendance, ...more };
  return { kind, name: madeUnit(random), number: madeCreditCode(random), attendance: 'present', ...more };
}

const slots = {
  seller: { front: 'P01', back: 'P02', present: 'P03', licence: 'P04', unitLetter: 'P05', personLetter: 'P06' },
  buyer: { front: 'P07', back: 'P08', present: 'P09', licence: 'P10', unitLetter: 'P11', personLetter: 'P12' },
} as const;

/** Every paper that the deal must show, with what stands on it; drawn by `documentsOf`. */
export function papersOf(deal: MadeDeal): DealPaper[] {
  const { vin, plate, model, vehicleType, useNature, energy, engineNumber, certificateNumber, registeredOn, seller, buyer, price, on } = deal;
  const paper = (slot: string, kind: PaperKind, values: PaperValues = {}, rear = false): DealPaper => ({ slot, kind, values, seed: `${deal.seed} ${slot}`, ...(rear ? { rear } : {}) });
  const owner = { owner: seller.name, ownerNumber: seller.number };
  return [
    ...partyPapers(deal, 'seller', paper),
    ...partyPapers(deal, 'buyer', paper),
    paper('P20', 'registration_certificate', { certificateNumber, ...owner, plate, registeredOn, vehicleType, model, vin, engineNumber, energy, useNature }),
    paper('P21', 'registration_transfers', { certificateNumber, ...(deal.mortgage === 'none' ? {} : { registeredOn, mortgage: deal.mortgage === 'lifted' ? 'no' : 'yes' }) }),
    paper('P22', 'vehicle_licence', { plate, vehicleType, owner: seller.name, address: seller.person.address, useNature, model, vin, engineNumber, registeredOn, issuedOn: registeredOn }),
    paper('P23', 'vehicle_licence_annex', { plate, inspectionValidUntil: deal.inspectionValidUntil, energy }),
    paper('P24', 'plate', { plate }),
    { ...paper('P25', 'plate', { plate }, true), seed: `${deal.seed} P24` },
    paper('P26', 'vin_plate', { vin }),
    paper('P28', 'odometer', { kilometres: String(deal.kilometres) }),
    paper('P30', 'used_car_invoice', {
      invoiceCode: deal.invoiceCode, invoiceNumber: deal.invoiceNumber, issuedOn: on, buyerName: buyer.name, buyerNumber: buyer.number, sellerName: seller.name, sellerNumber: seller.number,
      plate, certificateNumber, vehicleType, vin, model, destinationOffice: deal.destinationOffice, totalInWords: moneyInWords(price), totalInFigures: price, marketName: deal.marketName, direction: deal.direction,
    }),
    ...(deal.mortgage === 'consented' ? [paper('P32', 'consent', { plate, vin, issuedOn: on })] : []),
  ]; // prettier-ignore
}

function partyPapers(deal: MadeDeal, side: 'seller' | 'buyer', paper: (slot: string, kind: PaperKind, values?: PaperValues) => DealPaper): DealPaper[] {
  const { kind, name, number, person, attendance, legalRepresentative, licenceUntil } = deal[side];
  const of = slots[side];
  const year = Number(deal.on.slice(0, 4));
  const delegate = kind === 'unit' ? person : deal.agent;
  const letter = () => ({ principal: name, principalNumber: number, delegate: delegate.name, delegateIdNumber: delegate.number, plate: deal.plate, vin: deal.vin, issuedOn: daysAfter(deal.on, -5), validUntil: daysAfter(deal.on, 60) });
  return [
    paper(of.front, 'id_front', { name: person.name, idNumber: person.number, address: person.address }),
    paper(of.back, 'id_back', { issuedBy: person.issuedBy, validFrom: person.validFrom, validUntil: person.validUntil }),
    ...(attendance === 'present' && kind === 'person' ? [paper(of.present, 'person')] : []),
    ...(kind === 'unit' ? [paper(of.licence, 'business_licence', { unitName: name, creditCode: number, legalRepresentative, address: person.address, validFrom: `${year - 8}-06-30`, validUntil: licenceUntil, issuedOn: `${year - 8}-06-30` })] : []),
    ...(kind === 'unit' ? [paper(of.unitLetter, 'authority_letter', { ...letter(), seal: 'yes' })] : []),
    ...(kind === 'person' && attendance === 'agent' ? [paper(of.personLetter, 'authority_letter', { ...letter(), seal: 'no' })] : []),
  ]; // prettier-ignore
}

/** A calendar day some days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Draws and photographs a paper as its own seed says; `shot` says what is to be otherwise. */
export async function pictureOf(paper: DealPaper, shot: Omit<Shot, 'seed'> = {}): Promise<DealPicture> {
  return { ...paper, ...(await photograph(drawPaper(paper), { ...shot, seed: `shot ${paper.seed}${paper.rear ? ' rear' : ''}` })) };
}

/** All pictures of a deal, one after the other. */
export async function documentsOf(papers: DealPaper[], shot: Omit<Shot, 'seed'> = {}): Promise<DealPicture[]> {
  const pictures: DealPicture[] = [];
  for (const paper of papers) pictures.push(await pictureOf(paper, shot));
  return pictures;
}
