/** The room of a curve, in its own units. */
export const curveSize = { width: 320, height: 84, left: 2, right: 2, top: 6, bottom: 18 };

interface Curve {
  /** A gap in the readings interrupts the line. */
  stretches: string[];
  /** Where the highest value stands. */
  peak: { x: number; y: number; value: number; step: number } | undefined;
  /** The full hours that are named below. */
  hours: { x: number; word: string }[];
}

const shanghaiHours = 8;
const everyHours = 6;

/** Places a day's values on a scale from nothing to their highest, or to `full` where that is higher. */
export function drawCurve(values: (number | null)[], { from, stepSeconds, full }: { from: string; stepSeconds: number; full: number }): Curve {
  const { width, height, left, right, top, bottom } = curveSize;
  const most = Math.max(full, ...values.map((value) => value ?? 0));
  const xOf = (at: number) => round(left + ((width - left - right) * at) / Math.max(1, values.length - 1));
  const yOf = (value: number) => round(height - bottom - ((height - top - bottom) * value) / (most || 1));
  const stretches: string[][] = [];
  values.forEach((value, at) => {
    if (value === null) return;
    if (at === 0 || values[at - 1] === null) stretches.push([]);
    stretches.at(-1)!.push(`${xOf(at)},${yOf(value)}`);
  });
  const highest = values.reduce<number>((best, value, at) => (value !== null && (best < 0 || value > values[best]!) ? at : best), -1);
  const hourOf = (at: number) => (Date.parse(from) / 1000 + at * stepSeconds) / 3600 + shanghaiHours;
  const hours = values.flatMap((_, at) => (Number.isInteger(hourOf(at)) && hourOf(at) % everyHours === 0 ? [{ x: xOf(at), word: `${hourOf(at) % 24}时` }] : []));
  return {
    // One reading alone is a point, which a line of no length shows by its round ends.
    stretches: stretches.map((points) => (points.length === 1 ? [...points, ...points] : points).join(' ')),
    peak: highest < 0 ? undefined : { x: xOf(highest), y: yOf(values[highest]!), value: values[highest]!, step: highest },
    hours,
  };
}

const round = (value: number) => Math.round(value * 10) / 10;
