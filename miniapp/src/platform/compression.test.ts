import { compressedBy } from './compression';

const limits = { budgetBytes: 300_000, longSide: 2000 };
/** An encoder whose files grow with the area and the quality. */
const encoder = (bytesPerStep: number) => {
  const steps: { longSide: number; quality: number }[] = [];
  const make = async (step: { longSide: number; quality: number }) => {
    steps.push(step);
    return { made: step, bytes: Math.round((step.longSide / 1000) ** 2 * step.quality * bytesPerStep) };
  };
  return { steps, make };
};

it('takes the best quality that is within the budget, at the asked size', async () => {
  const { make } = encoder(1000);
  await expect(compressedBy(limits, 4000, make)).resolves.toEqual({ longSide: 2000, quality: 66 });
});

it('never makes a picture larger than it was taken', async () => {
  const { make } = encoder(10);
  await expect(compressedBy(limits, 1200, make)).resolves.toEqual({ longSide: 1200, quality: 86 });
});

it('shrinks where quality alone is not enough, and takes the smallest where nothing fits', async () => {
  const some = encoder(1600);
  await expect(compressedBy(limits, 4000, some.make)).resolves.toMatchObject({ longSide: 1600 });
  const none = encoder(1_000_000);
  await expect(compressedBy(limits, 4000, none.make)).resolves.toEqual({ longSide: 1280, quality: 54 });
  expect(none.steps).toHaveLength(12);
});
