import { projected, projectionOnto, sheetSize, straightened, turnedCorners, wholePicture, withMargin, type Pixels } from './warp';
import type { Corners } from './wanted';

const picture = { width: 400, height: 300 };
const lying: Corners = [{ x: 0.2, y: 0.25 }, { x: 0.8, y: 0.2 }, { x: 0.85, y: 0.8 }, { x: 0.15, y: 0.75 }]; // prettier-ignore

/** A table with a sheet on it whose left half is red and right half blue. */
function photographed(corners: Corners): Pixels {
  const data = new Uint8ClampedArray(picture.width * picture.height * 4).fill(60);
  const inverse = inverseOf(corners);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const { u, v } = inverse((x + 0.5) / picture.width, (y + 0.5) / picture.height);
      if (u >= 0 && u <= 1 && v >= 0 && v <= 1) data.set(u < 0.5 ? [220, 30, 30, 255] : [30, 30, 220, 255], (y * picture.width + x) * 4);
    }
  }
  return { data, ...picture };
}

/** By steps of Newton, so that the test knows nothing of the projection's own formula. */
function inverseOf(corners: Corners) {
  const projection = projectionOnto(corners);
  return (x: number, y: number) => {
    let [u, v] = [0.5, 0.5];
    for (let tries = 0; tries < 8; tries++) {
      const [at, right, below] = [projected(projection, u, v), projected(projection, u + 1e-4, v), projected(projection, u, v + 1e-4)];
      const [xu, yu, xv, yv] = [(right.x - at.x) / 1e-4, (right.y - at.y) / 1e-4, (below.x - at.x) / 1e-4, (below.y - at.y) / 1e-4];
      const determinant = xu * yv - xv * yu;
      u += ((x - at.x) * yv - (y - at.y) * xv) / determinant;
      v += ((y - at.y) * xu - (x - at.x) * yu) / determinant;
    }
    return { u, v };
  };
}

const pixelAt = ({ data, width }: Pixels, x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];

describe('straightening a sheet', () => {
  it('maps the corners of the straight sheet onto those of the lying one', () => {
    const projection = projectionOnto(lying);
    [[0, 0], [1, 0], [1, 1], [0, 1]].forEach(([u, v], at) => {
      const { x, y } = projected(projection, u!, v!);
      expect([x, y]).toEqual([expect.closeTo(lying[at]!.x, 9), expect.closeTo(lying[at]!.y, 9)]);
    }); // prettier-ignore
  });

  it('makes the sheet as large as it was taken, and shows all of it and nothing else', () => {
    const size = sheetSize(lying, picture);
    expect(Math.round(size.width)).toBeGreaterThan(240);
    const made = straightened(photographed(lying), lying, { width: 200, height: 130 });
    for (const y of [3, 65, 126]) {
      expect(pixelAt(made, 3, y)).toEqual([220, 30, 30]);
      expect(pixelAt(made, 94, y)).toEqual([220, 30, 30]);
      expect(pixelAt(made, 106, y)).toEqual([30, 30, 220]);
      expect(pixelAt(made, 196, y)).toEqual([30, 30, 220]);
    }
  });

  it('leaves a picture as it is where nothing is cut, and turns it clockwise', () => {
    const taken = photographed(lying);
    const same = straightened(taken, wholePicture, picture).data;
    expect(same.every((value, at) => value === (at % 4 === 3 ? 255 : taken.data[at]))).toBe(true);
    const turned = straightened(taken, turnedCorners(wholePicture, 1), { width: picture.height, height: picture.width });
    // What was left is above, what was below is left.
    expect(pixelAt(turned, 150, 130)).toEqual([220, 30, 30]);
    expect(pixelAt(turned, 150, 270)).toEqual([30, 30, 220]);
    expect(pixelAt(turned, 2, 2)).toEqual(pixelAt(taken, 2, picture.height - 3));
  });

  it('shows a margin around the sheet, and less of it where the picture ends', () => {
    const wider = withMargin(lying, picture, 0.03);
    expect(wider[0].x < lying[0].x && wider[0].y < lying[0].y && wider[2].x > lying[2].x && wider[2].y > lying[2].y).toBe(true);
    const atTheBorder: Corners = [{ x: 0.01, y: 0.2 }, { x: 0.6, y: 0.2 }, { x: 0.6, y: 0.8 }, { x: 0.01, y: 0.8 }]; // prettier-ignore
    const most = withMargin(atTheBorder, picture, 0.1);
    expect(most.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
    expect(most[1].x).toBeGreaterThan(0.62);
  });
});
