import type { Point } from './picture';
import type { Steps } from './steps';

/** A straight line x·cos(angle) + y·sin(angle) = offset; `border` where it is an edge of the picture. */
export interface Line {
  angle: number;
  offset: number;
  border: boolean;
}

/** Lines lean at most so far from level or upright, in degrees: nobody photographs a document askew by more. */
const mostLean = 32;
const turns = 2 * mostLean + 1;
/** So many degrees a pixel's own step may differ from the line on which it lies. */
const tolerance = 5;
/** The longest lines of each direction are tried as sides. */
const most = 10;
const leastStep = 8;

/** The straight lines along which colours step, longest first: near level ones and near upright ones (Hough's transform). */
export function linesOf(steps: Steps): { flat: Line[]; steep: Line[] } {
  const ridges = ridgesOf(steps);
  return { flat: strongest(steps, ridges, 90), steep: strongest(steps, ridges, 0) };
}

/** A pixel at which the step is larger than just before and behind it, with the direction of the step in degrees. */
interface Ridge {
  x: number;
  y: number;
  direction: number;
  weight: number;
}

function ridgesOf({ across, down, size, width, height }: Steps): Ridge[] {
  const ridges: Ridge[] = [];
  for (let y = 4; y < height - 4; y++) {
    for (let x = 4; x < width - 4; x++) {
      const at = y * width + x;
      const here = size[at]!;
      if (here < leastStep) continue;
      const ahead = Math.round((across[at]! / here) * 1.5) + Math.round((down[at]! / here) * 1.5) * width;
      // A strong step counts more, to a limit.
      if (here < size[at + ahead]! || here <= size[at - ahead]!) continue;
      ridges.push({ x, y, direction: (Math.atan2(down[at]!, across[at]!) * 180) / Math.PI, weight: Math.sqrt(Math.min(here, 60)) });
    }
  }
  return ridges;
}

/** @param middle direction of the steps sought, in degrees: 0 for upright lines, 90 for level ones */
function strongest({ width, height }: Steps, ridges: Ridge[], middle: number): Line[] {
  const reach = Math.ceil(Math.hypot(width, height));
  const angles = Array.from({ length: turns }, (_, turn) => ((middle + turn - mostLean) * Math.PI) / 180);
  const [cosines, sines] = [angles.map(Math.cos), angles.map(Math.sin)];
  const votes = new Float32Array(turns * 2 * reach);
  for (const { x, y, direction, weight } of ridges) {
    const turn = Math.round(leanOf(direction - middle)) + mostLean;
    // A pixel votes for the lines that run nearly as its own step tells.
    for (let near = Math.max(0, turn - tolerance); near <= Math.min(turns - 1, turn + tolerance); near++) {
      votes[near * 2 * reach + Math.round(x * cosines[near]! + y * sines[near]!) + reach]! += weight;
    }
  }
  return peaksOf(votes, reach).map(({ turn, offset }) => ({ angle: angles[turn]!, offset, border: false }));
}

/** A direction without its sense, −90 to 90 degrees. */
const leanOf = (degrees: number) => degrees - 180 * Math.round(degrees / 180);

/** The largest sums of votes, each with its neighbourhood (the same edge, slightly otherwise) taken out of the count. */
function peaksOf(votes: Float32Array, reach: number): { turn: number; offset: number }[] {
  const peaks: { turn: number; offset: number }[] = [];
  while (peaks.length < most) {
    let top = 0;
    for (let at = 1; at < votes.length; at++) if (votes[at]! > votes[top]!) top = at;
    if (votes[top]! <= 0) break;
    const [turn, place] = [Math.floor(top / (2 * reach)), top % (2 * reach)];
    peaks.push({ turn, offset: place - reach });
    for (let other = Math.max(0, turn - 6); other <= Math.min(turns - 1, turn + 6); other++) {
      votes.fill(0, other * 2 * reach + Math.max(0, place - 5), other * 2 * reach + Math.min(2 * reach, place + 6));
    }
  }
  return peaks;
}

/** The edges of the picture itself. */
export function bordersOf({ width, height }: { width: number; height: number }): Record<'top' | 'right' | 'bottom' | 'left', Line> {
  const line = (angle: number, offset: number): Line => ({ angle, offset, border: true });
  return { top: line(Math.PI / 2, 0), bottom: line(Math.PI / 2, height - 1), left: line(0, 0), right: line(0, width - 1) };
}

/** Where two lines cross; undefined where they run nearly side by side. */
export function meet(a: Line, b: Line): Point | undefined {
  const [ca, sa, cb, sb] = [Math.cos(a.angle), Math.sin(a.angle), Math.cos(b.angle), Math.sin(b.angle)];
  const determinant = ca * sb - sa * cb;
  if (Math.abs(determinant) < 0.3) return undefined;
  return { x: (a.offset * sb - b.offset * sa) / determinant, y: (b.offset * ca - a.offset * cb) / determinant };
}
