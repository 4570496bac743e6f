import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { z } from 'zod';
import { print } from '../../src/print';
import { refusal } from './services';

/** 小程序码 as it was drawn. */
export interface DrawnCode {
  page: string;
  scene: string;
  width: number;
}

const request = z.object({
  scene: z.string(),
  page: z.string().default(''),
  check_path: z.boolean().default(true),
  env_version: z.enum(['release', 'trial', 'develop']).default('release'),
  width: z.int().default(430),
});
const sceneSigns = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/;
/** Neither a slash before it nor a query behind it. */
const plainPage = /^[\w-]+(\/[\w-]+)*$/;

/** 获取不限制的小程序码: `pages` are those of the published version. @returns a JPEG, or the refusal */
export async function drawCode(body: unknown, pages: readonly string[]): Promise<{ picture: Buffer; drawn: DrawnCode } | { refused: object }> {
  const parsed = request.safeParse(body);
  if (!parsed.success) return { refused: refusal(47001, 'data format error') };
  const { scene, page, check_path, width } = parsed.data;
  if (!sceneSigns.test(scene)) return { refused: refusal(40169, 'invalid length for scene, or the data is not json string') };
  if (width < 280 || width > 1280) return { refused: refusal(40097, 'invalid args') };
  if (page !== '' && (!plainPage.test(page) || (check_path && !pages.includes(page)))) return { refused: refusal(41030, 'invalid page') };
  return { picture: await sharp(Buffer.from(svgOf(`${page}?${scene}`, width))).flatten({ background: '#fff' }).jpeg({ quality: 92 }).toBuffer(), drawn: { page, scene, width } };
}

const rays = 54;
const rings = [118, 136, 154, 172, 190] as const;
/** Where three large dots stand in the place of rays, and the badge. */
const corners = [-45, -135, 135] as const;

/** Round as WeChat's, of these words and no others; its middle says that no phone can read it. */
function svgOf(words: string, width: number): string {
  const bits = createHash('sha512').update(words).digest();
  const isSet = (at: number) => ((bits[(at >> 3) % bits.length]! >> (at & 7)) & 1) === 1;
  const dots: string[] = [];
  for (let ray = 0; ray < rays; ray += 1) {
    const degrees = (ray * 360) / rays;
    const isCovered = corners.some((corner) => Math.abs(((degrees - corner + 540) % 360) - 180) < 14);
    for (const [ring, radius] of rings.entries()) {
      if (isCovered && radius > 130) continue;
      const end = !isCovered && ring + 1 < rings.length && isSet(ray * rings.length + ring) ? rings[ring + 1]! - 3 : radius + 0.1;
      dots.push(`<path transform="rotate(${degrees.toFixed(2)} 215 215)" d="M${215 + radius} 215H${215 + end}"/>`);
    }
  }
  const eyes = corners.map((corner) => {
    const [x, y] = [215 + 160 * Math.cos((corner * Math.PI) / 180), 215 + 160 * Math.sin((corner * Math.PI) / 180)];
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="27" fill="none" stroke="#000" stroke-width="9"/><circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="13"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}" viewBox="0 0 430 430"><g stroke="#000" stroke-width="8" stroke-linecap="round">${dots.join('')}</g>${eyes.join('')}<circle cx="215" cy="215" r="92" fill="#0e5f6b"/>${print('模拟', { x: 215, y: 236, size: 62, weight: 'bold', fill: '#fff', anchor: 'middle' })}</svg>`;
}
