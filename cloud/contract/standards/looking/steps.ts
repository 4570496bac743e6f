import type { Colour } from './picture';

/** How the colour steps at each pixel, rightwards and downwards, and how much; from the channel that steps most. */
export interface Steps {
  across: Int16Array;
  down: Int16Array;
  size: Float32Array;
  width: number;
  height: number;
}

const distance = 3;

/** Steps between what lies before and behind a pixel, a few pixels apart, so that thin lines do not count. */
export function stepsOf({ data, width, height }: Colour): Steps {
  const [across, down, size] = [new Int16Array(width * height), new Int16Array(width * height), new Float32Array(width * height)];
  const [right, below] = [distance * 3, distance * width * 3];
  for (let y = distance; y < height - distance; y++) {
    for (let x = distance; x < width - distance; x++) {
      const at = y * width + x;
      let most = 0;
      for (let channel = at * 3; channel < at * 3 + 3; channel++) {
        const dx = data[channel + right]! - data[channel - right]!;
        const dy = data[channel + below]! - data[channel - below]!;
        if (dx * dx + dy * dy <= most) continue;
        most = dx * dx + dy * dy;
        across[at] = dx;
        down[at] = dy;
      }
      size[at] = Math.sqrt(most);
    }
  }
  return { across, down, size, width, height };
}
