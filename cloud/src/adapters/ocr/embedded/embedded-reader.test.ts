import { pictureOf } from '../../../../local/documents/deal';
import type { PaperKind, PaperValues } from '../../../../local/documents/sheet';
import type { DocumentReader, Reading } from '../ocr';
import { createEmbeddedReader } from './embedded-reader';

const processes: number[] = [];
let reader: DocumentReader;

beforeAll(() => {
  reader = createEmbeddedReader({ workers: 1, seconds: 120, onStart: (pid) => processes.push(pid) });
});
afterAll(() => reader.close());

const paper = async (kind: PaperKind, values: PaperValues, turns: 0 | 1 | 2 = 0) => (await pictureOf({ slot: 'P00', kind, values, seed: `reader ${kind}` }, { turns })).picture;
const valuesOf = ({ fields }: Reading) => Object.fromEntries(fields.map(({ field, value }) => [field, value]));

const card = { name: '甄示范', idNumber: '11010519491231002X', address: '浙江省示范市样板区虚构街道模范路12号3幢405室' };

it('reads a card that lies upside down, and frames what it read', async () => {
  const reading = await reader.read(await paper('id_front', card, 2), 'id_front');
  expect(reading).toMatchObject({ engine: reader.engine, kind: 'id_front' });
  expect(valuesOf(reading)).toEqual(card);
  const [name, number] = ['name', 'idNumber'].map((field) => reading.fields.find((found) => found.field === field)!.box!);
  // Upside down, the number stands above the name.
  expect(number!.y + number!.height).toBeLessThan(name!.y);
  expect(number!.width).toBeGreaterThan(0.2);
}, 120_000);

it('says what it sees, whatever the picture was taken for', async () => {
  const licence = { plate: '浙B12345', owner: '贾样例', vin: 'LSGPC52U6AF102554', registeredOn: '2020-05-21', issuedOn: '2020-05-22' };
  const reading = await reader.read(await paper('vehicle_licence', licence, 1), 'id_front');
  expect(reading.kind).toBe('vehicle_licence');
  expect(valuesOf(reading)).toMatchObject(licence);
}, 120_000);

it('sees the seal of a unit’s letter, and reads the day below it', async () => {
  const letter = { principal: '示范商贸有限公司', principalNumber: '91330200MA2AB10670', delegate: '甄示范', delegateIdNumber: card.idNumber, plate: '浙B12345', vin: 'LSGPC52U6AF102554', issuedOn: '2026-01-15', validUntil: '2026-03-21', seal: 'yes' };
  expect(valuesOf(await reader.read(await paper('authority_letter', letter), 'authority_letter'))).toEqual(letter);
}, 120_000);

it('takes a page that is read well and says nothing of a mortgage as one without, and is not sure of a poor one', async () => {
  const page = { slot: 'P21', kind: 'registration_transfers', values: { certificateNumber: '330000000001' }, seed: 'reader transfers' } as const;
  const mortgageOn = async (shot: Parameters<typeof pictureOf>[1]) => (await reader.read((await pictureOf(page, shot)).picture, 'registration_transfers')).fields.find(({ field }) => field === 'mortgage');
  const [well, poor] = [await mortgageOn({}), await mortgageOn({ blur: 3.2, light: 0.6 })];
  expect(well).toMatchObject({ value: 'no' });
  expect(well!.confidence).toBeGreaterThan(0.8);
  expect(poor?.confidence ?? 0).toBeLessThan(0.7);
}, 120_000);

it('refuses what is no picture or damaged, and goes on in the same process', async () => {
  const started = processes.length;
  const picture = await paper('id_front', card);
  const bad = [Buffer.alloc(0), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), picture.subarray(0, picture.length / 2)];
  for (const bytes of bad) await expect(reader.read(bytes, 'id_front')).rejects.toMatchObject({ kind: 'rejected', provider: 'ocr' });
  expect(valuesOf(await reader.read(picture, 'id_front'))).toEqual(card);
  expect(processes).toHaveLength(started);
}, 120_000);

it('loses one reading with a process that dies, and none that waits', async () => {
  const picture = await paper('id_front', card);
  const [first, second] = [reader.read(picture, 'id_front'), reader.read(picture, 'id_front')];
  process.kill(processes[processes.length - 1]!, 'SIGKILL');
  await expect(first).rejects.toMatchObject({ kind: 'unavailable', providerCode: 'SIGKILL' });
  expect(valuesOf(await second)).toEqual(card);
}, 120_000);

it('gives up what takes too long', async () => {
  const hasty = createEmbeddedReader({ workers: 1, seconds: 0.05 });
  await expect(hasty.read(await paper('id_front', card), 'id_front')).rejects.toMatchObject({ kind: 'timeout' });
  await hasty.close();
  await expect(hasty.read(Buffer.alloc(1), 'id_front')).rejects.toMatchObject({ kind: 'unavailable', providerCode: 'closed' });
});
