import { createHash } from 'node:crypto';
import type { AnswerOf } from '@yongche/contract';
import sharp from 'sharp';
import { type Caller, capture, employeeAt, imagesOf, newDeal, permitFor, pictureFor, sellingUnit, submittedDeal, upload, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { signStatement } from '../evidence/statement';
import { Image } from './image.entity';
import { receiveImage } from './images';
import { Party } from './party.entity';
import { openPicture } from './sealed-pictures';

const product = useProduct();
const deps = () => product().server.deps;
const row = (id: string) => deps().db.manager.findOneByOrFail(Image, { id });
type Deal = AnswerOf<'GET /transactions/:id'>;
const imageIn = (deal: Deal, slot: string) => imagesOf(deal).find((image) => image.slot === slot)!;
const askFor = (who: Caller, deal: Pick<Deal, 'id'>, imageIds: string[], variant: 'full' | 'thumbnail' = 'full') =>
  who.send('POST /transactions/:id/image-views', { params: { id: deal.id }, body: { imageIds, variant } });
const addressOf = async (who: Caller, deal: Pick<Deal, 'id'>, imageId: string, variant: 'full' | 'thumbnail' = 'full') => (await askFor(who, deal, [imageId], variant)).body.views[0]!.url;
/** Status and code of an address that should show nothing. */
async function refusalAt(url: string): Promise<[number, string, string]> {
  const response = await fetch(url);
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return [response.status, error.code, error.message];
}

describe('照片在存储中', () => {
  it('lies sealed, original and thumbnail; nothing plain is left after the submission', async () => {
    const deal = await submittedDeal(await verifiedAgent(product()), { parties: [sellingUnit, { ...sellingUnit, side: 'buyer' }] });
    const { storage } = deps();
    const objects = product().simulators.oss.objects().filter(({ key }) => key.includes(deal.id));
    expect(objects).toHaveLength(imagesOf(deal).length * 2);
    expect(await storage.list('incoming/')).toEqual([]);
    const plain = [Buffer.of(0xff, 0xd8, 0xff), Buffer.from('JFIF'), Buffer.from('Exif')];
    for (const { key } of product().simulators.oss.objects()) {
      const bytes = await storage.read(key, 10_000_000);
      expect(plain.some((mark) => bytes.subarray(0, 64).includes(mark))).toBe(false);
      await expect(sharp(bytes).metadata()).rejects.toThrow();
    }
  });
  it('opens to exactly what the phone sent; both hashes stand in the row', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const image = await row((await capture(agent, id, 'P22')).id);
    const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(await openPicture(deps(), image, 'full')).toEqual(pictureFor('P22'));
    expect(image.sha256).toBe(hashOf(pictureFor('P22')));
    expect(image.sealedSha256).toBe(hashOf(await deps().storage.read(image.objectKey!, 1_000_000)));
    expect((await sharp(await openPicture(deps(), image, 'thumbnail')).metadata()).width).toBe(360);
  });
  it('received five times at once it is one object, and opens', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    product().simulators.oss.dropCallbacks = true;
    const permit = await permitFor(agent, id, 'P22', pictureFor('P22'));
    await upload(permit, pictureFor('P22'));
    product().simulators.oss.dropCallbacks = false;
    await Promise.all(Array.from({ length: 5 }, () => receiveImage(deps(), permit.image.id, { author: { kind: 'system' }, origin: undefined })));
    expect(product().simulators.oss.objects().filter(({ key }) => key.includes(permit.image.id))).toHaveLength(2);
    expect(await openPicture(deps(), await row(permit.image.id), 'full')).toEqual(pictureFor('P22'));
  });
  it('changed there, or put in the place of another, it does not open, and it is said so', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const [changed, moved] = [await row((await capture(agent, id, 'P22')).id), await row((await capture(agent, id, 'P23')).id)];
    const { storage } = deps();
    const bytes = await storage.read(changed.objectKey!, 1_000_000);
    await storage.write(moved.objectKey!, bytes, 'application/octet-stream');
    bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
    await storage.write(changed.objectKey!, bytes, 'application/octet-stream');
    for (const image of [changed, moved]) {
      expect(await refusalAt(await addressOf(agent, { id }, image.id))).toEqual([502, 'image.damaged', expect.stringContaining('已损坏或被改动')]);
    }
    await storage.remove(changed.objectKey!);
    expect((await refusalAt(await addressOf(agent, { id }, changed.id)))[1]).toBe('image.damaged');
  });
  it('a storage that does not answer is told from a picture that is damaged', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const image = await capture(agent, id, 'P22');
    const url = await addressOf(agent, { id }, image.id);
    product().simulators.oss.failNext('html_502', 'get');
    expect((await refusalAt(url))[1]).toBe('server.storage_unavailable');
    expect((await fetch(url)).status).toBe(200);
  });
});

describe('照片地址', () => {
  const captured = async () => {
    const agent = await verifiedAgent(product());
    const deal = await newDeal(agent);
    return { agent, deal, image: await capture(agent, deal.id, 'P22') };
  };
  it('shows one picture with its watermark, to be kept nowhere, in pages of any origin', async () => {
    const { agent, deal, image } = await captured();
    const url = await addressOf(agent, deal, image.id);
    expect(new URL(url).origin).toBe(product().url);
    const response = await fetch(url);
    const headers = ['content-type', 'cache-control', 'x-content-type-options', 'cross-origin-resource-policy'].map((name) => response.headers.get(name));
    expect([response.status, ...headers]).toEqual([200, 'image/jpeg', 'no-store', 'nosniff', 'cross-origin']);
    const shown = Buffer.from(await response.arrayBuffer());
    const { width, height } = await sharp(shown).metadata();
    expect([width, height]).toEqual([2000, 1500]);
    const difference = await sharp(pictureFor('P22')).composite([{ input: shown, blend: 'difference' }]).greyscale().stats();
    expect(difference.channels[0]!.max).toBeGreaterThan(30);
    const thumbnail = await fetch(await addressOf(agent, deal, image.id, 'thumbnail'));
    expect((await sharp(Buffer.from(await thumbnail.arrayBuffer())).metadata()).width).toBe(360);
  });
  it('names the viewer in the watermark: an employee by user name, an agent masked', async () => {
    const deal = await submittedDeal(await verifiedAgent(product()));
    const operator = await employeeAt(product(), 'operator1');
    const agent = await verifiedAgent(product());
    const wordsFor = async (who: Caller) => {
      const [payload = ''] = new URL(await addressOf(who, deal, imageIn(deal, 'P22').id)).pathname.split('/').at(-1)!.split('.');
      return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { w: string }).w;
    };
    expect(await wordsFor(operator)).toMatch(/^operator1 \d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect(await wordsFor(agent)).toMatch(/^代理人甄\*\* \d{4}-\d\d-\d\d \d\d:\d\d$/);
  });
  it('is over after 60 seconds', async () => {
    const { agent, deal, image } = await captured();
    const url = await addressOf(agent, deal, image.id);
    product().clock.advance(57);
    expect((await fetch(url)).status).toBe(200);
    product().clock.advance(3);
    expect(await refusalAt(url)).toEqual([404, 'image.address_over', '照片地址已失效，请回到交易页面重新打开照片。']);
  });
  it('shows nothing else: no other variant, picture, viewer or time, and nothing that we did not sign', async () => {
    const { agent, deal, image } = await captured();
    const other = await capture(agent, deal.id, 'P23');
    const url = await addressOf(agent, deal, image.id, 'thumbnail');
    const [payload = '', signature = ''] = url.slice(url.lastIndexOf('/') + 1).split('.');
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const changes = [{ v: 'full' }, { i: other.id }, { w: 'somebody else' }, { e: 4_000_000_000 }, { k: 'voucher' }];
    const forged = changes.map((change) => `${Buffer.from(JSON.stringify({ ...said, ...change })).toString('base64url')}.${signature}`);
    for (const token of [...forged, `${payload}.`, `${payload}.${'A'.repeat(86)}`, `${payload}`, 'x.y', `${payload}.${signature}/..`]) {
      expect((await refusalAt(`${product().url}/pictures/${token}`)).slice(0, 2)).toEqual([404, 'image.address_over']);
    }
    expect((await fetch(url)).status).toBe(200);
  });
  it('is no other code of ours, and a picture’s is no public check', async () => {
    const { agent, deal, image } = await captured();
    const voucher = signStatement(deps().keys, { k: 'voucher', s: image.id, d: image.id });
    expect((await refusalAt(`${product().url}/pictures/${voucher}`))[1]).toBe('image.address_over');
    const token = (await addressOf(agent, deal, image.id)).split('/').at(-1)!;
    expect(await (await fetch(`${product().url}/check/${token}`)).text()).toContain('无法确认');
  });
  it('ends with its viewer’s session', async () => {
    const { deal, image } = await captured();
    const phone = await verifiedAgent(product());
    const url = await addressOf(phone, deal, image.id);
    await phone.call('DELETE /sessions/current');
    expect((await refusalAt(url)).slice(0, 2)).toEqual([404, 'image.address_over']);
  });
  it('leads browsers to the server alone: the storage is for uploads', async () => {
    const policy = (await fetch(`${product().url}/healthz`)).headers.get('content-security-policy')!;
    const of = (name: string) => policy.split(';').find((directive) => directive.startsWith(name))!;
    expect(of('img-src')).not.toContain(product().simulators.oss.url);
    expect(of('connect-src')).toContain(product().simulators.oss.url);
  });
});

describe('当事人信息被删除后', () => {
  it('no picture of that person opens again, not even by an address given before; the other side’s do', async () => {
    const deal = await submittedDeal(await verifiedAgent(product()));
    const operator = await employeeAt(product(), 'operator1');
    const { db } = deps();
    const [seller] = await db.manager.find(Party, { where: { transactionId: deal.id, side: 'seller' } });
    const before = await addressOf(operator, deal, imageIn(deal, 'P01').id);
    await db.query('UPDATE person_keys SET wrapped = NULL, id_number_index = NULL, erased_at = ? WHERE id = ?', [deps().clock.now(), seller!.keyId]);
    expect(await refusalAt(before)).toEqual([410, 'image.erased', '该照片的当事人信息已依法删除。']);
    for (const slot of ['P01', 'P03', 'P20', 'P22', 'P30']) {
      const reply = await askFor(operator, deal, [imageIn(deal, slot).id]);
      expect([slot, reply.status, reply.error.message]).toEqual([slot, 410, '该照片的当事人信息已依法删除。']);
    }
    for (const slot of ['P07', 'P09']) expect((await fetch(await addressOf(operator, deal, imageIn(deal, slot).id))).status).toBe(200);
  });
});
