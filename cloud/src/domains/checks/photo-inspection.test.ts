import sharp from 'sharp';
import { qualityAsked } from '../../../migrations/1764705000000-photo-quality';
import { picture } from '../../../test/people';
import table from '../transactions/photo-rules.2026-1.json';
import { inspectPhoto } from './inspect-photo';

const document = { ...table.quality.document, ...qualityAsked.document };
const vehicle = { ...table.quality.vehicle, ...qualityAsked.vehicle };
const person = { ...table.quality.person, ...qualityAsked.person };

describe('what a picture really is', () => {
  it.each([
    ['seller_id_front', 'id_front'],
    ['buyer_id_front', 'id_front'],
    ['seller_id_back', 'id_back'],
    ['buyer_id_back', 'id_back'],
    ['registration_certificate', 'registration_certificate'],
    ['registration_transfers', 'registration_transfers'],
    ['vehicle_licence', 'vehicle_licence'],
    ['vehicle_licence_annex', 'vehicle_licence_annex'],
    ['invoice', 'used_car_invoice'],
    ['authority_letter', 'authority_letter'],
  ] as const)('takes %s', async (name, kind) => expect((await inspectPhoto(picture(name), document, null, kind)).problems).toEqual([]));
  it.each(['car_front', 'car_rear', 'vin'])('takes %s of the car', async (name) => expect(await inspectPhoto(picture(name), vehicle, null)).toMatchObject({ problems: [] }));
  it('takes a person at the counter', async () => expect(await inspectPhoto(picture('seller_present'), person, null)).toMatchObject({ problems: [] }));

  it('sends back a blurred document, and one that a lamp hides', async () => {
    expect((await inspectPhoto(picture('bad_vehicle_licence'), document, null, 'vehicle_licence')).problems).toEqual(['blurred']);
    const lamp = '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="1500"><ellipse cx="1000" cy="750" rx="500" ry="350" fill="#fff"/></svg>';
    const lit = await sharp(picture('vehicle_licence')).composite([{ input: Buffer.from(lamp) }]).jpeg().toBuffer();
    expect((await inspectPhoto(lit, document, null, 'vehicle_licence')).problems).toEqual(['glare']);
  });

  it('judges the document, not the table on which it lies', async () => {
    const sharpTable = await lie(await sharp(picture('vehicle_licence')).blur(4).toBuffer(), grain(2400, 1800));
    expect((await inspectPhoto(sharpTable, document, null, 'other')).problems).toEqual([]);
    expect((await inspectPhoto(sharpTable, document, null, 'vehicle_licence')).problems).toEqual(['blurred']);
  });

  it('sends back a document that the picture cuts off, and takes it with its border', async () => {
    const whole = picture('vehicle_licence');
    const cut = await sharp(whole).extract({ left: 0, top: 0, width: 1500, height: 1500 }).jpeg().toBuffer();
    expect((await inspectPhoto(cut, document, null, 'vehicle_licence')).problems).toEqual(['cut_off']);
  });

  it('sends back a letter of which every page would be a stamp, but an identity card of that size is fine', async () => {
    const far = await lie(await sharp(picture('authority_letter')).resize(500).toBuffer(), sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#604020' } }));
    expect((await inspectPhoto(far, { ...document, minSheetSharpness: 0 }, null, 'authority_letter')).problems).toEqual(['too_small']);
    expect((await inspectPhoto(far, { ...document, minSheetSharpness: 0 }, null, 'id_front')).problems).toEqual([]);
  });

  it('tells a screenshot by the size of a screen and by what no lens makes so even', async () => {
    const page = '<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="2400"><rect width="1080" height="2400" fill="#eef"/><text x="60" y="90" font-size="40">12:30</text><text x="80" y="700" font-size="90">4201 1119 7905</text></svg>';
    const screen = await sharp(Buffer.from(page)).png().toBuffer();
    expect((await inspectPhoto(screen, vehicle, null)).problems).toContain('screenshot');
    const photo = await sharp(picture('car_front')).resize(1080, 2400, { fit: 'cover' }).jpeg().toBuffer();
    expect((await inspectPhoto(photo, vehicle, null)).problems).toEqual([]);
  });

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

  it('tells a cut file, and one that changed on its way', async () => {
    const good = picture('vehicle_licence');
    expect((await inspectPhoto(good.subarray(0, good.length / 2), document, null)).problems).toEqual(['damaged']);
    expect((await inspectPhoto(good, document, '0'.repeat(64))).problems).toEqual(['altered_in_transit']);
  });
});

/** A table as no plain one is: sharp grain everywhere. */
function grain(width: number, height: number) {
  const data = Buffer.from(Array.from({ length: width * height }, (_, at) => 60 + ((at * 2654435761) % 97)));
  return sharp(data, { raw: { width, height, channels: 1 } });
}

const lie = async (sheet: Buffer, table: sharp.Sharp) => sharp(await table.toColourspace('srgb').png().toBuffer()).composite([{ input: sheet }]).jpeg({ quality: 90 }).toBuffer();
