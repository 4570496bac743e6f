import { uuidv7 } from 'uuidv7';
import { capture, newDeal, permitFor, pictureFor, upload, verifiedAgent } from '../../../../test/people';
import { useProduct } from '../../../../test/use-product';
import { insertRows } from '../../../insert-rows';
import { Image } from '../../transactions/image.entity';
import { Transaction } from '../../transactions/transaction.entity';
import { requestEarlierReadings } from './earlier';
import { PictureReading } from './picture-reading.entity';
import { claimReading, dropReadings, queueOf, reclaimReadings, requestReading } from './queue';

jest.setTimeout(120_000);
const product = useProduct();
const db = () => product().server.deps.db;
const now = () => product().clock.now();
let dealId: string;

/** So many pictures of one agent in the queue, in a deal of their own; rows only, for nobody reads them here. */
async function bring(ownerName: string, count: number, { background = false } = {}): Promise<Image[]> {
  const deal = await db().manager.findOneByOrFail(Transaction, { id: dealId });
  const model = await db().manager.findOneByOrFail(Image, { transactionId: dealId });
  const own = { ...deal, id: uuidv7(), serial: String(Math.floor(Math.random() * 1e17)).padStart(18, '0'), personId: ownerOf(ownerName) };
  const images = Array.from({ length: count }, () => ({ ...model, id: uuidv7(), transactionId: own.id, objectKey: null, thumbnailKey: null }));
  await db().transaction(async (tx) => {
    await insertRows(tx, Transaction, [own]);
    await insertRows(tx, Image, images);
    for (const image of images) await requestReading(tx, image, { owner: own, at: now(), background });
  });
  return images;
}
const owners = new Map<string, string>();
const ownerOf = (name: string) => owners.get(name) ?? owners.set(name, uuidv7()).get(name)!;
const nameOf = (ownerId: string) => [...owners].find(([, id]) => id === ownerId)?.[0];

/** Whose pictures are read, in order, by one worker. */
async function readInOrder(count: number): Promise<(string | undefined)[]> {
  const order: (string | undefined)[] = [];
  for (let at = 0; at < count; at++) {
    const claimed = await claimReading(db(), now());
    if (!claimed) break;
    order.push(nameOf(claimed.ownerId));
    await finish(claimed);
  }
  return order;
}
const finish = ({ imageId }: PictureReading) => db().manager.update(PictureReading, imageId, { state: 'done', leaseUntil: null, finishedAt: now(), elapsedMs: 2000 });

beforeAll(async () => {
  const agent = await verifiedAgent(product());
  ({ id: dealId } = await newDeal(agent));
  await capture(agent, dealId, 'P22');
});
beforeEach(() => db().query('DELETE FROM readings'));

describe('the queue of pictures to be read', () => {
  it('reads the one picture of an agent in the next round, not after the hundred of another', async () => {
    await bring('甲', 100);
    expect(await readInOrder(10)).toEqual(Array(10).fill('甲'));
    const [image] = await bring('乙', 1);
    expect(await queueOf(db().manager, image!.transactionId)).toEqual({ ahead: 1, seconds: 4 });
    expect(await readInOrder(3)).toEqual(['甲', '乙', '甲']);
  });

  it('takes turns among agents, each one’s oldest picture first', async () => {
    await bring('甲', 4);
    await bring('乙', 2);
    await bring('丙', 3);
    expect((await readInOrder(20)).join('')).toBe('甲乙丙甲乙丙甲丙甲');
  });

  it('gives nobody a start for having been away: who comes back stands where the round is', async () => {
    await bring('甲', 40);
    await readInOrder(30);
    await bring('乙', 10);
    expect((await readInOrder(8)).join('')).toBe('甲乙甲乙甲乙甲乙');
  });

  it('reads what nobody waits for when nothing else does', async () => {
    await bring('甲', 2, { background: true });
    await bring('乙', 2);
    expect((await readInOrder(4)).join('')).toBe('乙乙甲甲');
  });

  it('never gives one picture to two workers', async () => {
    await bring('甲', 20);
    await bring('乙', 20);
    const claimed = await Promise.all(Array.from({ length: 8 }, async () => {
      const ids: string[] = [];
      for (let found = await claimReading(db(), now()); found; found = await claimReading(db(), now())) ids.push(found.imageId);
      return ids;
    })); // prettier-ignore
    expect(new Set(claimed.flat()).size).toBe(40);
    expect(claimed.flat()).toHaveLength(40);
  });

  it('stops nobody who brings pictures while workers take others', async () => {
    const agent = await verifiedAgent(product());
    const deals = await Promise.all(Array.from({ length: 4 }, () => newDeal(agent)));
    let coming = true;
    const workers = [1, 2, 3].map(async () => {
      while (coming) {
        const claimed = await claimReading(db(), now());
        await reclaimReadings(db(), now());
        if (claimed) await finish(claimed);
        else await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    const picture = pictureFor('P22');
    const take = async (dealId: string) => {
      const permit = await permitFor(agent, dealId, 'P22', picture);
      await upload(permit, picture);
      const { status, body } = await agent.send('POST /images/:id/arrival', { params: { id: permit.image.id } });
      return [status, body.image?.state];
    };
    const taken = await Promise.all(deals.map(async ({ id }) => [await take(id), await take(id)]));
    coming = false;
    await Promise.all(workers);
    expect(taken.flat()).toEqual(Array(8).fill([200, 'accepted']));
  });

  it('gives back the picture of a worker that died, and gives it up when it has killed three', async () => {
    const [image] = await bring('甲', 1);
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect((await claimReading(db(), now()))?.attempts).toBe(attempt);
      expect(await reclaimReadings(db(), now())).toEqual([]);
      expect(await claimReading(db(), now())).toBeUndefined();
      product().clock.advance(91);
      expect(await reclaimReadings(db(), now())).toEqual(attempt < 3 ? [] : [image!.transactionId]);
    }
    expect(await db().manager.findOneBy(PictureReading, { imageId: image!.id })).toMatchObject({ state: 'failed', failure: 'crashed', leaseUntil: null });
  });

  it('tells a deal its place, and nothing once all of it is read', async () => {
    const [first] = await bring('甲', 12);
    const [second] = await bring('乙', 12);
    expect(await queueOf(db().manager, first!.transactionId)).toMatchObject({ ahead: 0 });
    expect(await queueOf(db().manager, second!.transactionId)).toMatchObject({ ahead: 1 });
    await readInOrder(24);
    expect(await queueOf(db().manager, second!.transactionId)).toBeNull();
  });

  it('forgets pictures that are no longer in force, and those of a cancelled deal', async () => {
    const [replaced, kept] = await bring('甲', 2);
    await db().manager.update(Image, replaced!.id, { state: 'replaced' });
    await dropReadings(db().manager, kept!.transactionId);
    expect(await db().manager.findBy(PictureReading, { transactionId: kept!.transactionId })).toMatchObject([{ imageId: kept!.id }]);
    await db().manager.update(Transaction, kept!.transactionId, { state: 'cancelled' });
    await dropReadings(db().manager, kept!.transactionId);
    expect(await db().manager.countBy(PictureReading, {})).toBe(0);
  });

  it('takes up the pictures of open deals that were there before it, behind all others', async () => {
    const images = await bring('甲', 3);
    await db().query('DELETE FROM readings');
    await db().manager.update(Image, images[0]!.id, { state: 'rejected' });
    for (let more = true; more; ) more = await requestEarlierReadings(product().server.deps);
    const rows = await db().manager.find(PictureReading);
    expect(rows.every(({ background }) => background)).toBe(true);
    expect(rows.map(({ imageId }) => imageId)).toEqual(expect.arrayContaining([images[1]!.id, images[2]!.id]));
    expect(rows.map(({ imageId }) => imageId)).not.toContain(images[0]!.id);
  });
});
