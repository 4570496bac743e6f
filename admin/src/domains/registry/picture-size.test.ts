import { fitsAsIs, sizeWithin } from './picture-size';

it('brings the longer side to 2,000 pixels and keeps the proportion', () => {
  expect(sizeWithin(4000, 3000)).toEqual({ width: 2000, height: 1500 });
  expect(sizeWithin(900, 12_000)).toEqual({ width: 150, height: 2000 });
  expect(sizeWithin(1600, 1200)).toEqual({ width: 1600, height: 1200 });
  expect(sizeWithin(100_000, 1)).toEqual({ width: 2000, height: 1 });
});

it('sends what is small, light and of an accepted kind as it is', () => {
  const small = { type: 'image/png', bytes: 900_000, width: 1800, height: 1200 };
  expect(fitsAsIs(small)).toBe(true);
  expect(fitsAsIs({ ...small, bytes: 1_000_001 })).toBe(false);
  expect(fitsAsIs({ ...small, width: 2001 })).toBe(false);
  expect(fitsAsIs({ ...small, type: 'image/heic' })).toBe(false);
});
