import { randomUUID } from 'node:crypto';
import type { DealPicture } from '../local/documents/deal';
import { documentsOf, madeDeal, type MadeDeal, papersOf } from '../local/documents/deal';
import { type Caller, newDeal, noticeVersion, permitFor, upload } from './people';

/** A deal between two persons, with all the papers that belong to it, drawn and photographed. */
export interface DrawnDeal {
  deal: MadeDeal;
  pictures: DealPicture[];
}

/** The fourteen pictures that a deal between two persons who are both present needs; all but the portraits are read. */
export const neededSlots = ['P01', 'P02', 'P03', 'P07', 'P08', 'P09', 'P20', 'P21', 'P22', 'P23', 'P24', 'P25', 'P26', 'P30'];
export const readSlots = neededSlots.filter((slot) => slot !== 'P03' && slot !== 'P09');

/** So many deals between persons who are both present, each of values and pictures of its own. */
export async function drawDeals(count: number, { from = 0, slots = neededSlots } = {}): Promise<DrawnDeal[]> {
  const drawn: DrawnDeal[] = [];
  for (let n = from; drawn.length < count; n++) {
    const deal = madeDeal(`bench ${n}`, { business: 'city_transfer', mortgage: 'none' });
    if ([deal.seller, deal.buyer].some(({ kind, attendance }) => kind === 'unit' || attendance === 'agent')) continue;
    drawn.push({ deal, pictures: await documentsOf(papersOf(deal).filter(({ slot }) => slots.includes(slot))) });
  }
  return drawn;
}

/** A deal that has begun, with the pictures that are to be taken. */
export interface BegunDeal {
  id: string;
  pictures: DealPicture[];
}

/** Enters the deal as the agent does, with the notices given. */
export async function beginDeal(agent: Caller, { deal, pictures }: DrawnDeal): Promise<BegunDeal> {
  const person = (side: 'seller' | 'buyer') => ({ side, kind: 'person' as const, name: deal[side].name, idNumber: deal[side].number, attendance: 'present' as const });
  const { id, parties } = await newDeal(agent, { business: 'city_transfer', vin: deal.vin, plate: deal.plate, parties: [person('seller'), person('buyer')] });
  for (const { id: partyId } of parties) await agent.call('POST /transactions/:id/party-notices', { params: { id }, body: { partyId, version: noticeVersion }, key: randomUUID() });
  return { id, pictures };
}

/** Takes one of its pictures as a phone does: where the storage says that we did not answer it in time, the phone asks us itself. */
export async function take(agent: Caller, { id }: BegunDeal, { slot, picture }: DealPicture): Promise<void> {
  const permit = await permitFor(agent, id, slot, picture);
  await upload(permit, picture);
  const { image } = await agent.call('POST /images/:id/arrival', { params: { id: permit.image.id } });
  if (image.state !== 'accepted') throw new Error(`${slot} is ${image.state}: ${image.problems.map(({ code }) => code).join(', ')}`);
}
