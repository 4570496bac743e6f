import { uuidv7 } from 'uuidv7';
import { dayInShanghai } from '../src/clock';
import { StoredResult } from '../src/domains/checks/deal-check.entity';
import { PictureReading } from '../src/domains/checks/reading/picture-reading.entity';
import { sealFields, storedReadings } from '../src/domains/checks/reading/stored-readings';
import { InspectionCase } from '../src/domains/inspections/inspection-case.entity';
import { InspectionLook } from '../src/domains/inspections/inspection-look.entity';
import { openPersonKey } from '../src/domains/privacy/person-keys';
import { Image } from '../src/domains/transactions/image.entity';
import { placeOfParty } from '../src/domains/transactions/parties';
import { Party } from '../src/domains/transactions/party.entity';
import { newPictureKey, personKeysOfPictures, personsShownBy, pictureKeyOf } from '../src/domains/transactions/picture-keys';
import { photosOf } from '../src/domains/transactions/rules-in-force';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import { insertRows } from '../src/insert-rows';
import { employeeAt, verifiedAgent } from '../test/people';
import { quickDeal } from '../test/problems';
import type { Product } from '../test/product';

const batch = 200;

/**
 * So many completed deals, each with its parties, its pictures with keys and readings of their own, and its results, and a case
 * of each in the queue: set by set, after the likeness of one deal that went the product's own way.
 */
export async function fillQueue(product: Product, count: number): Promise<void> {
  const { db, keys, clock } = product.server.deps;
  const { id } = await quickDeal(product, await verifiedAgent(product), await employeeAt(product, 'operator1'), { plate: '浙B10001' });
  const deal = await db.manager.findOneByOrFail(Transaction, { id });
  const parties = await db.manager.findBy(Party, { transactionId: id });
  const images = await db.manager.findBy(Image, { transactionId: id, state: 'accepted' });
  const readings = await storedReadings(db.manager, keys, images);
  const rows = await db.manager.findBy(PictureReading, { transactionId: id });
  const results = await db.manager.findBy(StoredResult, { transactionId: id });
  const photos = await photosOf(db.manager, { ...deal, parties });
  const persons = await personKeysOfPictures(db.manager, keys, images);
  const plain = parties.map((party) => {
    const key = openPersonKey(keys, party.key!);
    return { key, name: key.open(party.nameSealed, placeOfParty(party.id, 'name')), number: key.open(party.numberSealed, placeOfParty(party.id, 'number')) };
  });
  const at = clock.now();
  const day = dayInShanghai(at);

  function like(n: number) {
    const transactionId = uuidv7();
    const pictures = images.map((image): Image => {
      const imageId = uuidv7();
      return { ...image, id: imageId, transactionId, objectKey: `transactions/${imageId}.sealed`, ...newPictureKey(keys, personsShownBy(photos.find(({ code }) => code === image.slot)!, parties), imageId) };
    });
    const imageIds = new Map(images.map((image, index) => [image.id, pictures[index]!.id]));
    const caseId = uuidv7();
    return {
      deals: [{ ...deal, id: transactionId, serial: `9${String(n).padStart(17, '0')}` }],
      parties: parties.map((party, index): Party => {
        const [partyId, { key, name, number }] = [uuidv7(), plain[index]!];
        return { ...party, id: partyId, transactionId, nameSealed: key.seal(name, placeOfParty(partyId, 'name')), numberSealed: key.seal(number, placeOfParty(partyId, 'number')) };
      }),
      pictures,
      readings: pictures.map((image, index): PictureReading => {
        const fields = readings.get(images[index]!.id)!.fields.map(({ source: _source, ...field }) => field);
        const row = rows.find(({ imageId }) => imageId === images[index]!.id)!;
        return { ...row, imageId: image.id, transactionId, readSealed: sealFields(pictureKeyOf(keys, image, persons), 'read', image.id, fields) };
      }),
      results: results.map((result): StoredResult => {
        const shown = JSON.stringify(result.shown).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (known) => imageIds.get(known) ?? known);
        return { ...result, transactionId, shown: JSON.parse(shown) as StoredResult['shown'] };
      }),
      cases: [{ id: caseId, transactionId, origin: 'sample', risk: 0, state: 'waiting', day, createdAt: at, closedAt: null } as InspectionCase],
      looks: [{ id: uuidv7(), caseId, kind: 'first', turn: 1 + ((n * 7919) % count) / count, question: null, state: 'open', claimableAt: at, staffId: null, decidedAt: null, verdict: null, note: null, marks: null, seconds: null } as InspectionLook],
    };
  }

  for (let from = 0; from < count; from += batch) {
    const made = Array.from({ length: Math.min(batch, count - from) }, (_, offset) => like(from + offset));
    await insertRows(db.manager, Transaction, made.flatMap((one) => one.deals));
    await insertRows(db.manager, Party, made.flatMap((one) => one.parties));
    await insertRows(db.manager, Image, made.flatMap((one) => one.pictures));
    await insertRows(db.manager, PictureReading, made.flatMap((one) => one.readings));
    await insertRows(db.manager, StoredResult, made.flatMap((one) => one.results));
    await insertRows(db.manager, InspectionCase, made.flatMap((one) => one.cases));
    await insertRows(db.manager, InspectionLook, made.flatMap((one) => one.looks));
  }
  await db.query('ANALYZE TABLE transactions, parties, images, readings, rule_results, inspection_cases, inspection_looks');
}
