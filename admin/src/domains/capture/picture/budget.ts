/** The best that is asked for: what goes beyond costs room and shows nothing more. */
const best = 0.86;
/** Below this, blocks begin to eat the print: a smaller picture is then more legible. */
const poorest = 0.54;
/** What the budget may be filled to at the first guess, since sizes are guessed from the last one. */
const aim = 0.93;
/** A picture that fills so much of its budget is good enough. */
const full = 0.8;
const mostTries = 4;
const smallestLongSide = 400;

/**
 * Compresses a picture to the best quality that its budget allows, in few tries, smaller where even the poorest quality is too much.
 * @param encode makes it with this long side and quality (0–1)
 * @returns never more than `budgetBytes`; undefined where nothing legible is that small
 */
export async function withinBudget<T extends { size: number }>(
  encode: (longSide: number, quality: number) => Promise<T>,
  { longSide, budgetBytes }: { longSide: number; budgetBytes: number },
): Promise<T | undefined> {
  for (let side = longSide; side >= Math.min(longSide, smallestLongSide); ) {
    const { fitting, smallest } = await bestAt((quality) => encode(side, quality), budgetBytes);
    if (fitting) return fitting;
    // Bytes go with the area.
    side = Math.floor(side * Math.min(0.9, Math.max(0.5, Math.sqrt((budgetBytes * aim) / smallest))));
  }
  return undefined;
}

async function bestAt<T extends { size: number }>(encode: (quality: number) => Promise<T>, budgetBytes: number): Promise<{ fitting: T | undefined; smallest: number }> {
  let [low, high] = [poorest, best];
  let fitting: T | undefined;
  let smallest = Infinity;
  for (let tries = 0, quality = best; tries < mostTries; tries++) {
    const made = await encode(quality);
    smallest = Math.min(smallest, made.size);
    if (made.size <= budgetBytes) {
      fitting = made;
      low = quality;
    } else {
      if (quality <= poorest) break;
      high = quality;
    }
    if (fitting && (quality === best || fitting.size >= full * budgetBytes || high - low < 0.04)) break;
    quality = guess(quality, made.size / budgetBytes, low, high);
  }
  return { fitting, smallest };
}

/** A JPEG grows by about a tenth for each three hundredths of quality. */
function guess(quality: number, fill: number, low: number, high: number): number {
  const next = quality - Math.log(fill / aim) / 3.2;
  return next <= low || next >= high ? (low === poorest && next <= low ? poorest : (low + high) / 2) : next;
}
