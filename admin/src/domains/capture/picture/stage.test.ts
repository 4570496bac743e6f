import { cornerName, drawnIn, frameOf, placeSeenAt, stepSeenAs, withCornerAt } from './stage';
import { wholePicture } from './warp';

const picture = { width: 3264, height: 2448 };
const stage = { width: 800, height: 600 };

describe('the stage of the live picture', () => {
  it('shows the picture whole, turned or not', () => {
    expect(drawnIn(stage, picture, 0)).toEqual({ width: 800, height: 600 });
    expect(drawnIn(stage, picture, 1)).toEqual({ width: expect.closeTo(600), height: expect.closeTo(450) });
  });

  it('finds the place on the picture below the mouse', () => {
    // Turned once clockwise, the picture's bottom left is seen at the top left.
    expect(placeSeenAt({ x: 0, y: 0 }, 1)).toEqual({ x: 0, y: 1 });
    expect(placeSeenAt({ x: 0, y: 0 }, 2)).toEqual({ x: 1, y: 1 });
    expect(placeSeenAt({ x: 0, y: 0 }, 3)).toEqual({ x: 1, y: 0 });
    expect(cornerName(3, 1)).toBe('左上角');
    expect(stepSeenAs({ x: 0.1, y: 0 }, 1)).toEqual({ x: expect.closeTo(0), y: expect.closeTo(-0.1) });
  });

  it('moves a corner, but never so that nothing is left to cut out', () => {
    expect(withCornerAt(wholePicture, 0, { x: 0.2, y: 0.1 })[0]).toEqual({ x: 0.2, y: 0.1 });
    expect(withCornerAt(wholePicture, 0, { x: -0.3, y: 0.1 })[0]).toEqual({ x: 0, y: 0.1 });
    expect(withCornerAt(wholePicture, 0, { x: 0.9, y: 0.9 })).toBe(wholePicture);
  });

  it('draws a frame of the form of what is to be laid there', () => {
    const [topLeft, , bottomRight] = frameOf(1.58, picture, 0);
    const aspect = ((bottomRight.x - topLeft.x) * picture.width) / ((bottomRight.y - topLeft.y) * picture.height);
    expect(aspect).toBeCloseTo(1.58);
    const turned = frameOf(1.58, picture, 1);
    expect(((turned[2].y - turned[0].y) * picture.height) / ((turned[2].x - turned[0].x) * picture.width)).toBeCloseTo(1.58);
  });
});
