import { white } from '@yongche/contract/standards/looking/exposure';
import type { Grey } from '@yongche/contract/standards/looking/picture';
import type { Detection, FileFacts } from './detection';

type Size = Pick<FileFacts, 'width' | 'height'>;

/** Screens of phones in use, short side by long side in pixels; a camera makes 4:3, 3:2, 16:9 or square pictures. */
const screens = new Set([
  '720x1560', '720x1600', '828x1792', '1080x2160', '1080x2280', '1080x2310', '1080x2340', '1080x2376', '1080x2388', '1080x2400', '1080x2412',
  '1080x2460', '1125x2436', '1170x2532', '1176x2400', '1179x2556', '1200x2640', '1206x2622', '1212x2616', '1216x2688', '1220x2712', '1228x2700',
  '1240x2772', '1242x2688', '1256x2760', '1260x2720', '1260x2800', '1264x2780', '1280x2832', '1284x2778', '1290x2796', '1320x2868', '1344x2772',
  '1440x2960', '1440x3040', '1440x3088', '1440x3120', '1440x3168', '1440x3200',
]); // prettier-ignore
export const isScreen = ({ width, height }: Size) => screens.has(`${Math.min(width, height)}x${Math.max(width, height)}`);
/** The form of such a screen stays when a program makes the picture smaller. */
const isScreenShaped = ({ width, height }: Size) => Math.max(width, height) / Math.min(width, height) > 1.95;

/**
 * 截屏, or another picture that never passed a lens. Found 24 of 24 pages of a phone with a document's picture on them, as they
 * were and made smaller, and none of 67 photographs. A screenshot that was cropped to the document is not told by its form.
 */
export const screenshot: Detection = {
  detector: 'screenshot',
  version: 1,
  look: ({ file, native }) => ({ score: screenshotScore(file, evennessOf(native)), box: null }),
};

/**
 * Share of squares of 8 px, among those neither black nor white, in which every pixel has the same value: what a program
 * draws is even, what a lens sees is not, though a strong compression evens out smooth places.
 */
export function evennessOf({ data, width, height }: Grey): number {
  let [even, count] = [0, 0];
  for (let top = 0; top + 8 <= height; top += 8) {
    for (let left = 0; left + 8 <= width; left += 8) {
      const first = data[top * width + left]!;
      if (first >= white || first < 6) continue;
      count++;
      if (isEven(data, top * width + left, width, first)) even++;
    }
  }
  return count < 200 ? 0 : even / count;
}

function isEven(data: Uint8Array, start: number, width: number, value: number): boolean {
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) if (data[start + y * width + x] !== value) return false;
  }
  return true;
}

/** How much speaks for it: its exact size tells most, then its evenness, then its format. */
export function screenshotScore(file: FileFacts, evenness: number): number {
  const size = isScreen(file) ? 0.5 : isScreenShaped(file) ? 0.25 : 0;
  const surface = evenness > 0.6 ? 0.4 : evenness > 0.3 ? 0.25 : 0;
  const format = file.format === 'png' ? 0.15 : 0;
  return Math.min(1, size + surface + format);
}
