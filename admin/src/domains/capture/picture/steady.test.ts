import { nothingSeen, steadied, type Steady } from './steady';
import type { Corners } from './wanted';

const sheetAt = (left: number): Corners => [{ x: left, y: 0.2 }, { x: left + 0.5, y: 0.2 }, { x: left + 0.5, y: 0.7 }, { x: left, y: 0.7 }]; // prettier-ignore
const after = (frames: (Corners | null)[], from: Steady = nothingSeen) => frames.reduce(steadied, from);

describe('the outline in the live picture', () => {
  it('appears when two frames agree', () => {
    expect(after([sheetAt(0.2)]).shown).toBeNull();
    expect(after([sheetAt(0.2), sheetAt(0.205)]).shown).toEqual(sheetAt(0.205));
  });

  it('lies still while the sheet does, and glides with it', () => {
    const seen = after([sheetAt(0.2), sheetAt(0.2)]);
    expect(after([sheetAt(0.2008), sheetAt(0.1993)], seen).shown).toBe(seen.shown);
    const moved = after([sheetAt(0.22)], seen).shown![0].x;
    expect(moved > 0.2 && moved < 0.22).toBe(true);
  });

  it('does not follow one frame that saw something else, but a sheet that was moved', () => {
    const seen = after([sheetAt(0.2), sheetAt(0.2)]);
    expect(after([sheetAt(0.4), sheetAt(0.2)], seen).shown).toEqual(sheetAt(0.2));
    expect(after([sheetAt(0.4), sheetAt(0.4)], seen).shown).toEqual(sheetAt(0.4));
  });

  it('stays while a hand passes over the sheet, and goes with the sheet', () => {
    const seen = after([sheetAt(0.2), sheetAt(0.2)]);
    expect(after([null, null, sheetAt(0.2)], seen).shown).toEqual(sheetAt(0.2));
    expect(after([null, null, null, null], seen).shown).toBeNull();
  });
});
