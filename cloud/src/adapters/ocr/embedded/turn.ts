import { findLines, type FoundLine } from './detect';
import { cornersOf, type Frame, frameAlong, halfTurn } from './geometry';
import { ask, type Models } from './models';
import { type Pixels, straighten } from './pixels';

const size = { width: 192, height: 48 };
/** So many of the longest lines are asked which way up they are; fewer than three are no witnesses. */
const voters = { most: 8, least: 3 };
/** Lines that lie further than this from flat (radians), or take less than this share of the picture's length, are looked for again. */
const again = { steep: 0.25, small: 0.62 };

/**
 * Finds the lines of a document whichever way up it lies, each with the direction in which it is read: most long lines tell
 * the axis, and a network tells for a few of them which of the two senses is right. A document that lies aslant or is small on
 * the picture is turned flat and brought near for a second look.
 */
export async function findReadableLines(models: Models, pixels: Pixels): Promise<FoundLine[]> {
  const found = await findLines(models, pixels);
  const axis = axisOf(found.map(({ frame }) => frame));
  const near = around(found.map(({ frame }) => frame), axis);
  const small = Math.max(near.width, near.height) < again.small * Math.max(pixels.width, pixels.height);
  const second = found.length >= voters.least && (small || Math.abs(axis) > again.steep);
  return towardsReading(models, pixels, second ? await findLines(models, pixels, near) : found);
}

/** A frame along the axis around all lines, with room for what was overlooked. */
function around(frames: Frame[], axis: number): Frame {
  const { width, height, ...near } = frameAlong(frames.flatMap(cornersOf), axis);
  const room = 0.12 * Math.max(width, height);
  return { ...near, width: width + 2 * room, height: height + 2 * room };
}

async function towardsReading(models: Models, pixels: Pixels, found: FoundLine[]): Promise<FoundLine[]> {
  const axis = axisOf(found.map(({ frame }) => frame));
  const lines = found.map(({ frame, score }) => ({ frame: along(frame, axis), score }));
  const longest = lines.filter(({ frame }) => frame.width > 2 * frame.height).sort((a, b) => b.frame.width * b.score - a.frame.width * a.score);
  if (!(await areUpsideDown(models, pixels, longest.slice(0, voters.most).map(({ frame }) => frame)))) return lines;
  return lines.map(({ frame, score }) => ({ frame: { ...frame, angle: frame.angle + Math.PI }, score }));
}

/** The direction of most print, without its sense; print that is as high as long tells nothing. */
export function axisOf(frames: Frame[]): number {
  let [x, y] = [0, 0];
  for (const { width, height, angle } of frames) {
    const weight = Math.max(0, width - 1.5 * height);
    x += weight * Math.cos(2 * angle);
    y += weight * Math.sin(2 * angle);
  }
  return x === 0 && y === 0 ? 0 : halfTurn(Math.atan2(y, x) / 2);
}

/** The frame with that of its four directions as `angle` that is next to `axis`. */
function along(frame: Frame, axis: number): Frame {
  const quarters = Math.round((axis - frame.angle) / (Math.PI / 2));
  const swapped = quarters % 2 !== 0;
  return { ...frame, angle: frame.angle + (quarters * Math.PI) / 2, width: swapped ? frame.height : frame.width, height: swapped ? frame.width : frame.height };
}

async function areUpsideDown({ turn }: Models, pixels: Pixels, frames: Frame[]): Promise<boolean> {
  if (frames.length < voters.least) return false;
  const each = 3 * size.width * size.height;
  const input = new Float32Array(each * frames.length);
  frames.forEach((frame, at) => {
    const width = Math.min(size.width, Math.round((size.height * frame.width) / frame.height));
    const shown = { ...frame, width: Math.min(frame.width, (frame.height * size.width) / size.height) };
    straighten(pixels, shown, input.subarray(at * each, (at + 1) * each), { width, height: size.height, stride: size.width });
  });
  const { data } = await ask(turn, input, [frames.length, 3, size.height, size.width]);
  const votes = frames.map((_frame, at) => data[at * 2 + 1]! - data[at * 2]!);
  return votes.reduce((sum, vote) => sum + vote, 0) / frames.length > 0.3;
}
