import sharp from 'sharp';
import { type Pixels, warp } from './pixels';
import { type Random, randomOf } from './random';
import type { Sheet } from './sheet';

export interface Point {
  x: number;
  y: number;
}

/** How a picture is taken. What is not said follows from the seed, as an agent at a counter would do it on a good day. */
export interface Shot {
  seed: string;
  /** Pixels; 2,000 as the phone sends them. */
  longSide?: number;
  /** JPEG quality. */
  quality?: number;
  /** Share of the frame that the paper takes. */
  coverage?: number;
  /** How crooked the paper lies: 1 as in a hurry, 0 as ruled. */
  skew?: number;
  /** Quarter turns, clockwise. */
  turns?: 0 | 1 | 2 | 3;
  /** How far the paper lies out of the frame to the right, as a share of the frame. */
  beyond?: number;
  /** Mean light; about 0.9 is good, 1 makes white paper white. */
  light?: number;
  /** Sigma in pixels at 2,000. */
  blur?: number;
  /** Sigma in grey values. */
  noise?: number;
  /** Seeds the noise alone: what differs from one exposure to the next under a camera that does not move. */
  exposure?: string;
  /** A lamp's reflection on the paper: radius as a share of the frame's width, and how much of it is burnt out. */
  glare?: { radius: number; power: number };
  /** The paper is a copy without colour. */
  copied?: boolean;
}

/** A picture and where the paper lies on it: corners clockwise from the paper's top left, as shares; null for scenes. */
export interface Photo {
  picture: Buffer;
  outline: Point[] | null;
}

const tables = [[126, 84, 56], [92, 70, 54], [150, 118, 88], [96, 104, 106], [164, 164, 158], [70, 74, 82], [58, 82, 74]] as const;

/** Lays a paper on a table, or takes a scene as it is, and photographs it. */
export async function photograph(sheet: Sheet, shot: Shot): Promise<Photo> {
  const random = randomOf(shot.seed);
  const paper = await flatPixels(sheet, shot.copied ?? false);
  const turns = shot.turns ?? 0;
  const frame = frameOf(sheet, shot.longSide ?? 2000, turns);
  const corners = sheet.scene ? null : cornersOn(frame, sheet, shot, random);
  const pixels = corners ? warp(paper, await table(frame, random), corners) : warp(paper, { ...frame, data: Buffer.alloc(frame.width * frame.height * 3) }, sceneCorners(frame, turns, random));
  light(pixels, shot, random, corners);
  const scale = Math.max(frame.width, frame.height) / 2000;
  const blur = (shot.blur ?? random.between(0.7, 1)) * scale;
  const soft = await sharp(pixels.data, { raw: { width: frame.width, height: frame.height, channels: 3 } }).blur(Math.max(0.3, blur)).raw().toBuffer();
  addNoise(soft, shot.noise ?? random.between(2, 4.5), shot.exposure ? randomOf(shot.exposure) : random);
  const picture = await sharp(soft, { raw: { width: frame.width, height: frame.height, channels: 3 } }).jpeg({ quality: shot.quality ?? random.integer(80, 90) }).toBuffer();
  return { picture, outline: corners && corners.map(({ x, y }) => ({ x: x / frame.width, y: y / frame.height })) };
}

const flat = new WeakMap<Sheet, Promise<Pixels>>();

/** The drawn paper as pixels; drawn once, however often it is photographed. */
async function flatPixels(sheet: Sheet, copied: boolean): Promise<Pixels> {
  const drawn = flat.get(sheet) ?? rasterOf(sheet);
  flat.set(sheet, drawn);
  const { data, width, height } = await drawn;
  if (!copied) return { data, width, height };
  const grey = await sharp(data, { raw: { width, height, channels: 3 } }).greyscale().linear(1.35, -40).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data: grey.info.channels === 3 ? grey.data : spread(grey.data), width, height };
}

async function rasterOf({ svg }: Sheet): Promise<Pixels> {
  const { data, info } = await sharp(Buffer.from(svg)).flatten({ background: '#fff' }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** One grey channel as three. */
function spread(grey: Buffer): Buffer {
  const data = Buffer.allocUnsafe(grey.length * 3);
  for (let at = 0; at < grey.length; at++) data.fill(grey[at]!, at * 3, at * 3 + 3);
  return data;
}

interface Frame {
  width: number;
  height: number;
}

/** Wide papers are taken lying, tall ones upright, both 4:3; scenes keep their own shape. */
function frameOf({ width, height, scene }: Sheet, longSide: number, turns: number): Frame {
  const ratio = scene ? Math.min(width, height) / Math.max(width, height) : 0.75;
  const short = Math.round(longSide * ratio);
  return width > height !== (turns % 2 === 1) ? { width: longSide, height: short } : { width: short, height: longSide };
}

function cornersOn(frame: Frame, sheet: Sheet, shot: Shot, random: Random): Point[] {
  const turns = shot.turns ?? 0;
  const coverage = shot.coverage ?? random.between(0.74, 0.86);
  const [wide, high] = turns % 2 ? [sheet.height, sheet.width] : [sheet.width, sheet.height];
  const scale = coverage * Math.min(frame.width / wide, frame.height / high);
  const [halfWide, halfHigh] = [(wide * scale) / 2, (high * scale) / 2];
  const skew = shot.skew ?? 1;
  const tilt = (skew * random.between(-6, 6) * Math.PI) / 180;
  const room = (frame.width / 2 - halfWide) * 0.35;
  const [middleX, middleY] = [frame.width / 2 + random.between(-room, room) * 0.6 + (shot.beyond ?? 0) * frame.width, frame.height / 2 + random.between(-0.02, 0.02) * frame.height];
  const jitter = skew * Math.min(halfWide, halfHigh) * 0.05;
  const upright = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) => {
    const [across, down] = [x! * halfWide, y! * halfHigh];
    return {
      x: middleX + across * Math.cos(tilt) - down * Math.sin(tilt) + random.between(-jitter, jitter),
      y: middleY + across * Math.sin(tilt) + down * Math.cos(tilt) + random.between(-jitter, jitter),
    };
  });
  return turned(upright, turns);
}

/** The paper's own top left stands where the turn has brought it. */
const turned = (corners: Point[], turns: number): Point[] => corners.map((_, at) => corners[(at + turns) % 4]!);

/** A scene fills the frame and a little more, never quite straight. */
function sceneCorners({ width, height }: Frame, turns: number, random: Random): Point[] {
  const out = () => random.between(0.01, 0.05);
  const upright = [
    { x: -out() * width, y: -out() * height },
    { x: (1 + out()) * width, y: -out() * height },
    { x: (1 + out()) * width, y: (1 + out()) * height },
    { x: -out() * width, y: (1 + out()) * height },
  ];
  return turned(upright, turns);
}

/** A table with its grain. */
async function table({ width, height }: Frame, random: Random): Promise<Pixels> {
  const base = random.pick(tables);
  const [columns, rows] = [Math.round(width / random.pick([6, 10, 40])), Math.round(height / random.pick([40, 90, 30]))];
  const grain = Buffer.alloc(columns * rows * 3);
  for (let at = 0; at < columns * rows; at++) {
    const shade = random.between(-22, 22);
    for (let channel = 0; channel < 3; channel++) grain[at * 3 + channel] = Math.max(0, Math.min(255, base[channel]! + shade));
  }
  const data = await sharp(grain, { raw: { width: columns, height: rows, channels: 3 } }).resize(width, height, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
  return { data, width, height };
}

/** Uneven light across the frame, and a lamp's reflection where one is asked for. */
function light({ data, width, height }: Pixels, { light, glare }: Shot, random: Random, corners: Point[] | null): void {
  const angle = random.between(0, 2 * Math.PI);
  const slope = random.between(0.04, 0.14);
  const mean = random.between(0.82, 0.95);
  const casts = [random.between(0.97, 1.03), 1, random.between(0.95, 1.04)];
  const acrossSlope = (slope * Math.cos(angle) * 2) / width;
  const downSlope = (slope * Math.sin(angle) * 2) / height;
  const bright = light === undefined ? mean : light;
  for (let y = 0, at = 0; y < height; y++) {
    let gain = bright * (1 + downSlope * (y - height / 2) - (acrossSlope * width) / 2);
    for (let x = 0; x < width; x++, at += 3, gain += bright * acrossSlope) {
      for (let channel = 0; channel < 3; channel++) {
        const value = data[at + channel]! * gain * casts[channel]!;
        data[at + channel] = value > 255 ? 255 : value;
      }
    }
  }
  const frame = [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }];
  if (glare) shine({ data, width, height }, spotOn(corners ?? frame, random), glare);
}

function shine({ data, width, height }: Pixels, spot: Point, { radius, power }: NonNullable<Shot['glare']>): void {
  const [wide, high] = [radius * width, radius * width * 0.7];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const added = 255 * power * Math.exp(-(((x - spot.x) / wide) ** 2) - ((y - spot.y) / high) ** 2);
      for (let channel = 0; channel < 3; channel++, at++) data[at] = Math.min(255, data[at]! + added);
    }
  }
}

function spotOn(corners: Point[], random: Random): Point {
  const [across, down] = [random.between(0.3, 0.7), random.between(0.3, 0.7)];
  const [a, b, c, d] = corners as [Point, Point, Point, Point];
  const mix = (p: Point, q: Point, share: number) => ({ x: p.x + (q.x - p.x) * share, y: p.y + (q.y - p.y) * share });
  return mix(mix(a, b, across), mix(d, c, across), down);
}

const bell = bellNoise();

/** 65,536 normal numbers (sum of twelve even ones), read from a different place in each picture. */
function bellNoise(): Float32Array {
  const random = randomOf('camera noise');
  return Float32Array.from({ length: 65_536 }, () => Array.from({ length: 12 }, () => random.next()).reduce((sum, value) => sum + value, -6));
}

function addNoise(data: Buffer, sigma: number, random: Random): void {
  let place = random.integer(0, 65_535);
  const stride = 2 * random.integer(100, 9000) + 1;
  for (let at = 0; at < data.length; at++) {
    if (at % 61_440 === 0) place = (place + stride) & 65_535;
    place = (place + 1) & 65_535;
    const value = data[at]! + bell[place]! * sigma;
    data[at] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
}
