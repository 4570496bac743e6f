import { deflateSync } from 'node:zlib';
import { imageProblems } from '@yongche/contract';
import sharp from 'sharp';
import { qualityAsked } from '../../../migrations/1764705000000-photo-quality';
import { picture } from '../../../test/people';
import table from '../transactions/photo-rules.2026-1.json';
import { lookAt } from './looking/look-at';
import { inspectPhoto } from './inspect-photo';

const limits = { ...table.quality.document, ...qualityAsked.document };
const good = picture('vehicle_licence');
const inspect = (bytes: Buffer) => inspectPhoto(bytes, limits, null, 'vehicle_licence');
const problemsOf = async (bytes: Buffer) => (await inspect(bytes)).problems;
const small = (width: number, height: number) => sharp(good).resize(width, height, { fit: 'fill' });

/** A PNG file of these chunks, with right lengths and sums. */
function png(...chunks: [name: string, data: Buffer][]): Buffer {
  const written = chunks.map(([name, data]) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...written]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function headOf(width: number, height: number): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  return head;
}

/** 900 million grey pixels in less than a megabyte. */
const bomb = () => png(['IHDR', headOf(30_000, 30_000)], ['IDAT', deflateSync(Buffer.alloc(30_000 * 30_001), { level: 1 })], ['IEND', Buffer.alloc(0)]);

const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(400)]);
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000"><image href="file:///etc/passwd"/></svg>');

describe('what is no picture, or one that not every program shows alike', () => {
  it.each([
    ['HEIC with the name of a JPEG', heic],
    ['SVG, which is a program', svg],
    ['SVG behind an XML line', Buffer.concat([Buffer.from('\ufeff<?xml version="1.0"?>\n'), svg])],
    ['a web page', Buffer.from('<!DOCTYPE html><html><script>alert(1)</script></html>')],
    ['PDF', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['TIFF', Buffer.from('II*\0\x08\0\0\0')],
    ['BMP', Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)])],
  ])('sends back %s with the reason', async (_, bytes) => {
    const { problems, thumbnail, width } = await inspect(bytes);
    expect({ problems, thumbnail, width }).toEqual({ problems: ['format_unsupported'], thumbnail: null, width: null });
    expect(imageProblems.format_unsupported).toMatch(/不能使用.*请用小程序内的相机重拍。$/);
  });

  it('sends back moving pictures: GIF, WebP, PNG', async () => {
    const frames = { width: 40, height: 40, channels: 3 as const };
    const film = sharp(Buffer.alloc(40 * 120 * 3, 90).fill(200, 0, 4800), { raw: { ...frames, height: 120, pageHeight: 40 } });
    expect(await problemsOf(await film.clone().gif({ delay: 100 }).toBuffer())).toEqual(['format_unsupported']);
    expect(await problemsOf(await film.clone().webp({ delay: 100 }).toBuffer())).toEqual(['format_unsupported']);
    const moving = png(['IHDR', headOf(40, 40)], ['acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])], ['IDAT', deflateSync(Buffer.alloc(40 * 41))], ['IEND', Buffer.alloc(0)]);
    expect(await problemsOf(moving)).toEqual(['format_unsupported']);
  });

  it.each([
    ['nothing at all', Buffer.alloc(0)],
    ['two bytes', Buffer.from([0xff, 0xd8])],
    ['words', Buffer.from('这不是照片')],
    ['a program', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(100)])],
    ['an archive', Buffer.concat([Buffer.from('PK\x03\x04'), good])],
  ])('sends back %s as no picture', async (_, bytes) => expect(await problemsOf(bytes)).toEqual(['not_an_image']));
});

describe('pictures that are broken', () => {
  it.each([0.02, 0.3, 0.6, 0.9, 0.99])('tells a JPEG of which %d is there', async (share) => expect(await problemsOf(good.subarray(0, Math.floor(good.length * share)))).toEqual(['damaged']));

  it('tells cut PNG and WebP', async () => {
    for (const whole of [await small(1200, 900).png().toBuffer(), await small(1200, 900).webp().toBuffer()]) {
      expect(await problemsOf(whole.subarray(0, whole.length / 2))).toEqual(['damaged']);
    }
  });

  it('survives noise in the place of a picture', async () => {
    const slight = await small(1000, 750).jpeg().toBuffer();
    for (let seed = 1; seed <= 10; seed++) {
      const spoilt = Buffer.from(slight);
      for (let at = 0; at < 40; at++) spoilt[20 + ((seed * 7919 + at * 104729 + at * at * seed) % (spoilt.length - 20))] = (seed * at) % 256;
      const { problems, sha256 } = await inspect(spoilt);
      expect(sha256).toHaveLength(64);
      expect(problems).toEqual(expect.any(Array));
    }
  });
});

describe('pictures that are unusual, and right', () => {
  it.each([
    ['progressive', () => sharp(good).jpeg({ progressive: true, quality: 90 })],
    ['PNG', () => sharp(good).png()],
    ['WebP', () => sharp(good).webp({ quality: 90 })],
    ['PNG of 16 bits', () => sharp(good).toColourspace('rgb16').png()],
    ['PNG with transparency', () => sharp(good).ensureAlpha(0.98).png()],
    ['CMYK', () => sharp(good).toColourspace('cmyk').jpeg({ quality: 90 })],
    ['grey', () => sharp(good).greyscale().jpeg({ quality: 90 })],
  ])('reads %s as what it shows', async (_, make) => {
    const [plain, unusual] = [await inspect(good), await inspect(await make().toBuffer())];
    expect(unusual).toMatchObject({ problems: [], width: plain.width, height: plain.height });
    expect(Math.abs(unusual.brightness! - plain.brightness!)).toBeLessThan(12);
    expect((await sharp(unusual.thumbnail!).metadata()).format).toBe('jpeg');
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns a picture with EXIF orientation %d upright', async (orientation) => {
    const turned = await sharp(good).withMetadata({ orientation }).jpeg({ quality: 90 }).toBuffer();
    const { width, height, problems, thumbnail } = await inspect(turned);
    expect([width, height, problems]).toEqual(orientation >= 5 ? [1500, 2000, []] : [2000, 1500, []]);
    expect((await sharp(thumbnail!).metadata()).orientation).toBeUndefined();
  });

  it.each([
    ['an archive', Buffer.from('PK\x03\x04 evil.exe')],
    ['a web page', Buffer.from('<html><script>alert(1)</script></html>')],
  ])('reads a JPEG with %s behind it as the picture, and carries nothing of that into what it shows', async (_, tail) => {
    const { problems, thumbnail } = await inspect(Buffer.concat([good, tail]));
    expect(problems).toEqual([]);
    expect(thumbnail!.includes(tail)).toBe(false);
  });
});

describe('bombs', () => {
  it('refuses 900 million pixels without unpacking them', async () => {
    const bytes = bomb();
    const before = process.memoryUsage().rss;
    expect(await problemsOf(bytes)).toEqual(['too_many_pixels']);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('judges 48 million pixels, one picture after the other, within 400 MB', async () => {
    const large = await small(8000, 6000).jpeg({ quality: 60 }).toBuffer();
    const before = process.memoryUsage().rss;
    for (let time = 0; time < 3; time++) expect((await inspect(large)).width).toBe(8000);
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });
});

describe('the looking thread', () => {
  it('says that it cannot look at what is no picture, and looks at the next', async () => {
    const answers = await Promise.allSettled([lookAt(heic, 'id_front'), lookAt(good.subarray(0, 9000), 'id_front'), lookAt(bomb(), 'id_front'), lookAt(good, 'vehicle_licence')]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
  });
});
