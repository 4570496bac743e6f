import type { Area } from './area';
import type { Grey } from './picture';

export interface Exposure {
  /** Mean grey value, 0–255. */
  brightness: number;
  /** Share of pixels at or above 250, 0–1. */
  saturated: number;
}

/** From which grey value on nothing is left to see. */
export const white = 250;

export function exposureOf({ data, width }: Grey, area: Area): Exposure {
  let [sum, bright, count] = [0, 0, 0];
  for (let y = area.top; y < area.bottom; y++) {
    const [from, to] = area.span(y);
    for (let x = from; x < to; x++) {
      const value = data[y * width + x]!;
      sum += value;
      count++;
      if (value >= white) bright++;
    }
  }
  return count === 0 ? { brightness: 0, saturated: 0 } : { brightness: sum / count, saturated: bright / count };
}
