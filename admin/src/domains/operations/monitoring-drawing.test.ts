import { drawCurve } from './monitoring-drawing';

const day = { from: '2026-11-28T00:00:00.000Z', stepSeconds: 3600, full: 0 };

it('draws a line that a gap interrupts, marks its peak, and names hours of Shanghai', () => {
  const { stretches, peak, hours } = drawCurve([0, 10, null, 5, ...Array<null>(20).fill(null), 1], day);
  expect(stretches).toHaveLength(3);
  expect(stretches[0]).toBe('2,66 15.2,6');
  expect(peak).toMatchObject({ value: 10, step: 1, y: 6 });
  expect(hours.map(({ word }) => word)).toEqual(['12时', '18时', '0时', '6时']);
});

it('draws nothing where nothing was read, and on the scale of the whole where that is known', () => {
  expect(drawCurve([null, null], day)).toMatchObject({ stretches: [], peak: undefined });
  expect(drawCurve([50, 50], { ...day, full: 100 }).peak!.y).toBe(36);
});
