import { closest, drawnSize, frameOf, panBy, turn, viewOfArea, wholePicture, zoomAt } from './viewport';

const picture = { width: 2000, height: 1000 };
const stage = { width: 800, height: 600 };

describe('the viewport of a picture', () => {
  it('shows the picture whole at first, and whole again when it is turned', () => {
    expect(drawnSize(picture, stage, wholePicture)).toEqual({ width: 800, height: 400 });
    const turned = turn({ scale: 3, x: 90, y: 20, turns: 0 });
    expect(turned).toEqual({ ...wholePicture, turns: 1 });
    expect(drawnSize(picture, stage, turned)).toEqual({ width: 600, height: 300 });
  });

  it('keeps the point below the cursor in its place', () => {
    const cursor = { x: 120, y: 40 };
    const before = zoomAt(wholePicture, 2, cursor, picture, stage);
    const after = zoomAt(before, 1.5, cursor, picture, stage);
    expect((cursor.x - after.x) / after.scale).toBeCloseTo((cursor.x - before.x) / before.scale);
    expect((cursor.x - before.x) / before.scale).toBeCloseTo(cursor.x);
  });

  it('never comes nearer than the closest, nor smaller than whole', () => {
    expect(zoomAt(wholePicture, 100, { x: 0, y: 0 }, picture, stage).scale).toBe(closest);
    expect(zoomAt(wholePicture, 0.1, { x: 0, y: 0 }, picture, stage)).toEqual(wholePicture);
  });

  it('stops a shift at the edge of the picture', () => {
    expect(panBy(wholePicture, 50, 50, picture, stage)).toEqual(wholePicture);
    expect(panBy({ ...wholePicture, scale: 2 }, 9999, -9999, picture, stage)).toMatchObject({ x: 400, y: -100 });
  });

  it('brings an area into the middle of the stage, with what stands around it', () => {
    const area = { x: 0.5, y: 0.4, width: 0.2, height: 0.1 };
    const view = viewOfArea(area, picture, stage);
    const { width, height } = drawnSize(picture, stage, view);
    // Half of the stage's width, in its middle.
    expect(area.width * width).toBeCloseTo(400);
    expect(view.x + (area.x + area.width / 2 - 0.5) * width).toBeCloseTo(0);
    expect(view.y + (area.y + area.height / 2 - 0.5) * height).toBeCloseTo(0);
    expect(view.turns).toBe(0);
  });

  it('does not leave the picture for an area in its corner, nor come too near to a small one', () => {
    const corner = viewOfArea({ x: 0, y: 0, width: 0.01, height: 0.01 }, picture, stage);
    expect(corner).toEqual({ scale: 4, x: 1200, y: 500, turns: 0 });
    expect(viewOfArea({ x: 0, y: 0, width: 1, height: 1 }, picture, stage)).toEqual(wholePicture);
  });

  it('frames a little more than the area, and nothing outside of the picture', () => {
    expect(frameOf({ x: 0.5, y: 0.5, width: 0.1, height: 0.1 }, 0.01)).toEqual({
      x: expect.closeTo(0.49),
      y: expect.closeTo(0.49),
      width: expect.closeTo(0.12),
      height: expect.closeTo(0.12),
    });
    expect(frameOf({ x: -0.1, y: 0.9, width: 2, height: 0.5 })).toEqual({ x: 0, y: expect.closeTo(0.894), width: 1, height: expect.closeTo(0.106) });
  });
});
