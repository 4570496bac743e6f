import sharp from 'sharp';
import { picture } from '../../../test/people';
import { createWatermarker } from './watermark';

const { burnIn } = createWatermarker();
const words = '代理人甄** 2026-07-01 12:30';
const ground = (grey: number, size = 1200) => sharp({ create: { width: size, height: size, channels: 3, background: { r: grey, g: grey, b: grey } } }).jpeg().toBuffer();
const pixelsOf = async (bytes: Buffer) => [...(await sharp(bytes).greyscale().raw().toBuffer())];

describe('the watermark of who looks', () => {
  it.each([
    ['white', 255, (value: number) => value < 235],
    ['black', 0, (value: number) => value > 40],
    ['grey', 128, (value: number) => Math.abs(value - 128) > 15],
  ])('is seen on %s ground, in each quarter, and covers little of it', async (_name, grey, isDrawn) => {
    const pixels = await pixelsOf(await burnIn(await ground(grey), words));
    for (const quarter of [0, 1, 2, 3]) {
      const inside = pixels.filter((_, at) => (at % 1200 >= 600 ? 1 : 0) + (at >= pixels.length / 2 ? 2 : 0) === quarter);
      const share = inside.filter(isDrawn).length / inside.length;
      expect(share).toBeGreaterThan(0.003);
      expect(share).toBeLessThan(0.12);
    }
  });
  it('says who and when: other words give another picture, the same words the same', async () => {
    const bytes = picture('vehicle_licence');
    const shown = await burnIn(bytes, words);
    expect(await burnIn(bytes, words)).toEqual(shown);
    expect(await burnIn(bytes, words.replace('12:30', '12:31'))).not.toEqual(shown);
    expect(await burnIn(bytes, '<b>&')).not.toEqual(shown);
  });
  it('keeps size and position of the picture, shows it upright, and takes its EXIF away', async () => {
    const sideways = await sharp(picture('vehicle_licence')).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { format, width, height, exif } = await sharp(await burnIn(sideways, words)).metadata();
    expect([format, width, height, exif]).toEqual(['jpeg', 1500, 2000, undefined]);
  });
  it('is on thumbnails and on pictures without colour too, and a huge picture is shown smaller', async () => {
    const thumbnail = await sharp(picture('invoice')).resize(360).greyscale().jpeg().toBuffer();
    expect(await pixelsOf(await burnIn(thumbnail, words))).not.toEqual(await pixelsOf(thumbnail));
    expect((await sharp(await burnIn(await ground(200, 6000), words)).metadata()).width).toBe(2560);
  });
  it('is on many pictures at once; too many are told to come again', async () => {
    const { burnIn: burnOne } = createWatermarker(1);
    const small = await ground(128, 100);
    const results = await Promise.allSettled(Array.from({ length: 260 }, () => burnOne(small, words)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(201);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'server.unavailable' });
    await expect(burnOne(small, words)).resolves.toBeInstanceOf(Buffer);
  });
  it('refuses what is no picture', async () => {
    await expect(burnIn(Buffer.from('no picture'), words)).rejects.toThrow();
  });
});
