import { partyNotices } from '@yongche/contract/standards/party-notice';
import { uuidv7 } from 'uuidv7';
import { asWritten } from '../evaluate/deal-facts';
import { type DealPaper, madeDeal, type MadeDeal, papersOf } from '../local/documents/deal';
import { inconsistencies } from '../local/documents/inconsistencies';
import type { By } from '../src/audit/audit';
import type { Deps } from '../src/deps';
import { checkDeal } from '../src/domains/checks/check-deal';
import { inspectPhoto } from '../src/domains/checks/inspect-photo';
import type { PhotoInspection } from '../src/domains/checks/photo-inspection';
import { PictureReading } from '../src/domains/checks/reading/picture-reading.entity';
import { sealFields } from '../src/domains/checks/reading/stored-readings';
import { newPictureKey, personKeysOfPictures, personsShownBy, pictureKeyOf } from '../src/domains/transactions/picture-keys';
import { createDeal, noteNotice } from '../src/domains/transactions/deals';
import { Image } from '../src/domains/transactions/image.entity';
import type { Party } from '../src/domains/transactions/party.entity';
import type { Dossier } from '../src/domains/transactions/present';
import { rulesOf } from '../src/domains/transactions/rules-in-force';
import { sealPicture } from '../src/domains/transactions/sealed-pictures';
import type { AgentActor } from '../src/http/actor';
import { insertRows } from '../src/insert-rows';
import { pictureFor } from '../test/people';
import type { EnrolledAgent } from '../test/register';

/** A completed deal of the bench, and whether its invoice names another car. */
export interface CompletedDeal {
  id: string;
  isFaulty: boolean;
}

interface Making {
  deps: Deps;
  marketId: string;
  /** The operator who is said to have completed it. */
  staffId: string;
  agent: EnrolledAgent;
  accountId: string;
}

const fault = inconsistencies.find(({ title }) => title === '发票车架号差一位')!;
/** What the server finds out about a picture is the same for all deals that show it. */
const inspected = new Map<string, { picture: Buffer; inspection: PhotoInspection }>();

/**
 * Completed deals with every picture and reading, checked by the real rules. The readings are those of a perfect reader and the
 * pictures are the demo's, so that hundreds take a minute; one in `faultyEvery` has an invoice with another VIN.
 */
export async function completeDeals(making: Making, count: number, faultyEvery: number): Promise<CompletedDeal[]> {
  const deals: CompletedDeal[] = [];
  for (let n = 0; deals.length < count; n++) {
    const made = madeDeal(`console ${n}`, { business: 'city_transfer', mortgage: 'none' });
    if ([made.seller, made.buyer].some(({ kind, attendance }) => kind === 'unit' || attendance === 'agent')) continue;
    const isFaulty = deals.length % faultyEvery === 0;
    deals.push({ id: await captureDeal(making, made, isFaulty), isFaulty });
  }
  for (const { id } of deals) await checkDeal(making.deps, id);
  const { db, clock } = making.deps;
  await db.query("UPDATE transactions SET state = 'completed', submitted_at = ?, completed_at = ?, completed_by = ? WHERE id IN (?)", [clock.now(), clock.now(), making.staffId, deals.map(({ id }) => id)]);
  return deals;
}

async function captureDeal({ deps, marketId, agent, accountId }: Making, made: MadeDeal, isFaulty: boolean): Promise<string> {
  const { db, keys, clock } = deps;
  const actor: AgentActor = { kind: 'agent', role: 'agent', companyId: null, certificateId: agent.certificateId, sessionId: '', accountId, host: 'wechat', personId: agent.personId };
  const by: By = { author: actor, origin: undefined, at: clock.now() };
  const person = (side: 'seller' | 'buyer') => ({ side, kind: 'person' as const, name: made[side].name, idNumber: made[side].number, attendance: 'present' as const });
  const input = { business: made.business, marketId, vin: made.vin, plate: made.plate, mortgaged: false, parties: [person('seller'), person('buyer')] };
  const dossier = await db.transaction(async (tx) => {
    const begun = await createDeal(tx, { input, agent: actor, keys }, by);
    for (const party of begun.parties) await noteNotice(tx, { deal: begun.deal, partyId: party.id, version: partyNotices.mobile.version, keys }, by);
    return begun;
  });
  const wanted = new Set(dossier.photos.filter(({ required }) => required).map(({ code }) => code));
  const papers = papersOf(made).filter(({ slot }) => wanted.has(slot));
  for (const paper of isFaulty ? fault.change(papers, made) : papers) await putPicture(deps, dossier, paper);
  return dossier.deal.id;
}

async function putPicture(deps: Deps, { deal, parties }: Pick<Dossier, 'deal'> & { parties: Party[] }, paper: DealPaper): Promise<void> {
  const { db, keys, clock } = deps;
  const at = clock.now();
  const { rules } = await rulesOf(db.manager, deal.rulesVersion);
  const type = rules.photos.find(({ code }) => code === paper.slot)!;
  const { picture, inspection } = await inspectedPicture(paper.slot, () => rules.quality[type.subject]);
  const id = uuidv7();
  const { sha256, bytes, width, height, sharpness, brightness } = inspection;
  const image: Image = {
    id, transactionId: deal.id, slot: paper.slot, state: 'accepted', replacesId: null, problemId: null, contentType: 'image/jpeg', declaredSha256: null,
    ...newPictureKey(keys, personsShownBy(type, parties), id), sha256, bytes, width, height, sharpness, brightness, problems: [], returnCode: null, returnNote: null,
    capturedAt: at, permittedAt: at, permitExpiresAt: at, receivedAt: at, nonceIssuedAt: at, captureMethod: 'in_app_camera', latitude: null, longitude: null, accuracyMetres: null, device: null, terminalId: null,
    objectKey: null, thumbnailKey: null, sealedSha256: null,
  }; // prettier-ignore
  Object.assign(image, await sealPicture(deps, { image, deal, sha256: inspection.sha256, full: picture, thumbnail: inspection.thumbnail }));
  const { kind, kindConfidence, fields, look } = asWritten(paper);
  const key = pictureKeyOf(keys, image, await personKeysOfPictures(db.manager, keys, [image]));
  const reading: PictureReading = {
    imageId: id, transactionId: deal.id, ownerId: deal.personId, state: 'done', background: false, turn: 0, enqueuedAt: at, runAt: at, attempts: 1, leaseUntil: null, startedAt: at, finishedAt: at,
    elapsedMs: 1000, engine: 'bench', failure: null, kind, kindConfidence, readSealed: sealFields(key, 'read', id, fields), typedSealed: null, look,
  }; // prettier-ignore
  await insertRows(db.manager, Image, [image]);
  await insertRows(db.manager, PictureReading, [reading]);
}

async function inspectedPicture(slot: string, limits: () => Parameters<typeof inspectPhoto>[1]) {
  const known = inspected.get(slot);
  if (known) return known;
  const picture = pictureFor(slot);
  const made = { picture, inspection: await inspectPhoto(picture, limits(), null) };
  inspected.set(slot, made);
  return made;
}
