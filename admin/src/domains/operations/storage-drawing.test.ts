import { drawSpace, spaceSize } from './storage-drawing';

const course = Array.from({ length: 31 }, (_, at) => ({ day: new Date(Date.UTC(2026, 9, 1 + at)).toISOString().slice(0, 10), bytes: 600e9 + at * 2e9 }));
const forecast = { bytesPerDay: 2e9, crossings: [], sentence: '' };

it('draws the course within its room, goes on by the forecast, and marks the alarms that come near', () => {
  const { line, last, ahead, alarms, scale, days } = drawSpace({ course, forecast, capacityBytes: 1e12 });
  const points = line.split(' ').map((point) => point.split(',').map(Number) as [number, number]);
  expect(points).toHaveLength(31);
  expect(points.every(([x, y]) => x >= spaceSize.left && x <= spaceSize.width - spaceSize.right && y >= spaceSize.top && y <= spaceSize.height - spaceSize.bottom)).toBe(true);
  expect(ahead!.x1).toBe(last!.x);
  expect(ahead!.y2).toBeLessThan(ahead!.y1);
  expect(alarms.map(({ share }) => share)).toEqual([70, 85, 95]);
  expect(scale.map(({ bytes }) => bytes / 1e9)).toEqual([500, 600, 700, 800, 900]);
  expect(days.map(({ word }) => word)).toEqual(['2026-10-01', '10-31', '11-30']);
});

it('leaves out alarms that are far away, and draws one day, none, and no forecast', () => {
  expect(drawSpace({ course, forecast, capacityBytes: 20e12 }).alarms).toEqual([]);
  expect(drawSpace({ course: course.slice(0, 1), forecast: null, capacityBytes: null })).toMatchObject({ ahead: null, days: [{ anchor: 'end' }] });
  expect(drawSpace({ course: [], forecast: null, capacityBytes: 1e12 }).line).toBe('');
});
