import sharp from 'sharp';
import type { detectors } from '@yongche/contract';
import { drawPaper, type Paper } from './draw';
import { photograph, type Photo, type Shot } from './photograph';
import { randomOf } from './random';
import { recaptured } from './recapture';

/** A way of taking or treating a picture badly; strengths go from what is just bad to what is plainly bad. */
export interface Fault {
  name: string;
  /** The detector that has to find it. */
  detector: keyof typeof detectors;
  strengths: readonly number[];
  inject(paper: Paper, shot: Shot, strength: number): Promise<Photo>;
}

const taken = (paper: Paper, shot: Shot) => photograph(drawPaper(paper), shot);

/** What goes wrong with a picture (domain.md 2.8, issue C “Looking”). */
export const faults: Fault[] = [
  { name: 'blur', detector: 'blur', strengths: [3, 5, 8], inject: (paper, shot, blur) => taken(paper, { ...shot, blur }) },
  { name: 'dark', detector: 'dark', strengths: [0.3, 0.2, 0.12], inject: (paper, shot, light) => taken(paper, { ...shot, light, noise: 6 }) },
  { name: 'overexposed', detector: 'overexposed', strengths: [1.8, 2.3, 3], inject: (paper, shot, light) => taken(paper, { ...shot, light }) },
  { name: 'glare', detector: 'glare', strengths: [0.06, 0.1, 0.16], inject: (paper, shot, radius) => taken(paper, { ...shot, glare: { radius, power: 1.6 } }) },
  { name: 'cut border', detector: 'cut_off', strengths: [0.15, 0.25, 0.35], inject: (paper, shot, beyond) => taken(paper, { ...shot, beyond }) },
  { name: 'photocopy', detector: 'photocopy', strengths: [1], inject: (paper, shot) => taken(paper, { ...shot, copied: true }) },
  { name: 'screen', detector: 'recapture', strengths: [0.35, 0.6, 1], inject: async (paper, shot, strength) => changed(await taken(paper, shot), (picture) => recaptured(picture, shot.seed, strength)) },
  { name: 'screenshot', detector: 'screenshot', strengths: [1], inject: async (paper, shot) => changed(await taken(paper, shot), screenshot) },
  { name: 'edited', detector: 'edited', strengths: [60, 75, 88], inject: edited },
];

/** What turns one file into another of the same picture: the duplicate search has to see through it. */
export const transformations: Record<string, (picture: Buffer) => Promise<Buffer>> = {
  '质量 30': (picture) => sharp(picture).jpeg({ quality: 30 }).toBuffer(),
  '质量 60': (picture) => sharp(picture).jpeg({ quality: 60 }).toBuffer(),
  '缩到 30%': (picture) => resized(picture, 0.3),
  '缩到 60%': (picture) => resized(picture, 0.6),
  '放到 150%': (picture) => resized(picture, 1.5),
  '每边裁 5%': (picture) => cropped(picture, 0.05),
  '每边裁 2%，质量 50': async (picture) => sharp(await cropped(picture, 0.02)).jpeg({ quality: 50 }).toBuffer(),
  '变暗 20%': (picture) => sharp(picture).linear(0.8).jpeg({ quality: 85 }).toBuffer(),
  '变亮 20%': (picture) => sharp(picture).linear(1.2).jpeg({ quality: 85 }).toBuffer(),
  '转 2°': (picture) => sharp(picture).rotate(2, { background: '#777' }).jpeg({ quality: 85 }).toBuffer(),
};

async function resized(picture: Buffer, factor: number): Promise<Buffer> {
  const { width } = await sharp(picture).metadata();
  return sharp(picture).resize(Math.round(width * factor)).jpeg({ quality: 82 }).toBuffer();
}

/** Cuts a share off each side. */
async function cropped(picture: Buffer, share: number): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  const [left, top] = [Math.round(width * share), Math.round(height * share)];
  return sharp(picture).extract({ left, top, width: width - 2 * left, height: height - 2 * top }).jpeg({ quality: 85 }).toBuffer();
}

async function changed({ picture }: Photo, by: (picture: Buffer) => Promise<Buffer>): Promise<Photo> {
  return { picture: await by(picture), outline: null };
}

/** The picture as it is shown on a phone, with its status bar, caught by the phone itself. */
async function screenshot(picture: Buffer): Promise<Buffer> {
  const [width, height] = [1080, 2400];
  const inner = await sharp(picture).resize(width, height - 400, { fit: 'contain', background: '#000' }).png().toBuffer();
  const bar = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="90"><rect x="40" y="30" width="110" height="30" rx="4" fill="#fff"/><rect x="930" y="32" width="60" height="26" rx="6" fill="none" stroke="#fff" stroke-width="4"/><rect x="934" y="36" width="40" height="18" fill="#fff"/></svg>`;
  return sharp({ create: { width, height, channels: 3, background: '#000' } }).composite([{ input: inner, left: 0, top: 200 }, { input: Buffer.from(bar), left: 0, top: 0 }]).jpeg({ quality: 92 }).toBuffer();
}

/** A part of the same picture with other print is put over it, after having been through a JPEG of its own; no editor leaves its name. */
async function edited(paper: Paper, shot: Shot, quality: number): Promise<Photo> {
  const random = randomOf(`edit ${shot.seed}`);
  const { picture, outline } = await taken(paper, shot);
  const { width, height } = await sharp(picture).metadata();
  const corners = outline ?? [{ x: 0.2, y: 0.2 }, { x: 0.8, y: 0.8 }];
  const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))];
  const patch = { width: Math.round(width * (right - left) * random.between(0.25, 0.4)), height: Math.round(height * (bottom - top) * random.between(0.06, 0.1)) };
  const place = (at: number) => ({ left: Math.round(width * (left + (right - left) * random.between(0.12, 0.5))), top: Math.round(height * (top + (bottom - top) * at)) });
  const lower = await sharp(picture).extract({ ...place(random.between(0.5, 0.8)), ...patch }).jpeg({ quality }).toBuffer();
  return { picture: await sharp(picture).composite([{ input: lower, ...place(random.between(0.15, 0.45)) }]).jpeg({ quality: 90 }).toBuffer(), outline };
}
