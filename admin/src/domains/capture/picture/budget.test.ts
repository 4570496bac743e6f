import { withinBudget } from './budget';

/** A picture whose JPEG grows with its area and with its quality, as pictures of print do. */
function pictureOf(bytesAtBest: number) {
  const tries: [number, number][] = [];
  const encode = async (longSide: number, quality: number) => {
    tries.push([longSide, quality]);
    return { size: Math.round(bytesAtBest * (longSide / 2000) ** 2 * Math.exp((quality - 0.86) * 3)), longSide, quality };
  };
  return { tries, encode };
}

const wanted = { longSide: 2000, budgetBytes: 300_000 };

describe('the budget of a picture', () => {
  it('is kept with one try where the best quality fits', async () => {
    const { tries, encode } = pictureOf(180_000);
    expect(await withinBudget(encode, wanted)).toMatchObject({ quality: 0.86, longSide: 2000 });
    expect(tries).toHaveLength(1);
  });

  it.each([310_000, 420_000, 600_000, 760_000])('is well used by a picture of %d bytes, in few tries and at full size', async (bytes) => {
    const { tries, encode } = pictureOf(bytes);
    const made = (await withinBudget(encode, wanted))!;
    expect(made.longSide).toBe(2000);
    expect(made.size).toBeLessThanOrEqual(300_000);
    expect(made.size).toBeGreaterThan(225_000);
    expect(tries.length).toBeLessThanOrEqual(4);
  });

  it('makes a picture smaller rather than illegible', async () => {
    const { tries, encode } = pictureOf(4_000_000);
    const made = (await withinBudget(encode, wanted))!;
    expect(made.size).toBeLessThanOrEqual(300_000);
    expect(made.longSide).toBeLessThan(2000);
    expect(made.quality).toBeGreaterThanOrEqual(0.54);
    expect(tries.length).toBeLessThanOrEqual(10);
  });

  it('is never broken: a picture that cannot be so small is none', async () => {
    const tooLarge = async () => ({ size: 300_001 });
    expect(await withinBudget(tooLarge, wanted)).toBeUndefined();
  });
});
