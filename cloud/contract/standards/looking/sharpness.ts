import type { Area } from './area';
import type { Grey } from './picture';

const tilesAcross = 8;

/**
 * Variance of the Laplacian in each of 8 × 8 tiles of the area on the 1,024 px grey picture, averaged over the eighth that is
 * sharpest: a document is judged by its print, not by its margins, and not by the table on which it lies.
 */
export function sharpnessOf(grey: Grey, area: Area): number {
  const [width, height] = [(area.right - area.left) / tilesAcross, (area.bottom - area.top) / tilesAcross];
  const tiles: number[] = [];
  for (let row = 0; row < tilesAcross; row++) {
    for (let column = 0; column < tilesAcross; column++) {
      const [left, top] = [area.left + column * width, area.top + row * height];
      if (area.has(left + width / 2, top + height / 2)) tiles.push(varianceOf(grey, { left, top, right: left + width, bottom: top + height }));
    }
  }
  const sharpest = tiles.sort((a, b) => b - a).slice(0, Math.max(1, Math.round(tiles.length / 8)));
  return sharpest.reduce((sum, variance) => sum + variance, 0) / Math.max(1, sharpest.length);
}

function varianceOf({ data, width, height }: Grey, tile: Pick<Area, 'left' | 'top' | 'right' | 'bottom'>): number {
  const [left, right] = [Math.max(1, Math.floor(tile.left)), Math.min(width - 1, Math.floor(tile.right))];
  const [top, bottom] = [Math.max(1, Math.floor(tile.top)), Math.min(height - 1, Math.floor(tile.bottom))];
  let [sum, squares, count] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = y * width + x;
      const laplacian = 4 * data[at]! - data[at - 1]! - data[at + 1]! - data[at - width]! - data[at + width]!;
      sum += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
