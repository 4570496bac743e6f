import type { StorageSpace } from './storage';

/** The room of the course, in its own units. */
export const spaceSize = { width: 480, height: 196, left: 62, right: 38, top: 10, bottom: 26 };

interface SpaceDrawing {
  /** The days that were measured, as points of one line. */
  line: string;
  last: { x: number; y: number } | undefined;
  /** How it goes on at the present pace. */
  ahead: { x1: number; y1: number; x2: number; y2: number } | null;
  /** Where an alarm is raised; those far above all that is drawn are left out. */
  alarms: { share: number; y: number }[];
  scale: { bytes: number; y: number }[];
  /** The days that are named below. */
  days: { x: number; word: string; anchor: 'start' | 'middle' | 'end' }[];
}

const dayMs = 24 * 3_600_000;
const alarmShares = [70, 85, 95];
/** So much of the past is looked ahead, and at least a month. */
const aheadOf = (days: number) => Math.max(30, Math.round(days / 3));

/** Places the bytes of each day on a scale that shows how they move; the line goes on by the pace of the forecast, and alarm lines stand where they come near. */
export function drawSpace({ course, forecast, capacityBytes }: Pick<StorageSpace, 'course' | 'forecast' | 'capacityBytes'>): SpaceDrawing {
  const { width, height, left, right, top, bottom } = spaceSize;
  const [first, latest] = [course[0], course.at(-1)];
  if (!first || !latest) return { line: '', last: undefined, ahead: null, alarms: [], scale: [], days: [] };
  const from = Date.parse(first.day);
  const past = (Date.parse(latest.day) - from) / dayMs;
  const future = forecast ? aheadOf(past) : 0;
  const end = latest.bytes + future * (forecast?.bytesPerDay ?? 0);
  const reached = Math.max(end, ...course.map(({ bytes }) => bytes));
  // An alarm line far above all points would press the course flat.
  const near = capacityBytes === null ? [] : alarmShares.filter((share) => (capacityBytes * share) / 100 <= reached * 1.6);
  const highest = Math.max(reached, ...near.map((share) => (capacityBytes! * share) / 100)) || 1;
  const lowest = Math.min(end, ...course.map(({ bytes }) => bytes));
  // A stock that hardly moves would be a flat line on a scale from nought.
  const step = stepOf(highest - (lowest > highest / 2 ? lowest * 0.9 : 0), 5);
  const low = lowest > highest / 2 ? Math.floor((lowest * 0.9) / step) * step : 0;
  const most = Math.max(highest + (highest - low) * 0.04, low + step);
  const xOf = (days: number) => round(left + ((width - left - right) * days) / Math.max(1, past + future));
  const yOf = (bytes: number) => round(height - bottom - ((height - top - bottom) * (Math.max(low, bytes) - low)) / (most - low));
  const daysIn = (day: string) => (Date.parse(day) - from) / dayMs;
  const last = { x: xOf(past), y: yOf(latest.bytes) };
  return {
    line: course.map(({ day, bytes }) => `${xOf(daysIn(day))},${yOf(bytes)}`).join(' '),
    last,
    ahead: forecast && { x1: last.x, y1: last.y, x2: xOf(past + future), y2: yOf(end) },
    alarms: near.map((share) => ({ share, y: yOf((capacityBytes! * share) / 100) })),
    scale: Array.from({ length: Math.floor((most - low) / step) + 1 }, (_, at) => low + at * step).map((bytes) => ({ bytes, y: yOf(bytes) })),
    days: [
      ...(past > 0 ? [{ x: xOf(0), word: first.day, anchor: 'start' as const }] : []),
      { x: last.x, word: past > 0 ? latest.day.slice(5) : latest.day, anchor: future > 0 ? ('middle' as const) : ('end' as const) },
      ...(future > 0 ? [{ x: xOf(past + future), word: new Date(Date.parse(latest.day) + future * dayMs).toISOString().slice(5, 10), anchor: 'end' as const }] : []),
    ],
  };
}

/** 1, 2 or 5 followed by noughts, so that at most so many steps reach so far. */
function stepOf(room: number, steps: number): number {
  for (let power = 1; ; power *= 10) {
    const step = [power, 2 * power, 5 * power].find((one) => room / one <= steps);
    if (step) return step;
  }
}

const round = (value: number) => Math.round(value * 10) / 10;
