import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { pictureOf } from '../../../../local/documents/deal';
import { drawPaper } from '../../../../local/documents/draw';
import { photograph } from '../../../../local/documents/photograph';
import type { PaperKind, PaperValues } from '../../../../local/documents/sheet';
import { atCounter } from '../../../../test/counter';
import { counterDeal } from '../../../../test/counter-deals';
import { buyer, type Caller, capture, newDeal, seller, verifiedAgent } from '../../../../test/people';
import { useProduct } from '../../../../test/use-product';
import { Image } from '../../transactions/image.entity';
import { PictureReading } from '../reading/picture-reading.entity';
import { storedReadings } from '../reading/stored-readings';
import { expectedKind } from '../slots';
import { findDuplicates } from './find-duplicates';
import { hashesOf } from './hashes';
import { rememberHashes } from './remember-hashes';

const product = useProduct();
let agent: Caller;
beforeAll(async () => {
  agent = await verifiedAgent(product());
});

const licence: PaperValues = { plate: '浙B12345', vehicleType: '小型轿车', owner: '甄示范', address: '浙江省示范市样板区虚构街道1号', useNature: '非营运', model: '示范牌SF7000', vin: 'LSGPC52U6AF102554', engineNumber: 'A1234567', registeredOn: '2020-05-18', issuedOn: '2020-05-18' };
const photoOf = async (kind: PaperKind, values: PaperValues, seed: string) => (await photograph(drawPaper({ kind, values, seed: 'paper' }), { seed, longSide: 1400 })).picture;

/** What the worker does with a picture of a deal that has been received. */
async function taken(dealId: string, slot: string, picture: Buffer, who = agent) {
  const { id: imageId } = await capture(who, dealId, slot, picture);
  const { deps } = product().server;
  const hashes = await hashesOf(picture);
  await rememberHashes(deps.db.manager, { id: imageId, slot }, hashes);
  return { id: imageId, findings: await findDuplicates(deps, { imageId, transactionId: dealId, kind: expectedKind(slot), fields: [], hashes, picture }) };
}

describe('an agent who takes last week’s picture of a 行驶证 for this week’s deal', () => {
  let lastWeek: string;
  let picture: Buffer;
  beforeAll(async () => {
    picture = await photoOf('vehicle_licence', licence, 'last week');
    const first = await taken((await newDeal(agent)).id, 'P22', picture);
    expect(first.findings).toEqual([]);
    lastWeek = first.id;
  });

  it.each<[string, (from: sharp.Sharp) => sharp.Sharp]>([
    ['compressed again', (from) => from.jpeg({ quality: 30 })],
    ['made small', (from) => from.resize(1000).jpeg({ quality: 60 })],
    ['cut at each side', (from) => from.extract({ left: 70, top: 52, width: 1260, height: 945 }).jpeg({ quality: 70 })],
    ['cut at two sides', (from) => from.extract({ left: 60, top: 0, width: 1340, height: 1000 }).jpeg({ quality: 70 })],
    ['made brighter', (from) => from.linear(1.15).jpeg({ quality: 80 })],
    ['turned a little', (from) => from.rotate(2, { background: '#777' }).jpeg({ quality: 80 })],
  ])('is found where it was %s', async (_, change) => {
    const { findings } = await taken((await newDeal(agent)).id, 'P22', await change(sharp(picture)).toBuffer());
    expect(findings).toEqual([{ detector: 'duplicate', score: expect.any(Number), box: null, otherImageId: expect.any(String) }]);
    expect(findings[0]!.score).toBeGreaterThanOrEqual(0.9);
    expect(findings[0]!.score).toBeLessThan(1);
  });

  it('is found by the file itself, in whatever slot', async () => {
    const { findings } = await taken((await newDeal(agent)).id, 'P23', picture);
    expect(findings).toEqual([{ detector: 'duplicate', score: 1, box: null, otherImageId: lastWeek }]);
  });

  it('is found after the index has been lost, and read from the table anew', async () => {
    const { deps } = product().server;
    await deps.duplicates.close();
    const { findings } = await taken((await newDeal(agent)).id, 'P22', await sharp(picture).jpeg({ quality: 45 }).toBuffer());
    expect(findings[0]!.score).toBeGreaterThanOrEqual(0.9);
  });
});

it('a picture taken again for the same deal is none, and neither is the same paper photographed anew for another', async () => {
  const { id: dealId } = await newDeal(agent);
  const values = { ...licence, vin: 'LFV3A23C8H3000001', plate: '浙B54321' };
  const first = await photoOf('vehicle_licence', values, 'monday');
  expect((await taken(dealId, 'P22', first)).findings).toEqual([]);
  expect((await taken(dealId, 'P22', await sharp(first).jpeg({ quality: 60 }).toBuffer())).findings).toEqual([]);
  expect((await taken((await newDeal(agent)).id, 'P22', await photoOf('vehicle_licence', values, 'tuesday'))).findings).toEqual([]);
});

it('two ID cards are not confused, though the document camera shows them in the same place', async () => {
  const scan = async (values: PaperValues) => (await pictureOf({ slot: 'P01', kind: 'id_front', values, seed: 'scan' }, { noise: 1, coverage: 0.97, longSide: 1400 })).picture;
  const one = await scan({ name: '甄示范', idNumber: '330203199001010014', address: '浙江省示范市样板区虚构街道1号' });
  const other = await scan({ name: '贾样例', idNumber: '330206199202290031', address: '浙江省示范市示例区假想街道22号3幢' });
  expect((await taken((await newDeal(agent)).id, 'P01', one)).findings).toEqual([]);
  expect((await taken((await newDeal(agent)).id, 'P01', other)).findings).toEqual([]);
  expect((await taken((await newDeal(agent)).id, 'P01', other)).findings[0]!.score).toBe(1);
});

describe('several cars of one seller at a counter', () => {
  const xWithTypo = { ...seller, idNumber: '330206199202290031' };
  let operator: Caller;
  let number: string;
  let dates = 0;
  beforeAll(async () => {
    operator = await atCounter(product(), 'operator1');
    number = (await agent.call('GET /certificate', {})).certificate.number;
  });
  const begin = (batchId: string | null, sold = seller) => counterDeal(operator, number, { batchId, plate: `浙B${String(40000 + ++dates)}`, parties: [sold, buyer] as never });
  /** A picture that nobody has seen before. */
  const newPicture = () => photoOf('id_front', { name: '卖方甲', idNumber: `33020319900101${String(1000 + ++dates)}`, address: `示范市样板区${dates}号` }, `batch ${dates}`);
  const findingsIn = async (deal: { id: string }, slot: string, picture: Buffer, who = operator) => (await taken(deal.id, slot, picture, who)).findings;

  it('share the pictures of the seller, as they are and compressed again', async () => {
    const [batchId, picture] = [randomUUID(), await newPicture()];
    for (const shared of [picture, picture, await sharp(picture).jpeg({ quality: 60 }).toBuffer()]) expect(await findingsIn(await begin(batchId), 'P01', shared)).toEqual([]);
  });

  it('and nothing else: not with another seller, in another slot, without a batch or in another one', async () => {
    const [batchId, picture] = [randomUUID(), await newPicture()];
    const first = await taken((await begin(batchId)).id, 'P01', picture, operator);
    const twin = [{ detector: 'duplicate', score: 1, box: null, otherImageId: first.id }];
    expect(await findingsIn(await begin(batchId, xWithTypo as never), 'P01', picture)).toEqual(twin);
    expect(await findingsIn(await begin(batchId), 'P03', picture)).toEqual(twin);
    expect(await findingsIn(await begin(null), 'P01', picture)).toEqual(twin);
    expect(await findingsIn(await begin(randomUUID()), 'P01', picture)).toEqual(twin);
    expect(await findingsIn(await newDeal(agent), 'P01', picture, agent)).toEqual(twin);
  });

  it('not the pictures of the buyer and the car', async () => {
    const [batchId, picture] = [randomUUID(), await newPicture()];
    for (const slot of ['P07', 'P22']) {
      const [one, other] = [await begin(batchId), await begin(batchId)];
      const again = await sharp(picture).jpeg({ quality: slot === 'P07' ? 71 : 72 }).toBuffer();
      await taken(one.id, slot, again, operator);
      expect((await findingsIn(other, slot, again))[0]?.score).toBe(1);
    }
  });

  it('not in another market, nor a week later', async () => {
    const [batchId, picture] = [randomUUID(), await newPicture()];
    await findingsIn(await begin(batchId), 'P01', picture);
    const [elsewhere, late] = [await begin(batchId), await begin(batchId)];
    await product().server.deps.db.query("UPDATE transactions SET market_id = (SELECT id FROM markets WHERE code = '0002') WHERE id = ?", [elsewhere.id]);
    expect((await findingsIn(elsewhere, 'P01', picture, await atCounter(product(), 'operator2')))[0]?.score).toBe(1);
    await product().server.deps.db.query('UPDATE transactions SET created_at = created_at + INTERVAL 7 DAY WHERE id = ?', [late.id]);
    expect((await findingsIn(late, 'P01', picture))[0]?.score).toBe(1);
  });

  it('a picture that stands in another deal too is found behind all that share it', async () => {
    const [batchId, picture] = [randomUUID(), await newPicture()];
    const stranger = await taken((await newDeal(agent)).id, 'P01', picture);
    for (let car = 0; car < 3; car++) expect((await findingsIn(await begin(batchId), 'P01', picture))[0]).toMatchObject({ score: 1, otherImageId: stranger.id });
  });

  it('who is entered anew after the pictures were read shares them no more, and again when the other deal follows', async () => {
    const [batchId, picture] = [randomUUID(), await newPicture()];
    const deals = [await begin(batchId), await begin(batchId)];
    const images: string[] = [];
    const { db, keys } = product().server.deps;
    for (const { id } of deals) {
      const { id: imageId, findings } = await taken(id, 'P01', picture, operator);
      expect(findings).toEqual([]);
      images.push(imageId);
      await db.manager.update(PictureReading, imageId, { state: 'done', finishedAt: product().clock.now(), look: { findings, outline: null, exif: { make: null, model: null, software: null, takenAt: null } } });
    }
    const enter = ({ id, business, marketId, vin, plate }: (typeof deals)[number]) =>
      operator.call('PUT /transactions/:id', { params: { id }, body: { business, marketId, vin, plate, mortgaged: false, parties: [xWithTypo, buyer] } });
    const found = async (at: number) => (await storedReadings(db.manager, keys, [await db.manager.findOneByOrFail(Image, { id: images[at]! })])).get(images[at]!)!.look!.findings;
    const ruled = async (at: number) => (await operator.call('GET /transactions/:id/checks', { params: { id: deals[at]!.id } })).results.find(({ rule }) => rule === 'T-15')?.verdict;
    expect([await found(0), await found(1)]).toEqual([[], []]);

    await enter(deals[1]!);
    expect(await found(0)).toEqual([{ detector: 'duplicate', score: 1, box: null, otherImageId: images[1] }]);
    expect([await found(1), await ruled(1)]).toEqual([[{ detector: 'duplicate', score: 1, box: null, otherImageId: images[0] }], 'inconsistent']);
    await enter(deals[0]!);
    expect([await found(0), await found(1), await ruled(1)]).toEqual([[], [], 'consistent']);
  });
});
