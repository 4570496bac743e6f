import sharp from 'sharp';
import { picture } from '../../../../test/people';
import type { DocumentKind } from '../../../adapters/ocr/ocr';
import type { Detector } from './look';
import { lookAt } from './look-at';
import { outlineOf } from './outline';

const licence = picture('vehicle_licence');

async function scoreOf(bytes: Buffer, detector: Detector, kind: DocumentKind = 'vehicle_licence') {
  return (await lookAt(bytes, kind)).findings.find((finding) => finding.detector === detector)?.score;
}

/** A lamp's image in the middle of the picture, as shares of its width. */
async function withLamp(bytes: Buffer, radius: number): Promise<Buffer> {
  const { width, height } = await sharp(bytes).metadata();
  const lamp = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="${width / 2}" cy="${height / 2}" rx="${width * radius}" ry="${width * radius * 0.7}" fill="#fff"/></svg>`;
  return sharp(bytes).composite([{ input: Buffer.from(lamp) }]).jpeg({ quality: 85 }).toBuffer();
}

describe('the outline of a document', () => {
  it.each(['seller_id_front', 'buyer_id_back', 'vehicle_licence', 'invoice', 'registration_certificate', 'authority_letter'])('of %s lies on its table, clockwise from top left', async (name) => {
    const corners = (await outlineOf(picture(name)))!;
    const [topLeft, topRight, bottomRight, bottomLeft] = corners as [{ x: number; y: number }, { x: number; y: number }, { x: number; y: number }, { x: number; y: number }];
    expect(topLeft.x < topRight.x && bottomLeft.x < bottomRight.x && topLeft.y < bottomLeft.y && topRight.y < bottomRight.y).toBe(true);
    expect((bottomRight.x - topLeft.x) * (bottomRight.y - topLeft.y)).toBeGreaterThan(0.2);
    expect(corners.every(({ x, y }) => x > 0.01 && x < 0.99 && y > 0.01 && y < 0.99)).toBe(true);
  });

  it('is found to within a hundredth where it is known', async () => {
    const sheet = await sharp(picture('vehicle_licence')).resize(800, 550, { fit: 'fill' }).toBuffer();
    const table = sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#ffffff' } });
    const lying = await table.composite([{ input: sheet, left: 400, top: 300 }]).jpeg().toBuffer();
    const expected = [{ x: 0.25, y: 0.25 }, { x: 0.75, y: 0.25 }, { x: 0.75, y: 0.7083 }, { x: 0.25, y: 0.7083 }]; // prettier-ignore
    const corners = (await outlineOf(lying))!;
    corners.forEach(({ x, y }, at) => expect(Math.hypot(x - expected[at]!.x, y - expected[at]!.y)).toBeLessThan(0.015));
  });

  it('is none where nothing lies on anything', async () => {
    expect(await outlineOf(await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#8a7a6a' } }).jpeg().toBuffer())).toBeNull();
    expect((await lookAt(picture('car_front'), 'plate')).outline).toBeNull();
  });
});

describe('what the detectors say', () => {
  it('of a good picture: nothing', async () => {
    const { findings, outline } = await lookAt(licence, 'vehicle_licence');
    expect(findings.filter(({ score }) => score >= 0.5)).toEqual([]);
    expect(findings.map(({ detector }) => detector).sort()).toEqual(['blur', 'cut_off', 'dark', 'edited', 'glare', 'overexposed', 'photocopy', 'recapture', 'screenshot']);
    expect(outline).toHaveLength(4);
  });

  it('of a car: only what can be said of a car', async () => {
    const { findings } = await lookAt(picture('car_front'), 'plate');
    expect(findings.map(({ detector }) => detector).sort()).toEqual(['blur', 'dark', 'overexposed', 'recapture', 'screenshot']);
    expect(findings.filter(({ score }) => score >= 0.8)).toEqual([]);
  });

  it.each<[Detector, () => Promise<Buffer>]>([
    ['blur', () => sharp(licence).blur(3).jpeg().toBuffer()],
    ['dark', () => sharp(licence).linear(0.25).jpeg().toBuffer()],
    ['overexposed', () => sharp(licence).linear(1.9, 60).jpeg().toBuffer()],
    ['glare', () => withLamp(licence, 0.15)],
    ['cut_off', () => sharp(licence).extract({ left: 0, top: 0, width: 1500, height: 1500 }).jpeg().toBuffer()],
    ['photocopy', () => sharp(licence).greyscale().toColourspace('srgb').tint('#f4e8d6').jpeg().toBuffer()],
    ['edited', () => sharp(licence).withExif({ IFD0: { Software: 'Adobe Photoshop 26.1' } }).jpeg().toBuffer()],
  ])('finds %s', async (detector, make) => expect(await scoreOf(await make(), detector)).toBeGreaterThanOrEqual(0.5));

  it('frames the reflection', async () => {
    const { findings } = await lookAt(await withLamp(licence, 0.15), 'vehicle_licence');
    const { x, y, width, height } = findings.find(({ detector }) => detector === 'glare')!.box!;
    expect(x < 0.5 && x + width > 0.5 && y < 0.5 && y + height > 0.5).toBe(true);
    expect(width * height).toBeLessThan(0.3);
  });

  it('takes the dots of a screen for one, and no document in its own print', async () => {
    const dots = sharp({ create: { width: 64, height: 64, channels: 3, background: '#fff' } });
    const screen = await dots.composite([{ input: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><pattern id="p" width="2.7" height="2.7" patternUnits="userSpaceOnUse" patternTransform="rotate(8)"><rect width="1.4" height="1.4" fill="#888"/></pattern><rect width="64" height="64" fill="url(#p)"/></svg>') }]).png().toBuffer();
    const shown = await sharp(licence).composite([{ input: screen, tile: true, blend: 'multiply' }]).jpeg({ quality: 80 }).toBuffer();
    expect(await scoreOf(shown, 'recapture')).toBeGreaterThan(0.8);
    expect(await scoreOf(licence, 'recapture')).toBeLessThan(0.5);
  });

  it('reads what the camera wrote, and nothing beyond the end of the file', async () => {
    const taken = await sharp(licence).withExif({ IFD0: { Make: 'HUAWEI', Model: 'P60', Software: 'HarmonyOS 4' }, IFD2: { DateTimeOriginal: '2026:05:04 09:08:07' } }).jpeg().toBuffer();
    expect((await lookAt(taken, 'vehicle_licence')).exif).toEqual({ make: 'HUAWEI', model: 'P60', software: 'HarmonyOS 4', takenAt: '2026:05:04 09:08:07' });
    const spoilt = Buffer.from(taken);
    const start = spoilt.indexOf('Exif');
    spoilt.fill(0xff, start + 10, start + 14);
    expect((await lookAt(spoilt, 'vehicle_licence')).exif).toEqual({ make: null, model: null, software: null, takenAt: null });
  });
});
