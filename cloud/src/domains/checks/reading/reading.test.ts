import { createTestDatabase } from '../../../../test/database';
import { type Caller, capture, newDeal, pictureFor, verifiedAgent } from '../../../../test/people';
import { type Product, startProduct } from '../../../../test/product';
import type { DocumentKind, DocumentReader } from '../../../adapters/ocr/ocr';
import { ProviderError } from '../../../adapters/provider-error';
import { Image } from '../../transactions/image.entity';
import { PictureReading } from './picture-reading.entity';
import { storedReadings } from './stored-readings';

/** A reader that reads the same from every picture, and waits or fails for a kind as it is told. */
function teachableReader() {
  const reads: DocumentKind[] = [];
  const failures = new Map<DocumentKind, Error[]>();
  const holds = new Map<DocumentKind, Promise<void>>();
  const reader: DocumentReader = {
    engine: 'teachable/1',
    async read(_picture, expected) {
      reads.push(expected);
      const failure = failures.get(expected)?.shift();
      if (failure) throw failure;
      await holds.get(expected);
      const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.05 };
      return { engine: 'teachable/1', kind: expected, kindConfidence: 0.97, fields: [{ field: 'vin', value: 'LSGPC52U6AF102554', confidence: 0.62, box }], lines: [{ text: '车主 卖方甲', confidence: 1, box }] };
    },
    close: () => Promise.resolve(),
  };
  /** Keeps pictures of this kind until it is told to go on. */
  const hold = (kind: DocumentKind): (() => void) => {
    let goOn = () => {};
    holds.set(kind, new Promise((resolve) => (goOn = resolve)));
    return () => (holds.delete(kind), goOn());
  };
  return { reader, reads, hold, fail: (kind: DocumentKind, ...errors: Error[]) => void failures.set(kind, errors) };
}

jest.setTimeout(120_000);
const teachable = teachableReader();
let product: Product;
let agent: Caller;
beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { checkWorkers: 2, ocr: teachable.reader });
  agent = await verifiedAgent(product);
});
afterAll(() => product?.close());

const db = () => product.server.deps.db.manager;
/** What is known of a picture, once it is in this state. */
async function readingOf(imageId: string, state: PictureReading['state'] = 'done'): Promise<PictureReading> {
  for (let tries = 0; tries < 1200; tries++) {
    const row = await db().findOneByOrFail(PictureReading, { imageId });
    if (row.state === state) return row;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`picture ${imageId} is not ${state}: ${JSON.stringify(await db().findOneBy(PictureReading, { imageId }))}`);
}
/** Until a worker has begun with it so often. */
async function attempted(imageId: string, attempts: number): Promise<void> {
  while ((await db().findOneByOrFail(PictureReading, { imageId })).attempts < attempts) await new Promise((resolve) => setTimeout(resolve, 20));
}
/** Until the rules wait for a deal that somebody else has. */
async function rulesWait(): Promise<void> {
  const waiting = () => product.server.deps.db.query("SELECT 1 FROM information_schema.processlist WHERE info LIKE 'SELECT%FROM `transactions`%FOR UPDATE'");
  while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}
/** So much later, with the workers awake. */
function later(seconds: number): void {
  product.clock.advance(seconds);
  product.server.deps.readingBell.ring();
}
const opened = async (imageId: string) => (await storedReadings(db(), product.server.deps.keys, [await db().findOneByOrFail(Image, { id: imageId })])).get(imageId)!;

describe('读取照片', () => {
  it('tells of nothing as read before the rules have spoken of it', async () => {
    const goOn = teachable.hold('vehicle_licence');
    const { id: dealId } = await newDeal(agent);
    const { id } = await capture(agent, dealId, 'P22');
    await attempted(id, 1);
    await product.server.deps.db.transaction(async (tx) => {
      // Somebody else has the deal: the rules cannot speak of it now.
      await tx.query('SELECT id FROM transactions WHERE id = ? FOR UPDATE', [dealId]);
      goOn();
      await rulesWait();
      expect((await db().findOneByOrFail(PictureReading, { imageId: id })).state).toBe('running');
    });
    await readingOf(id);
    const check = await agent.call('GET /transactions/:id/checks', { params: { id: dealId } });
    expect(check.results.find(({ rule }) => rule === 'T-04')).toMatchObject({ values: expect.arrayContaining([expect.objectContaining({ imageId: id })]) });
  });
  it('begins when a picture is accepted; what was read lies sealed, the lines of print nowhere', async () => {
    const { id } = await newDeal(agent);
    const image = await capture(agent, id, 'P22');
    const row = await readingOf(image.id);
    expect(row).toMatchObject({ transactionId: id, attempts: 1, engine: 'teachable/1', kind: 'vehicle_licence', kindConfidence: 0.97, failure: null, background: false });
    expect(JSON.stringify(row)).not.toContain('LSGPC52U6AF102554');
    expect(await opened(image.id)).toMatchObject({ state: 'done', fields: [{ field: 'vin', value: 'LSGPC52U6AF102554', confidence: 0.62, source: 'read' }] });
  });

  it('reads nothing from what has nothing to read: portraits and contracts', async () => {
    const { id } = await newDeal(agent);
    const before = teachable.reads.length;
    const row = await readingOf((await capture(agent, id, 'P03')).id);
    expect([row.kind, row.engine, teachable.reads.length]).toEqual([null, null, before]);
  });

  it('tries a crash once more, then gives the picture up and says why', async () => {
    const { id } = await newDeal(agent);
    teachable.fail('vin_plate', new Error('the thread is gone'));
    const mended = await capture(agent, id, 'P26');
    await readingOf(mended.id, 'waiting');
    later(5);
    expect((await readingOf(mended.id)).attempts).toBe(2);

    teachable.fail('vehicle_licence', new Error('the thread is gone'), new Error('gone again'));
    const fatal = await capture(agent, id, 'P22');
    await readingOf(fatal.id, 'waiting');
    later(5);
    expect(await readingOf(fatal.id, 'failed')).toMatchObject({ attempts: 2, failure: 'crashed', kind: null, leaseUntil: null });
  });

  it('waits longer each time for a service that is away, and reads when it is back', async () => {
    const { id } = await newDeal(agent);
    const away = () => new ProviderError('unavailable', 'oss', 'read', 'ECONNREFUSED');
    teachable.fail('vin_plate', away(), away(), away());
    const image = await capture(agent, id, 'P26');
    let attempt = 2;
    for (const seconds of [2, 4, 8]) {
      const { runAt } = await readingOf(image.id, 'waiting');
      expect(Math.round((runAt.getTime() - product.clock.now().getTime()) / 1000)).toBeLessThanOrEqual(seconds);
      later(seconds + 1);
      await attempted(image.id, attempt++);
    }
    expect((await readingOf(image.id)).attempts).toBe(4);
  });

  it('does not ask again where the reader refuses the picture', async () => {
    const { id } = await newDeal(agent);
    teachable.fail('vin_plate', new ProviderError('rejected', 'oss', 'read'));
    expect(await readingOf((await capture(agent, id, 'P26')).id, 'failed')).toMatchObject({ attempts: 1, failure: 'unreadable' });
  });

  it('gives up a picture that the storage holds damaged, and goes on with the others', async () => {
    const { id } = await newDeal(agent);
    teachable.fail('vin_plate', new Error('later'));
    const image = await capture(agent, id, 'P26');
    await readingOf(image.id, 'waiting');
    const { objectKey } = await db().findOneByOrFail(Image, { id: image.id });
    await product.server.deps.storage.write(objectKey!, Buffer.from('something else'), 'application/octet-stream');
    later(5);
    expect(await readingOf(image.id, 'failed')).toMatchObject({ failure: 'damaged' });
    expect((await readingOf((await capture(agent, id, 'P22')).id)).state).toBe('done');
  });

  it('of an erased person nothing opens any more, and nothing new is kept', async () => {
    const { id } = await newDeal(agent, { parties: [{ side: 'seller', kind: 'person', name: '卖方丁', idNumber: '330203199208080028', attendance: 'present' }, { side: 'buyer', kind: 'person', name: '买方乙', idNumber: '11010519491231002X', attendance: 'present' }] });
    const read = await capture(agent, id, 'P22');
    await readingOf(read.id);
    teachable.fail('id_front', new Error('later'));
    const unread = await capture(agent, id, 'P01');
    await readingOf(unread.id, 'waiting');
    await db().query('UPDATE person_keys k JOIN parties p ON p.key_id = k.id SET k.wrapped = NULL, k.id_number_index = NULL, k.erased_at = NOW(3) WHERE p.transaction_id = ? AND p.side = ?', [id, 'seller']);
    later(5);
    expect(await readingOf(unread.id, 'failed')).toMatchObject({ failure: 'erased', readSealed: null });
    expect((await opened(read.id)).fields).toEqual([]);
  });

  it('forgets the waiting picture that a better one replaces', async () => {
    const { id } = await newDeal(agent);
    teachable.fail('vehicle_licence', new Error('later'));
    const first = await capture(agent, id, 'P22');
    await attempted(first.id, 1);
    await readingOf(first.id, 'waiting');
    await db().update(PictureReading, first.id, { runAt: new Date(product.clock.now().getTime() + 3600_000) });
    const second = await capture(agent, id, 'P22', pictureFor('P22'));
    await readingOf(second.id);
    expect(await db().findOneBy(PictureReading, { imageId: first.id })).toBeNull();
  });
});
