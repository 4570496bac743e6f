/**
 * 取景: a part of a picture, as shares (0–1) of its width and height, turned about the picture's middle (radians).
 * What one picture shows in its frame, a cut or turned copy shows in another framing of its own.
 */
export interface Framing {
  left: number;
  top: number;
  right: number;
  bottom: number;
  turn: number;
}

/** What is cut off at each side, as shares. */
type Cut = [left: number, top: number, right: number, bottom: number];

/** Left out at each side of every picture, so that a copy cut by up to 5 % still shows all of what is hashed. */
const margin = 0.06;
const cuts = [0, 0.05];
const turns = [-0.035, 0.035];

/** The part of a picture from which its own hash is made. */
export const ownFraming: Framing = { left: margin, top: margin, right: 1 - margin, bottom: 1 - margin, turn: 0 };

/** Where that part of a picture stands on a copy of it that was cut. */
function inCutCopy([left, top, right, bottom]: Cut, turn = 0): Framing {
  const [width, height] = [1 - left - right, 1 - top - bottom];
  return { left: (margin - left) / width, top: (margin - top) / height, right: (1 - margin - left) / width, bottom: (1 - margin - top) / height, turn };
}

/** Where it stands on the picture from which it was cut. */
function inUncut([left, top, right, bottom]: Cut, turn = 0): Framing {
  const [width, height] = [1 - left - right, 1 - top - bottom];
  return { left: left + margin * width, top: top + margin * height, right: left + (1 - margin) * width, bottom: top + (1 - margin) * height, turn };
}

const everyCut: Cut[] = cuts.flatMap((left) => cuts.flatMap((top) => cuts.flatMap((right) => cuts.map((bottom): Cut => [left, top, right, bottom]))));
const evenly = (cut: number): Cut => [cut, cut, cut, cut];

/**
 * All framings in which a picture is compared with what is stored: either may be the other one cut by about 5 % at any of
 * its sides, by less at all of them, or turned by about 2°. The first is the picture as it is. Twice as many steps would find
 * hardly more, at four times the cost of a look-up.
 */
export const framings: Framing[] = [
  ownFraming,
  ...[...everyCut.slice(1), evenly(0.025)].flatMap((cut) => [inCutCopy(cut), inUncut(cut)]),
  ...turns.flatMap((turn) => [{ ...ownFraming, turn }, inUncut(evenly(0.015), turn), inCutCopy(evenly(0.025), turn)]),
];
