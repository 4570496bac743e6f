import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import { Refusal } from '../../http/errors';

const fontFile = require.resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf');
/** Degrees by which the words rise: they cross the lines of a document instead of lying on one. */
const slope = -24;
/** How far a pixel goes towards black, and its lower right edge towards white, of 256: legible on either ground, a document stays so too. */
const strength = { dark: 46, light: 96 };
/** Larger pictures than a phone may send are shown smaller: what one look costs has a limit. */
const longestSide = 2560;
const keptTiles = 64;
const longestQueue = 200;

/** One period of the pattern; per row the columns that are drawn, and towards what: below 0 black, above 0 white. */
interface Tile {
  width: number;
  height: number;
  rows: { columns: Uint16Array; shades: Int16Array }[];
}

/** Burns who looks, and when, into a picture: the words are repeated over all of it. */
export interface Watermarker {
  /**
   * @returns a JPEG, upright, without EXIF.
   * @throws server.unavailable where too many wait; what sharp throws where the bytes are no picture.
   */
  burnIn(picture: Buffer, words: string): Promise<Buffer>;
}

/**
 * Decoding and encoding are sharp's; the few drawn pixels are blended here, which costs 2 ms where sharp's own composite
 * costs 80. At most as many pictures at once as there are processors; a tile is drawn once per viewer and minute.
 */
export function createWatermarker(atOnce = availableParallelism()): Watermarker {
  const inTurn = createQueue(atOnce);
  const tiles = new Map<string, Promise<Tile>>();

  function tileOf(words: string, size: number): Promise<Tile> {
    const key = `${size} ${words}`;
    const tile = tiles.get(key) ?? drawTile(words, size);
    tiles.delete(key);
    tiles.set(key, tile);
    for (const oldest of [...tiles.keys()].slice(0, Math.max(0, tiles.size - keptTiles))) tiles.delete(oldest);
    return tile;
  }

  return {
    burnIn: (picture, words) =>
      inTurn(async () => {
        const upright = sharp(picture, { sequentialRead: true, failOn: 'truncated', limitInputPixels: 50_000_000 }).rotate();
        const fitting = upright.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true });
        const { data, info } = await fitting.toColourspace('srgb').removeAlpha().timeout({ seconds: 5 }).raw().toBuffer({ resolveWithObject: true });
        const { width, height, channels } = info;
        blend(data, { width, height, channels }, await tileOf(words, textSizeFor(Math.max(width, height))));
        return sharp(data, { raw: { width, height, channels } }).jpeg({ quality: 82 }).toBuffer();
      }),
  };
}

/** Pixels; in steps, so that pictures of nearly one size share a tile. */
const textSizeFor = (longSide: number) => Math.max(11, Math.round(longSide / 400) * 8);

/** Runs work in the order in which it came, so much of it at once. @throws server.unavailable where too much waits. */
function createQueue(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (waiting.length >= longestQueue) throw new Refusal('server.unavailable');
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

/** Draws the words once along the slope, and again half a period further in the line below. */
async function drawTile(words: string, size: number): Promise<Tile> {
  const escaped = words.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  const text = sharp({ text: { text: escaped, font: `Noto Sans SC Medium ${size}`, fontfile: fontFile, dpi: 72, rgba: true } });
  const transparent = { r: 0, g: 0, b: 0, alpha: 0 };
  const turned = sharp(await text.png().toBuffer()).rotate(slope, { background: transparent });
  const gap = { right: Math.round(size * 1.5), bottom: size };
  const spaced = sharp(await turned.png().toBuffer()).extend({ ...gap, background: transparent });
  const { data, info } = await spaced.extractChannel('alpha').raw().toBuffer({ resolveWithObject: true });

  const { width, height } = info;
  const edge = Math.max(1, Math.round(size / 14));
  const inkAt = (x: number, y: number) => (x < 0 || y < 0 ? 0 : data[y * width + x]!);
  const shadeAt = (x: number, y: number) => Math.round((inkAt(x - edge, y - edge) * strength.light) / 255) || 0;
  const lineOf = (y: number, shift: number) => {
    const shades = Int16Array.from({ length: width }, (_, column) => {
      const x = (column + shift) % width;
      const ink = Math.round((inkAt(x, y) * strength.dark) / 255);
      return ink > 0 ? -ink : shadeAt(x, y);
    });
    const columns = Uint16Array.from(shades.keys()).filter((column) => shades[column] !== 0);
    return { columns, shades: Int16Array.from(columns, (column) => shades[column]!) };
  };
  const lines = (shift: number) => Array.from({ length: height }, (_, y) => lineOf(y, shift));
  return { width, height: height * 2, rows: [...lines(0), ...lines(Math.round(width / 2))] };
}

function blend(data: Buffer, picture: { width: number; height: number; channels: number }, tile: Tile): void {
  for (let y = 0; y < picture.height; y++) {
    const { columns, shades } = tile.rows[y % tile.height]!;
    for (let left = 0; left < picture.width; left += tile.width) {
      for (let at = 0; at < columns.length && left + columns[at]! < picture.width; at++) {
        const shade = shades[at]!;
        const pixel = (y * picture.width + left + columns[at]!) * picture.channels;
        for (let index = pixel; index < pixel + picture.channels; index++) {
          const value = data[index]!;
          data[index] = value + ((shade < 0 ? value * shade : (255 - value) * shade) >> 8);
        }
      }
    }
  }
}
