import sharp from 'sharp';
import { randomOf } from './random';

/**
 * A picture shown on a screen and photographed from it: the screen's stripes of red, green and blue meet the camera's
 * grid, tone and colour shift, a backlight falls off. A simulation; what is caught here says little about real screens
 * (images.md), so figures on it are always printed apart from those on real ones.
 * @param strength 0–1, how strongly the two grids beat
 */
export async function recaptured(picture: Buffer, seed: string, strength: number): Promise<Buffer> {
  const random = randomOf(`screen ${seed}`);
  const { data, info } = await sharp(picture).removeAlpha().blur(0.6).raw().toBuffer({ resolveWithObject: true });
  const angle = random.between(-0.06, 0.06);
  const pitch = random.between(2.1, 3.4);
  const bend = random.between(0.00001, 0.00006);
  const tint = [random.between(0.9, 1), random.between(0.95, 1.02), random.between(1, 1.1)];
  const depth = 0.22 * strength;
  for (let y = 0, at = 0; y < info.height; y++) {
    const down = y - info.height / 2;
    for (let x = 0; x < info.width; x++, at += 3) {
      const across = x - info.width / 2;
      const column = ((across * Math.cos(angle) - down * Math.sin(angle)) * (1 + bend * down)) / pitch;
      const row = (down * Math.cos(angle) + across * Math.sin(angle)) / pitch;
      const lines = 1 - depth * 0.6 * (1 + Math.cos(2 * Math.PI * row));
      for (let channel = 0; channel < 3; channel++) {
        const stripe = 1 - depth * (1 + Math.cos(2 * Math.PI * (column - channel / 3)));
        const value = (data[at + channel]! * 0.86 + 18) * stripe * lines * tint[channel]! * (1 + depth);
        data[at + channel] = value > 255 ? 255 : value;
      }
    }
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } }).blur(0.5).jpeg({ quality: random.integer(78, 90) }).toBuffer();
}
