import { randomUUID } from 'node:crypto';
import { atCounter, type Operator } from '../../../test/counter';
import { askFor, counterDeal, sha256Of, takeAtCounter } from '../../../test/counter-deals';
import { imagesOf, pictureFor, upload } from '../../../test/people';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { sweepUploads } from './upload-sweep';

const product = useProduct();
let operator: Operator;
let number: string;
beforeAll(async () => {
  operator = await atCounter(product(), 'operator1');
  ({ number } = await enrolledAgent(product(), await newCompany(product()), {}));
});

describe('照片编号', () => {
  const bytes = pictureFor('P22');

  it('asked for again before it has arrived is the same picture with a fresh permit', async () => {
    const { id: dealId } = await counterDeal(operator, number);
    const id = randomUUID();
    const [first, again] = [await askFor(operator, dealId, { id, slot: 'P22', bytes }), await askFor(operator, dealId, { id, slot: 'P22', bytes })];
    expect([first.body.permits[0]!.image, again.body.permits[0]!.image]).toEqual([expect.objectContaining({ id, state: 'uploading' }), expect.objectContaining({ id, state: 'uploading' })]);
    expect((await upload(again.body.permits[0]!, bytes)).status).toBe(200);
    expect(await pictures(dealId)).toEqual([[id, 'accepted']]);
  });

  it('that has arrived is answered as it stands, and nothing is written', async () => {
    const { id: dealId } = await counterDeal(operator, number);
    const id = await takeAtCounter(operator, dealId, 'P22');
    const rows = () => product().server.deps.db.query('SELECT COUNT(*) AS n FROM audit_events WHERE subject_id = ?', [dealId]);
    const before = await rows();
    const { body, status } = await askFor(operator, dealId, { id, slot: 'P22', bytes });
    expect([status, body.permits]).toEqual([201, [expect.objectContaining({ image: expect.objectContaining({ id, state: 'accepted', sha256: sha256Of(bytes) }), url: '', fields: {} })]]);
    expect(await rows()).toEqual(before);
  });

  it('that was given up as lost comes under its id all the same', async () => {
    const { id: dealId } = await counterDeal(operator, number);
    const id = randomUUID();
    await askFor(operator, dealId, { id, slot: 'P22', bytes });
    product().clock.advance(12 * 60);
    await sweepUploads(product().server.deps);
    expect((await product().server.deps.db.query('SELECT state FROM images WHERE id = ?', [id]))[0].state).toBe('lost');
    await takeAtCounter(await atCounter(product(), 'operator1'), dealId, 'P22', { id });
    expect(await pictures(dealId)).toEqual([[id, 'accepted']]);
  });

  it('of another picture is refused: another hash, slot or deal', async () => {
    const { id: dealId } = await counterDeal(operator, number);
    const { id: otherId } = await counterDeal(operator, number);
    const id = await takeAtCounter(operator, dealId, 'P22');
    const refused = [
      await askFor(operator, dealId, { id, slot: 'P22', bytes: pictureFor('P23') }),
      await askFor(operator, dealId, { id, slot: 'P23', bytes }),
      await askFor(operator, otherId, { id, slot: 'P22', bytes }),
    ];
    for (const { status, error } of refused) expect([status, error.code]).toEqual([409, 'image.id_taken']);
    expect(await pictures(dealId)).toEqual([[id, 'accepted']]);
  });

  it('named twice in one request stands for the same both times, or is refused', async () => {
    const { id: dealId } = await counterDeal(operator, number);
    const id = randomUUID();
    await askFor(operator, dealId, { id, slot: 'P22', bytes });
    const image = { id, slot: 'P22', contentType: 'image/jpeg' as const, bytes: bytes.length, sha256: sha256Of(bytes), capturedAt: new Date().toISOString() };
    const { status, error } = await operator.send('POST /transactions/:id/images', { params: { id: dealId }, body: { images: [{ ...image, slot: 'P20' }, image] } });
    expect([status, error.code]).toEqual([409, 'image.id_taken']);
  });

  it('that arrives after the one that was taken in its place is not wanted any more', async () => {
    const { id: dealId } = await counterDeal(operator, number);
    const [late, again] = [randomUUID(), randomUUID()];
    const { body } = await askFor(operator, dealId, { id: late, slot: 'P22', bytes });
    const request = { id: again, slot: 'P22', replaces: late, contentType: 'image/jpeg' as const, bytes: bytes.length, sha256: sha256Of(bytes), capturedAt: new Date().toISOString() };
    const { permits } = await operator.call('POST /transactions/:id/images', { params: { id: dealId }, body: { images: [request] } });
    expect((await upload(permits[0]!, bytes)).status).toBe(200);
    expect((await upload(body.permits[0]!, bytes)).status).toBe(200);
    expect(await pictures(dealId)).toEqual([[again, 'accepted']]);
    expect((await product().server.deps.db.query('SELECT state FROM images WHERE id = ?', [late]))[0].state).toBe('replaced');
  });

  it('asked for five times at once is one picture', async () => {
    const { id: dealId } = await counterDeal(operator, number);
    const id = randomUUID();
    const replies = await Promise.all(Array.from({ length: 5 }, () => askFor(operator, dealId, { id, slot: 'P22', bytes })));
    expect(replies.map(({ status }) => status)).toEqual(Array(5).fill(201));
    expect(await pictures(dealId)).toEqual([[id, 'uploading']]);
  });

  it('a slot that is full takes no more, but a repeat of what is in it is no more', async () => {
    const deal = await counterDeal(operator, number);
    const several = deal.slots.find(({ max }) => max > 1)!;
    const ids: string[] = [];
    for (let n = 0; n < several.max; n++) ids.push(await takeAtCounter(operator, deal.id, several.code));
    expect((await askFor(operator, deal.id, { slot: several.code, bytes: pictureFor(several.code) })).error.code).toBe('transaction.slot_full');
    expect((await askFor(operator, deal.id, { id: ids[0]!, slot: several.code, bytes: pictureFor(several.code) })).status).toBe(201);
  });

  const pictures = async (id: string) => imagesOf(await operator.call('GET /transactions/:id', { params: { id } })).map((image) => [image.id, image.state]);
});
