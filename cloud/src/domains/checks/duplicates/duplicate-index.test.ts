import sharp from 'sharp';
import { randomOf } from '../../../../local/documents/random';
import { type Caller, capture, newDeal, verifiedAgent } from '../../../../test/people';
import { useProduct } from '../../../../test/use-product';
import { createDuplicateIndex, type DuplicateIndex } from './duplicate-index';
import { hashesOf, type PictureHashes } from './hashes';
import { identityOf } from './identity';
import { forgetHashesOf, rememberHashes } from './remember-hashes';

const product = useProduct();
let agent: Caller;
beforeAll(async () => {
  agent = await verifiedAgent(product());
});

/** Clouds of light and dark, other ones for each seed. */
async function hashesOfScene(seed: string): Promise<PictureHashes> {
  const random = randomOf(seed);
  const raw = Buffer.from(Array.from({ length: 108 }, () => random.integer(20, 235)));
  return hashesOf(await sharp(raw, { raw: { width: 12, height: 9, channels: 1 } }).resize(800, 600, { kernel: 'cubic' }).jpeg().toBuffer());
}

async function takenPicture(slot = 'P28') {
  const { id: dealId } = await newDeal(agent);
  return { id: (await capture(agent, dealId, slot)).id, slot, dealId };
}

const distances = async (index: DuplicateIndex, hashes: PictureHashes, { kind = 'odometer', identity = null as string | null } = {}) =>
  (await index.nearest({ ...hashes, kind, identity, most: 5 })).map(({ distance }) => distance);

it('finds what another process wrote, even where that is committed later than what came after it', async () => {
  const { db } = product().server.deps;
  const [here, there] = [createDuplicateIndex(db), createDuplicateIndex(db)];
  const [first, second] = [await takenPicture(), await takenPicture()];
  const [ofFirst, ofSecond] = [await hashesOfScene('first'), await hashesOfScene('second')];
  await db.transaction(async (tx) => {
    await rememberHashes(tx, first, ofFirst);
    await rememberHashes(db.manager, second, ofSecond);
    expect(await distances(here, ofSecond)).toEqual([0]);
    expect(await distances(here, ofFirst)).toEqual([]);
  });
  expect(await distances(here, ofFirst)).toEqual([0]);
  expect(await distances(there, ofFirst)).toEqual([0]);
  await Promise.all([here.close(), there.close()]);
});

it('reads the table anew where its thread has ended', async () => {
  const { db } = product().server.deps;
  const index = createDuplicateIndex(db);
  const scene = await hashesOfScene('thread');
  await rememberHashes(db.manager, await takenPicture(), scene);
  expect(await distances(index, scene)).toEqual([0]);
  await index.close();
  expect(await distances(index, scene)).toEqual([0]);
  await index.close();
});

it('passes over papers whose own number is known to be another, and over those of another kind', async () => {
  const { db, keys, duplicates } = product().server.deps;
  const identity = (idNumber: string) => identityOf(keys, 'id_front', [{ field: 'idNumber', value: idNumber, confidence: 0.97, box: null }]);
  const card = await hashesOfScene('card');
  await rememberHashes(db.manager, await takenPicture('P01'), card, identity('330203199001010014'));
  expect(await distances(duplicates, card, { kind: 'id_front', identity: identity('330206199202290031') })).toEqual([]);
  expect(await distances(duplicates, card, { kind: 'id_front', identity: identity('330203199001010014') })).toEqual([0]);
  expect(await distances(duplicates, card, { kind: 'id_front' })).toEqual([0]);
  expect(await distances(duplicates, card, { kind: 'id_back' })).toEqual([]);
  expect(identity('330206199202290032')).toBeNull();
});

it('looks at papers of the same number however much their light has changed', async () => {
  const { db, keys, duplicates } = product().server.deps;
  const identity = identityOf(keys, 'id_front', [{ field: 'idNumber', value: '110101199003070134', confidence: 0.97, box: null }]);
  expect(identity).not.toBeNull();
  const [before, after] = [await hashesOfScene('before'), await hashesOfScene('after')];
  await rememberHashes(db.manager, await takenPicture('P01'), before, identity);
  expect(await distances(duplicates, after, { kind: 'id_front', identity })).toHaveLength(1);
  expect(await distances(duplicates, after, { kind: 'id_front' })).toEqual([]);
});

it('forgets the pictures of a person who is erased, in every process', async () => {
  const { db, duplicates } = product().server.deps;
  const elsewhere = createDuplicateIndex(db);
  const image = await takenPicture('P01');
  const scene = await hashesOfScene('erased');
  await rememberHashes(db.manager, image, scene);
  for (const index of [duplicates, elsewhere]) expect(await distances(index, scene, { kind: 'id_front' })).toContain(0);
  const [{ keyId }] = await db.query("SELECT key_id AS keyId FROM parties WHERE transaction_id = ? AND side = 'seller'", [image.dealId]);
  await db.transaction((tx) => forgetHashesOf(tx, keyId));
  for (const index of [duplicates, elsewhere]) expect(await distances(index, scene, { kind: 'id_front' })).not.toContain(0);
  expect(await db.query('SELECT 1 FROM picture_hashes WHERE image_id = ?', [image.id])).toEqual([]);
  await elsewhere.close();
});
