import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../src/adapters/keys/key-ring';
import { monthOf } from '../../src/domains/ledger/calendar-month';
import { MeterEvent } from '../../src/domains/billing/meter-event.entity';
import { recordOf } from '../../src/domains/evidence/record';
import { EvidenceRecord } from '../../src/domains/evidence/evidence-log.entity';
import { CounterCheck } from '../../src/domains/transactions/counter-check.entity';
import { Party } from '../../src/domains/transactions/party.entity';
import { placeOfParty } from '../../src/domains/transactions/parties';
import { Transaction } from '../../src/domains/transactions/transaction.entity';
import { madeCreditCode, madeUnit } from '../documents/made-up';
import type { Random } from '../documents/random';
import type { PlannedDeal } from './deals';
import { idAt, randomFor } from './ids';
import { type KnownPerson, makePeople } from './people';
import type { YearPlan } from './plan';
import type { PastAgent } from './register';
import { operatorIdOf } from './staff';
import { type Tally, writeRows } from './write-rows';

/** What a car costs its market, by whether it is a member's, since `from`; as the tariff says that the general meeting has passed. */
export interface PastTariff {
  version: string;
  from: string;
  memberFen: number;
  nonMemberFen: number;
}

interface Writing {
  plan: YearPlan;
  deals: PlannedDeal[];
  agents: PastAgent[];
  tariff: PastTariff;
}

/** So many buyers and sellers there are, for each of whom a key must be made; a deal takes two of them. */
const partiesAt = { 1: 3000, 100: 120 } as const;
const unitsAt = { 1: 400, 100: 20 } as const;
/** Deals that are made ready together. */
const inOneRound = 1000;
const businessDigits = { city_transfer: '01', moved_out: '02', cross_region: '03' } as const;

/**
 * Every deal of the year with its parties, its counter check, its charge and its record for the evidence log, a thousand rows a statement.
 * Nobody took pictures of them, so the records list none. What follows from a deal is written with it: nothing is left to be caught up with.
 * @returns whose each deal is that may be inspected
 */
export async function writeDeals(tx: EntityManager, ring: KeyRing, { plan, deals, agents, tariff }: Writing, tally: Tally): Promise<Map<string, PastAgent>> {
  const { scale } = plan.figures;
  const people = await makePeople(tx, ring, { group: `parties ${scale}`, count: partiesAt[scale], at: new Date(deals[0]!.createdAt) });
  const units = unitsOf(ring, unitsAt[scale]);
  const agentsOf = plan.markets.map((_, at) => agents.filter((_, n) => n % plan.markets.length === at)).map((own) => (own.length > 0 ? own : agents));
  const random = randomFor('deal rows', scale);
  const owners = new Map<string, PastAgent>();
  let written = Promise.resolve();
  for (let from = 0; from < deals.length; from += inOneRound) {
    const rows = { deals: [] as Transaction[], parties: [] as Party[], checks: [] as CounterCheck[], events: [] as MeterEvent[], records: [] as EvidenceRecord[] };
    for (const planned of deals.slice(from, from + inOneRound)) {
      const market = plan.markets[planned.market]!;
      const operatorId = operatorIdOf(market);
      // A few agents of a market do most of it.
      const agent = agentsOf[planned.market]![Math.floor(agentsOf[planned.market]!.length * random.next() ** 2)]!;
      if (planned.day >= plan.figures.inspection.firstDay) owners.set(planned.id, agent);
      const deal = dealOf(planned, { market, agent, operatorId });
      const parties = partiesFor(ring, planned, { people, units, random });
      rows.deals.push(deal);
      rows.parties.push(...parties);
      rows.checks.push(checkOf(deal, operatorId, random));
      if (!deal.completedAt) continue;
      rows.events.push(chargeOf(deal, { day: planned.day, isMember: market.isMember, tariff, random }));
      rows.records.push(recordOf(ring, { deal, images: [], parties, market, certificate: { number: agent.certificateNumber, company: agent.company }, digest: null }, deal.completedAt));
    }
    // One statement at a time; the next thousand are made ready while the database works.
    await written;
    written = (async () => {
      await writeRows(tx, Transaction, rows.deals, tally);
      await writeRows(tx, Party, rows.parties, tally);
      await writeRows(tx, CounterCheck, rows.checks, tally);
      await writeRows(tx, MeterEvent, rows.events, tally);
      await writeRows(tx, EvidenceRecord, rows.records, tally);
    })();
  }
  await written;
  return owners;
}

function dealOf({ id, day, isMobile, business, vin, plate, createdAt, submittedAt, completedAt, number }: PlannedDeal, { market, agent, operatorId }: { market: YearPlan['markets'][number]; agent: PastAgent; operatorId: string }): Transaction {
  return {
    id,
    serial: day.replaceAll('-', '') + market.code + businessDigits[business] + String(number).padStart(4, '0'),
    business,
    state: completedAt ? 'completed' : 'cancelled',
    channel: isMobile ? 'mobile' : 'fixed',
    batchId: null,
    marketId: market.id,
    companyId: agent.company.id,
    certificateId: agent.certificateId,
    personId: agent.personId,
    vin,
    plate,
    mortgaged: false,
    rulesVersion: '2026-1',
    rulePack: '2026-1',
    createdAt: new Date(createdAt),
    submittedAt: new Date(submittedAt),
    firstSubmittedAt: new Date(submittedAt),
    completedAt: completedAt === null ? null : new Date(completedAt),
    completedBy: completedAt === null ? null : operatorId,
    imagesDigest: null,
    kilometres: null,
  };
}

const minutes = 60_000;

/** The operator completed it, or sent it back, after which it was called off. */
function checkOf(deal: Transaction, staffId: string, random: Random): CounterCheck {
  const decidedAt = deal.completedAt ?? new Date(deal.submittedAt!.getTime() + random.integer(4, 30) * minutes);
  const openedAt = new Date(decidedAt.getTime() - random.integer(35, 175) * 1000);
  const outcome = deal.completedAt ? 'completed' : 'returned';
  return { id: idAt(random, decidedAt.getTime()), transactionId: deal.id, marketId: deal.marketId, staffId, outcome, openedAt, decidedAt, codes: deal.completedAt ? [] : [random.pick(['R02', 'R08', 'R09', 'R11', 'R12'] as const)] };
}

function chargeOf(deal: Transaction, { day, isMember, tariff, random }: { day: string; isMember: boolean; tariff: PastTariff; random: Random }): MeterEvent {
  const isCharged = day >= tariff.from;
  const month = monthOf(day);
  return {
    id: idAt(random, deal.completedAt!.getTime()),
    kind: 'charge',
    transactionId: deal.id,
    turn: 1,
    marketId: deal.marketId,
    channel: deal.channel,
    completedOn: day,
    month,
    billMonth: month,
    member: isMember,
    fen: isCharged ? (isMember ? tariff.memberFen : tariff.nonMemberFen) : 0,
    exemption: isCharged ? null : 'no_tariff',
    redoneOf: null,
    tariffVersion: isCharged ? tariff.version : null,
    storedBytes: 0,
    reason: null,
    madeBy: null,
    madeAt: deal.completedAt!,
  };
}

interface Unit {
  name: string;
  creditCode: string;
  index: string;
}

function unitsOf(ring: KeyRing, count: number): Unit[] {
  const random = randomFor('units');
  return Array.from({ length: count }, () => {
    const creditCode = madeCreditCode(random);
    return { name: madeUnit(random), creditCode, index: ring.index('credit_code', creditCode) };
  });
}

/** Seller and buyer, each a made-up person, or a made-up unit for which one comes; never twice the same. */
function partiesFor(ring: KeyRing, { id: transactionId, createdAt, isUnitSelling, isUnitBuying }: PlannedDeal, { people, units, random }: { people: KnownPerson[]; units: Unit[]; random: Random }): Party[] {
  const selling = random.integer(0, people.length - 1);
  const buying = (selling + random.integer(1, people.length - 1)) % people.length;
  const row = (position: number, side: Party['side']) => ({ id: idAt(random, createdAt), transactionId, position, side, attendance: 'present', notifiedAt: null, noticeVersion: null }) as const;
  const of = (position: number, side: Party['side'], person: KnownPerson, isUnit: boolean) => (isUnit ? unitParty(ring, row(position, side), random.pick(units), person) : personParty(row(position, side), person));
  return [of(0, 'seller', people[selling]!, isUnitSelling), of(1, 'buyer', people[buying]!, isUnitBuying)];
}

type Row = Pick<Party, 'id' | 'transactionId' | 'position' | 'side' | 'attendance' | 'notifiedAt' | 'noticeVersion'>;

function personParty(row: Row, { name, idNumber, key }: KnownPerson): Party {
  const sealed = { nameSealed: key.seal(name, placeOfParty(row.id, 'name')), numberSealed: key.seal(idNumber, placeOfParty(row.id, 'number')), numberIndex: key.row.idNumberIndex };
  return { ...row, kind: 'person', ...sealed, keyId: key.id, key: key.row, delegateKeyId: null, delegateKey: null, delegateNameSealed: null, delegateIdNumberSealed: null };
}

function unitParty(ring: KeyRing, row: Row, unit: Unit, { name, idNumber, key }: KnownPerson): Party {
  const sealed = { nameSealed: ring.seal(unit.name, placeOfParty(row.id, 'name')), numberSealed: ring.seal(unit.creditCode, placeOfParty(row.id, 'number')), numberIndex: unit.index };
  const delegate = { delegateNameSealed: key.seal(name, placeOfParty(row.id, 'delegate_name')), delegateIdNumberSealed: key.seal(idNumber, placeOfParty(row.id, 'delegate_id_number')) };
  return { ...row, kind: 'unit', ...sealed, keyId: null, key: null, ...delegate, delegateKeyId: key.id, delegateKey: key.row };
}
