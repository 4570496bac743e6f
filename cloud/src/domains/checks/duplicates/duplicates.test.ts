import sharp from 'sharp';
import { pictureOf } from '../../../../local/documents/deal';
import { drawPaper } from '../../../../local/documents/draw';
import { photograph } from '../../../../local/documents/photograph';
import type { PaperKind, PaperValues } from '../../../../local/documents/sheet';
import { type Caller, capture, newDeal, verifiedAgent } from '../../../../test/people';
import { useProduct } from '../../../../test/use-product';
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
async function taken(dealId: string, slot: string, picture: Buffer) {
  const { id: imageId } = await capture(agent, dealId, slot, picture);
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
