import { capture, newDeal, permitFor, picture, pictureFor, upload, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { Image } from './image.entity';
import { openPicture } from './sealed-pictures';

const product = useProduct();
const deps = () => product().server.deps;
const row = (id: string) => deps().db.manager.findOneByOrFail(Image, { id });
const arrival = (agent: Awaited<ReturnType<typeof verifiedAgent>>, id: string) => agent.send('POST /images/:id/arrival', { params: { id } });

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let wait = 0; wait < 100; wait++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen within ten seconds');
}

describe('直传许可', () => {
  it('is bound to this picture: another size, type or place is refused by the storage', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const bytes = pictureFor('P22');
    const permit = await permitFor(agent, id, 'P22', bytes);
    expect((await upload(permit, Buffer.concat([bytes, Buffer.alloc(1)]))).status).toBe(400);
    expect((await upload({ ...permit, fields: { ...permit.fields, 'x-oss-content-type': 'text/html' } }, bytes)).status).toBe(403);
    expect((await upload({ ...permit, fields: { ...permit.fields, key: 'transactions/elsewhere.jpg' } }, bytes)).status).toBe(403);
    expect(product().simulators.oss.objects().map(({ key }) => key)).not.toContain('transactions/elsewhere.jpg');
    expect((await upload(permit, bytes)).status).toBe(200);
  });
  it('cannot put another picture in the place of one that was checked', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const bytes = pictureFor('P22');
    const permit = await permitFor(agent, id, 'P22', bytes);
    await upload(permit, bytes);
    const checked = await openPicture(deps(), await row(permit.image.id), 'full');
    expect((await upload(permit, Buffer.concat([bytes.subarray(0, -1000), Buffer.alloc(1000)]))).status).toBe(200);
    expect(await openPicture(deps(), await row(permit.image.id), 'full')).toEqual(checked);
    expect(await deps().storage.list('incoming/')).toEqual([]);
  });
  it('refuses a picture of twice its budget, and a photo that the deal does not need', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const ask = (slot: string, bytes: number) => agent.send('POST /transactions/:id/images', { params: { id }, body: { images: [{ slot, bytes, contentType: 'image/jpeg', capturedAt: new Date().toISOString() }] } });
    expect((await ask('P22', 600_001)).error.fields?.[0]).toEqual({ field: 'images.0.bytes', message: '“行驶证主页”超过600KB，请更新小程序后重拍。' });
    expect((await ask('P05', 1000)).error.code).toBe('transaction.slot_unknown');
  });
  it('gives twelve pictures their permission in one request', async () => {
    const agent = await verifiedAgent(product());
    const { id, slots } = await newDeal(agent);
    const images = slots.slice(0, 12).map(({ code }) => ({ slot: code, bytes: 1000, contentType: 'image/jpeg' as const, capturedAt: new Date().toISOString() }));
    const { permits } = await agent.call('POST /transactions/:id/images', { params: { id }, body: { images } });
    expect(new Set(permits.map(({ fields }) => fields.key)).size).toBe(12);
  });
});

describe('照片到达', () => {
  it('is judged by what stands in the storage: hash, size, sharpness', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const image = await capture(agent, id, 'P22');
    expect(image).toMatchObject({ state: 'accepted', bytes: pictureFor('P22').length, width: 2000, height: 1500, problems: [] });
    expect(image.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
  it('a file that is no photo is told by its bytes', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const bytes = Buffer.from('<script>alert(1)</script>'.repeat(50));
    const response = await upload(await permitFor(agent, id, 'P22', bytes), bytes);
    expect(await response.json()).toMatchObject({ image: { state: 'rejected', problems: [{ code: 'not_an_image' }] } });
  });
  it('when the storage’s news is lost, the phone asks, and twice is harmless', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    product().simulators.oss.dropCallbacks = true;
    const permit = await permitFor(agent, id, 'P22', pictureFor('P22'));
    expect((await upload(permit, pictureFor('P22'))).status).toBe(203);
    product().simulators.oss.dropCallbacks = false;
    const replies = await Promise.all([arrival(agent, permit.image.id), arrival(agent, permit.image.id)]);
    expect(replies.map(({ body }) => body.image.state)).toEqual(['accepted', 'accepted']);
    const [row] = await product().server.deps.db.query("SELECT COUNT(*) AS n FROM audit_events WHERE subject_id = ? AND action = 'transactions.image_accepted'", [id]);
    expect(Number(row.n)).toBe(1);
  });
  it('when nobody tells of it, the sweep finds it', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    product().simulators.oss.dropCallbacks = true;
    await upload(await permitFor(agent, id, 'P22', pictureFor('P22')), pictureFor('P22'));
    product().simulators.oss.dropCallbacks = false;
    product().clock.advance(60);
    await until(async () => (await agent.call('GET /transactions/:id', { params: { id } })).slots.some((slot) => slot.code === 'P22' && slot.images[0]?.state === 'accepted'));
  });
  it('what never came is given up after its permission has run out, and said so', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const { image } = await permitFor(agent, id, 'P22', pictureFor('P22'));
    expect((await arrival(agent, image.id)).error.code).toBe('image.not_arrived');
    product().clock.advance(12 * 60);
    await until(async () => (await agent.call('GET /transactions/:id', { params: { id } })).slots.every((slot) => slot.images.length === 0));
  });
  it('news that the storage did not sign is refused', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const { image } = await permitFor(agent, id, 'P22', pictureFor('P22'));
    const forged = await fetch(`${product().url}/api/storage/callback`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: Buffer.from('forged').toString('base64') }, body: JSON.stringify({ image: image.id }) });
    expect(forged.status).toBe(403);
    expect((await arrival(agent, image.id)).error.code).toBe('image.not_arrived');
  });
  it('a worse second try does not take a good picture away', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    await capture(agent, id, 'P22');
    await capture(agent, id, 'P22', picture('bad_vehicle_licence'));
    const { gate, slots } = await agent.call('GET /transactions/:id', { params: { id } });
    expect(gate.some(({ slot }) => slot === 'P22')).toBe(false);
    expect(slots.find(({ code }) => code === 'P22')?.images.map(({ state }) => state)).toEqual(['accepted', 'rejected']);
  });
});
