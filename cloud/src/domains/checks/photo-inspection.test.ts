import sharp from 'sharp';
import { picture } from '../../../test/people';
import table from '../transactions/photo-rules.2026-1.json';
import { inspectPhoto } from './photo-inspection';

const { document, vehicle, person } = table.quality;

describe('what a picture really is', () => {
  it.each(['seller_id_front', 'buyer_id_back', 'registration_certificate', 'vehicle_licence', 'invoice', 'authority_letter'])('takes %s', async (name) => {
    expect(await inspectPhoto(picture(name), document, null)).toMatchObject({ problems: [] });
  });
  it.each(['car_front', 'car_rear', 'vin'])('takes %s of the car', async (name) => expect(await inspectPhoto(picture(name), vehicle, null)).toMatchObject({ problems: [] }));
  it('takes a person at the counter', async () => expect(await inspectPhoto(picture('seller_present'), person, null)).toMatchObject({ problems: [] }));
  it.each(['bad_vehicle_licence', 'bad_id_front'])('sends %s back as blurred', async (name) => expect((await inspectPhoto(picture(name), document, null)).problems).toContain('blurred'));

  it('sends back what is too small, too dark, or washed out by a lamp', async () => {
    const good = picture('vehicle_licence');
    const small = await sharp(good).resize(700).jpeg().toBuffer();
    const dark = await sharp(good).linear(0.2).jpeg().toBuffer();
    const bright = await sharp(good).linear(1.9, 60).jpeg().toBuffer();
    expect((await inspectPhoto(small, document, null)).problems).toContain('too_small');
    expect((await inspectPhoto(dark, document, null)).problems).toContain('dark');
    expect((await inspectPhoto(bright, document, null)).problems).toContain('overexposed');
  });

  it('judges the upright picture, and gives its thumbnail without EXIF', async () => {
    const sideways = await sharp(picture('vehicle_licence')).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const found = await inspectPhoto(sideways, document, null);
    expect([found.width, found.height]).toEqual([1500, 2000]);
    const thumbnail = await sharp(found.thumbnail!).metadata();
    expect([thumbnail.width, thumbnail.height, thumbnail.exif]).toEqual([270, 360, undefined]);
  });

  it.each([
    ['text with the name of a picture', Buffer.from('<html>not a picture</html>')],
    ['an SVG, which is a program', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000"><rect width="10" height="10"/></svg>')],
    ['a GIF', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64')],
    ['nothing at all', Buffer.alloc(0)],
  ])('refuses %s', async (_, bytes) => expect((await inspectPhoto(bytes, document, null)).problems).toEqual(['not_an_image']));

  it('tells a cut file, and one that changed on its way', async () => {
    const good = picture('vehicle_licence');
    expect((await inspectPhoto(good.subarray(0, good.length / 2), document, null)).problems).toEqual(['damaged']);
    expect((await inspectPhoto(good, document, '0'.repeat(64))).problems).toEqual(['altered_in_transit']);
  });

  it('refuses a bomb of 400 million pixels without unpacking it', async () => {
    const bomb = await sharp({ create: { width: 20_000, height: 20_000, channels: 3, background: '#fff' }, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer();
    const before = process.memoryUsage().rss;
    expect((await inspectPhoto(bomb, document, null)).problems).toEqual(['too_many_pixels']);
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });
});
