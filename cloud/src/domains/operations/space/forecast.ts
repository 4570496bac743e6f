import { dayInWords } from '../../../clock';
import { sizeWords } from './size-words';

/** Bytes at the end of a day. */
export interface CourseDay {
  day: string;
  bytes: number;
}

/** 增长预测: the line through the last days, and when it crosses the alarm lines. */
export interface Forecast {
  /** Bytes by which it grows each day. */
  bytesPerDay: number;
  crossings: { share: number; on: string | null; isPassed: boolean }[];
  sentence: string;
}

/** With fewer days nobody knows how it grows. */
export const leastDays = 14;
/** The days through which the line goes. */
export const forecastDays = 90;
const shares = [70, 85, 95];
const dayMs = 24 * 3600_000;
/** What lies farther ahead than ten years is not foretold. */
const farthestDays = 3650;

const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs;
const dayOf = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10);

/**
 * The slope is that of the least squares over the days of `course`, as if nothing had been `removed` by a disposal meanwhile: else one of
 * a year's pictures would hide for months how it grows. From what lies there now it goes on with it, so that a line that is reached is
 * reached. Null with fewer than 14 days.
 */
export function forecastOf(course: CourseDay[], capacityBytes: number | null, removed: CourseDay[] = []): Forecast | null {
  if (course.length < leastDays) return null;
  const last = course.at(-1)!;
  const removedBy = (until: string) => removed.reduce((sum, { day, bytes }) => sum + (day <= until ? bytes : 0), 0);
  const bytesPerDay = Math.round(slopeOf(course.map(({ day, bytes }) => [numberOf(day), bytes + removedBy(day)])));
  const crossings = shares.map((share) => {
    const missing = capacityBytes === null ? null : (capacityBytes * share) / 100 - last.bytes;
    const isPassed = missing !== null && missing <= 0;
    const days = missing === null || isPassed || bytesPerDay <= 0 ? Infinity : Math.ceil(missing / bytesPerDay);
    return { share, on: days <= farthestDays ? dayOf(numberOf(last.day) + days) : null, isPassed };
  });
  return { bytesPerDay, crossings, sentence: sentenceOf({ bytesPerDay, crossings }, { last, capacityBytes, isReduced: removed.length > 0 }) };
}

/** Least squares; 0 for one moment alone. */
function slopeOf(points: [x: number, y: number][]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
}

function sentenceOf({ bytesPerDay, crossings }: Pick<Forecast, 'bytesPerDay' | 'crossings'>, { last, capacityBytes, isReduced }: { last: CourseDay; capacityBytes: number | null; isReduced: boolean }): string {
  const pace = bytesPerDay > 0 ? `近来平均每天增加 ${sizeWords(bytesPerDay)}${isReduced ? '（不计到期销毁）' : ''}` : '近来没有增长';
  if (capacityBytes === null) return `${pace}。还没有设置存储容量，不能预测何时用满，请技术单位填写容量。`;
  const share = `已用 ${((100 * last.bytes) / capacityBytes).toFixed(1)}%`;
  const passed = crossings.filter(({ isPassed }) => isPassed).at(-1);
  const next = crossings.find(({ isPassed }) => !isPassed);
  const warning = passed ? `，已超过${passed.share}%的告警线，应当扩容` : '';
  if (!next) return `${pace}，${share}${warning}。`;
  if (!next.on) return `${pace}，${share}${warning}${bytesPerDay > 0 ? '，按此速度十年内' : '，照此'}不会达到${next.share}%。`;
  return `${pace}，${share}${warning}；按此速度，${dayInWords(next.on)}前后达到${next.share}%${next.share === 95 ? '' : `，${lastOn(crossings)}`}。`;
}

function lastOn(crossings: Forecast['crossings']): string {
  const full = crossings.at(-1)!;
  return full.on ? `${dayInWords(full.on)}前后达到${full.share}%` : `十年内不会达到${full.share}%`;
}
