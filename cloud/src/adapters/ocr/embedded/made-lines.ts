import type { Frame } from './geometry';
import type { Alternative, Glyph, TextLine } from './recognise';
import { type Row, rowsOf } from './page';

/** A line of print for a test: its text, where its left end stands, and what else each sign could be. */
export interface MadeLine {
  text: string;
  x: number;
  y: number;
  /** Radians. */
  angle?: number;
  height?: number;
  others?: Record<number, Alternative[]>;
}

/** A line as the recognition hands it over, each sign as wide as the line is high. */
export function madeLine({ text, x, y, angle = 0, height = 40, others = {} }: MadeLine): TextLine {
  const signs = [...text];
  const at = (along: number, width: number): Frame => ({ centre: { x: x + along * Math.cos(angle), y: y + along * Math.sin(angle) }, width, height, angle });
  const glyphs = signs.map((sign, place): Glyph => ({ sign, probability: 0.99, others: [{ sign, probability: 0.99 }, ...(others[place] ?? [])], frame: at((place + 0.5) * height, height) }));
  return { text, confidence: 0.99, glyphs, frame: at((signs.length * height) / 2, signs.length * height) };
}

/** Rows of a page made of such lines. */
export const madeRows = (...lines: MadeLine[]): Row[] => rowsOf(lines.map(madeLine));
