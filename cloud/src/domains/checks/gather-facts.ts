import { type EntityManager, IsNull, Not } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { dayInShanghai } from '../../clock';
import { openPersonKey } from '../privacy/person-keys';
import type { Certificate } from '../registry/certificate.entity';
import { stateOn } from '../registry/certificates';
import type { Company } from '../registry/company.entity';
import type { Market } from '../registry/market.entity';
import { captureFactsOf } from '../transactions/capture';
import { Image } from '../transactions/image.entity';
import { placeOfParty } from '../transactions/parties';
import { Party } from '../transactions/party.entity';
import { photosOf } from '../transactions/rules-in-force';
import type { Transaction } from '../transactions/transaction.entity';
import { dealsOfCar, shortHoldingSalesOf } from './ledger-facts';
import { type StoredReading, storedReadings } from './reading/stored-readings';
import type { DealFacts, FactValue, PartyFacts, PictureFacts } from './rules/rule';

/**
 * Everything that the rules look at, of a deal as it stands at `now`, or stood when it was completed. Names and numbers are
 * in clear: they go no further than the rules.
 */
export async function gatherFacts(tx: EntityManager, keys: KeyRing, deal: Transaction, now: Date): Promise<DealFacts> {
  return factsOf(tx, keys, deal, { images: await acceptedImages(tx, deal), now });
}

/** The same with the pictures that people judged: one that the counter sent back in place of the one that came after it. */
export async function gatherFactsAsSeen(tx: EntityManager, keys: KeyRing, deal: Transaction, now: Date): Promise<DealFacts> {
  const returned = await tx.find(Image, { where: { transactionId: deal.id, problemId: IsNull(), returnCode: Not(IsNull()) }, order: { slot: 'ASC', id: 'ASC' } });
  const accepted = await acceptedImages(tx, deal);
  const slots = new Set(returned.map(({ slot }) => slot));
  return factsOf(tx, keys, deal, { images: [...accepted.filter(({ slot }) => !slots.has(slot)), ...returned], now });
}

const acceptedImages = (tx: EntityManager, { id }: Transaction) => tx.find(Image, { where: { transactionId: id, problemId: IsNull(), state: 'accepted' }, order: { slot: 'ASC', id: 'ASC' } });

async function factsOf(tx: EntityManager, keys: KeyRing, deal: Transaction, { images, now }: { images: Image[]; now: Date }): Promise<DealFacts> {
  const at = deal.completedAt ?? now;
  const on = dayInShanghai(at);
  const parties = await tx.find(Party, { where: { transactionId: deal.id }, order: { position: 'ASC' } });
  const register = await registerRow(tx, deal);
  const readings = await storedReadings(tx, keys, images);
  const sales = await shortHoldingSalesOf(tx, deal, parties, at);
  const photos = await photosOf(tx, { ...deal, parties });
  return {
    business: deal.business,
    channel: deal.channel,
    vin: deal.vin,
    plate: deal.plate,
    mortgaged: deal.mortgaged,
    on,
    parties: parties.map((party) => partyFacts(keys, party, sales.get(party.numberIndex ?? '') ?? 0)),
    pictures: images.map((image) => pictureFacts(image, readings.get(image.id))),
    required: photos.filter(({ min }) => min > 0).map(({ code, title, min }) => ({ slot: code, title, min })),
    agent: deal.completedAt ? asWhenCompleted : agentFacts(deal, register, on),
    market: { allowsAgentForBothSides: Boolean(register.allowsAgentForBothSides), position: positionOf(register) },
    history: { deals: await dealsOfCar(tx, deal, at) },
  };
}

type RegisterRow = Pick<Certificate, 'state' | 'expiresOn' | 'personId'> & Pick<Market, 'latitude' | 'longitude' | 'radiusMetres'> & { companyState: Company['state']; allowsAgentForBothSides: number };

/** What the register says of the deal's certificate, company and market, in one statement. */
async function registerRow(tx: EntityManager, { certificateId, marketId }: Transaction): Promise<RegisterRow> {
  const [row]: RegisterRow[] = await tx.query(
    `SELECT c.state, c.expires_on AS expiresOn, c.person_id AS personId, w.state AS companyState,
       m.allows_agent_for_both_sides AS allowsAgentForBothSides, m.latitude, m.longitude, m.radius_metres AS radiusMetres
     FROM certificates c JOIN companies w ON w.id = c.company_id JOIN markets m ON m.id = ? WHERE c.id = ?`,
    [marketId, certificateId],
  );
  return row!;
}

/** A completed deal went through the gate, which asks for the certificate of that moment. */
const asWhenCompleted: DealFacts['agent'] = { certificateInForce: true, companyInForce: true, isHolder: true };

function agentFacts(deal: Transaction, { state, expiresOn, personId, companyState }: RegisterRow, on: string): DealFacts['agent'] {
  return {
    certificateInForce: stateOn({ state, expiresOn, company: { state: companyState } }, on) === 'in_force',
    companyInForce: companyState === 'in_force' || companyState === 'rectifying',
    isHolder: personId === deal.personId,
  };
}

function positionOf({ latitude, longitude, radiusMetres }: RegisterRow): DealFacts['market']['position'] {
  return latitude === null || longitude === null || radiusMetres === null ? null : { latitude, longitude, radiusMetres };
}

function partyFacts(keys: KeyRing, party: Party, shortHoldingSales: number): PartyFacts {
  const { id, side, kind, attendance, notifiedAt, nameSealed, numberSealed, delegateNameSealed, delegateIdNumberSealed } = party;
  const own = party.key ? openPersonKey(keys, party.key) : keys;
  const delegate = party.delegateKey && openPersonKey(keys, party.delegateKey);
  return {
    side,
    kind,
    name: own.open(nameSealed, placeOfParty(id, 'name')),
    number: own.open(numberSealed, placeOfParty(id, 'number')),
    delegateName: delegate && delegate.open(delegateNameSealed!, placeOfParty(id, 'delegate_name')),
    delegateIdNumber: delegate && delegate.open(delegateIdNumberSealed!, placeOfParty(id, 'delegate_id_number')),
    attendance,
    notified: notifiedAt !== null,
    shortHoldingSales,
  };
}

function pictureFacts(image: Image, reading: StoredReading | undefined): PictureFacts {
  const { id: imageId, slot, capturedAt } = image;
  return {
    imageId,
    slot,
    reading: reading?.state ?? 'waiting',
    kind: reading?.kind ?? null,
    kindConfidence: reading?.kindConfidence ?? 0,
    values: (reading?.fields ?? []).map((field): FactValue => ({ ...field, imageId, slot })),
    look: reading?.look ?? null,
    capturedAt,
    receivedAt: image.receivedAt ?? capturedAt,
    capture: captureFactsOf(image),
  };
}
