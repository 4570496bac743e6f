import { forecastOf } from './forecast';

const dayAfter = (from: string, days: number) => new Date(Date.parse(`${from}T00:00:00Z`) + days * 24 * 3600_000).toISOString().slice(0, 10);
/** So many days from the first of June 2019 on, with the bytes of each. */
const course = (days: number, bytesOf: (at: number) => number) => Array.from({ length: days }, (_, at) => ({ day: dayAfter('2019-06-01', at), bytes: bytesOf(at) }));

describe('增长预测', () => {
  it('says nothing before fourteen days are measured', () => {
    expect(forecastOf(course(13, (at) => at), 1e9)).toBeNull();
    expect(forecastOf(course(14, (at) => at), 1e9)).not.toBeNull();
  });

  it('goes on with the line of least squares from what lies there now', () => {
    // 300 GB and 1 GB more each day: on the last day, the 29th of August, there are 389 of 1,000 GB.
    const forecast = forecastOf(course(90, (at) => 300e9 + at * 1e9), 1e12)!;
    expect(forecast.bytesPerDay).toBe(1e9);
    expect(forecast.crossings).toEqual([
      { share: 70, on: dayAfter('2019-08-29', 311), isPassed: false },
      { share: 85, on: dayAfter('2019-08-29', 461), isPassed: false },
      { share: 95, on: dayAfter('2019-08-29', 561), isPassed: false },
    ]);
    expect(forecast.sentence).toBe('近来平均每天增加 1.00 GB，已用 38.9%；按此速度，2020年7月5日前后达到70%，2021年3月12日前后达到95%。');
  });

  it('does not mind days that are missing, nor a day that lies off the line', () => {
    const uneven = course(90, (at) => at * 2e9).filter((_, at) => at % 7 !== 3);
    expect(forecastOf(uneven, 1e12)!.bytesPerDay).toBe(2e9);
    const bumped = course(91, (at) => at * 2e9 + (at === 45 ? 50e9 : 0));
    expect(forecastOf(bumped, 1e12)!.bytesPerDay).toBe(2e9);
  });

  it('foretells as ever where a disposal took a year of pictures away meanwhile', () => {
    const disposed = course(90, (at) => 500e9 + at * 1e9 - (at >= 45 ? 300e9 : 0));
    const forecast = forecastOf(disposed, 1e12, [{ day: dayAfter('2019-06-01', 45), bytes: 300e9 }])!;
    expect(forecast.bytesPerDay).toBe(1e9);
    expect(forecast.crossings[0]).toEqual({ share: 70, on: dayAfter('2019-08-29', 411), isPassed: false });
    expect(forecast.sentence).toMatch(/^近来平均每天增加 1\.00 GB（不计到期销毁），已用 28\.9%/);
  });

  it('says which line is passed, and that what does not grow crosses none', () => {
    const passed = forecastOf(course(30, (at) => 800e9 + at * 1e9), 1e12)!;
    expect(passed.crossings.map(({ isPassed }) => isPassed)).toEqual([true, false, false]);
    expect(passed.sentence).toMatch(/已用 82\.9%，已超过70%的告警线，应当扩容；按此速度，2019年7月21日前后达到85%/);
    const still = forecastOf(course(30, () => 100e9), 1e12)!;
    expect(still).toMatchObject({ bytesPerDay: 0, sentence: '近来没有增长，已用 10.0%，照此不会达到70%。' });
    expect(still.crossings.every(({ on }) => on === null)).toBe(true);
    const full = forecastOf(course(30, (at) => 990e9 + at * 1e9), 1e12)!;
    expect(full.sentence).toBe('近来平均每天增加 1.00 GB，已用 101.9%，已超过95%的告警线，应当扩容。');
  });

  it('asks for the capacity where it is not set', () => {
    const forecast = forecastOf(course(20, (at) => at * 1e9), null)!;
    expect(forecast.crossings).toEqual([70, 85, 95].map((share) => ({ share, on: null, isPassed: false })));
    expect(forecast.sentence).toContain('还没有设置存储容量');
  });
});
