import { createHash } from 'node:crypto';
import type { RequestOf } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { DocumentField, ReadField } from '../src/adapters/ocr/ocr';
import { checkDeal } from '../src/domains/checks/check-deal';
import type { Finding } from '../src/domains/checks/looking/look';
import { PictureReading } from '../src/domains/checks/reading/picture-reading.entity';
import { sealFields } from '../src/domains/checks/reading/stored-readings';
import { expectedKind } from '../src/domains/checks/slots';
import { Image } from '../src/domains/transactions/image.entity';
import { Party } from '../src/domains/transactions/party.entity';
import { newPictureKey, personKeysOfPictures, personsShownBy, pictureKeyOf } from '../src/domains/transactions/picture-keys';
import { photosOf } from '../src/domains/transactions/rules-in-force';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import { insertRows } from '../src/insert-rows';
import { goodPapers } from './deal-facts';
import { type Caller, newDeal } from './people';
import type { Product } from './product';

type Fields = Partial<Record<DocumentField, string>>;
type DealBody = NonNullable<RequestOf<'POST /transactions'>['body']>;

/** What stands on a picture, as if it had been read; `waiting` for one that is not read yet. */
export interface Paper {
  fields?: Fields;
  findings?: Finding[];
  confidence?: number;
  waiting?: true;
}

/**
 * A deal with every notice given and every required picture accepted and read, without a phone, a storage and a reader: each
 * paper says what `goodPapers` say, but for `papers`.
 */
export async function readDeal(product: Product, agent: Caller, { papers = {}, ...change }: Partial<DealBody> & { papers?: Record<string, Paper> } = {}): Promise<string> {
  const { id } = await newDeal(agent, change);
  const { db } = product.server.deps;
  await db.query("UPDATE parties SET notified_at = ?, notice_version = '2026-1' WHERE transaction_id = ?", [product.clock.now(), id]);
  const deal = await db.manager.findOneByOrFail(Transaction, { id });
  const parties = await db.manager.findBy(Party, { transactionId: id });
  const required = (await photosOf(db.manager, { ...deal, parties })).filter((photo) => photo.required).map(({ code }) => code);
  for (const slot of new Set([...required, ...Object.keys(papers)])) await takePaper(product, id, slot, papers[slot]);
  await checkDeal(product.server.deps, id);
  return id;
}

/** Takes one picture anew: it takes the place of the one in its slot. */
export async function retakePaper(product: Product, dealId: string, slot: string, paper: Paper = {}): Promise<string> {
  await product.server.deps.db.query("UPDATE images SET state = 'replaced' WHERE transaction_id = ? AND slot = ?", [dealId, slot]);
  const imageId = await takePaper(product, dealId, slot, paper);
  await checkDeal(product.server.deps, dealId);
  return imageId;
}

async function takePaper({ server: { deps }, clock }: Product, dealId: string, slot: string, { fields, findings, confidence, waiting }: Paper = {}): Promise<string> {
  const { db, keys } = deps;
  const now = clock.now();
  const deal = await db.manager.findOneByOrFail(Transaction, { id: dealId });
  const parties = await db.manager.findBy(Party, { transactionId: dealId });
  const photo = (await photosOf(db.manager, { ...deal, parties })).find(({ code }) => code === slot)!;
  const id = uuidv7();
  const sha256 = createHash('sha256').update(id).digest('hex');
  const image: Omit<Image, 'transaction'> = {
    id, transactionId: dealId, slot, state: 'accepted', problemId: null, replacesId: null, objectKey: `transactions/${id}.sealed`, thumbnailKey: null, contentType: 'image/jpeg', declaredSha256: sha256, sha256, sealedSha256: sha256,
    bytes: 100_000, width: 2000, height: 1500, sharpness: 500, brightness: 120, problems: [], returnCode: null, returnNote: null, capturedAt: now, permittedAt: now, permitExpiresAt: now, receivedAt: now,
    nonceIssuedAt: now, captureMethod: 'in_app_camera', latitude: null, longitude: null, accuracyMetres: null, device: null, terminalId: null, ...newPictureKey(keys, personsShownBy(photo, parties), id),
  }; // prettier-ignore
  await insertRows(db.manager, Image, [image as Image]);
  const ended = waiting ? {} : await endedReading(keys, db.manager, image as Image, { fields, findings, confidence }, now);
  await db.manager.insert(PictureReading, {
    imageId: id, transactionId: dealId, ownerId: deal.personId, state: 'waiting', background: false, turn: 0, enqueuedAt: now, runAt: now, attempts: 1, kind: expectedKind(slot), kindConfidence: 0.95, ...ended,
  }); // prettier-ignore
  return id;
}

/** What stands on a picture that was really taken, as if it had been read. */
export async function readPicture({ server: { deps }, clock }: Product, imageId: string, paper: Omit<Paper, 'waiting'>): Promise<void> {
  const { db, keys } = deps;
  const image = await db.manager.findOneByOrFail(Image, { id: imageId });
  await db.manager.update(PictureReading, { imageId }, await endedReading(keys, db.manager, image, paper, clock.now()));
}

async function endedReading(keys: Product['server']['deps']['keys'], tx: EntityManager, image: Image, { fields, findings = [], confidence = 0.95 }: Omit<Paper, 'waiting'>, now: Date) {
  const key = pictureKeyOf(keys, image, await personKeysOfPictures(tx, keys, [image]));
  const read = Object.entries({ ...goodPapers[image.slot], ...fields }).map(([field, value]): ReadField => ({ field: field as DocumentField, value, confidence, box: { x: 0.1, y: 0.1, width: 0.4, height: 0.1 } }));
  return { state: 'done' as const, finishedAt: now, readSealed: sealFields(key, 'read', image.id, read), look: { findings, outline: null, exif: { make: null, model: null, software: null, takenAt: null } } };
}
