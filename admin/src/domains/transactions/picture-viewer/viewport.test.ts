import { closest, drawnSize, panBy, turn, wholePicture, zoomAt } from './viewport';

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
});
