import { z } from 'zod';
import { kindOf } from '../embedded/kinds';
import { fieldsOf } from '../embedded/fields';
import { boxOf, type Frame } from '../embedded/geometry';
import { rowsOf } from '../embedded/page';
import type { TextLine } from '../embedded/recognise';
import type { Box, DocumentField, DocumentKind, ReadField, Reading } from '../ocr';
import type { ValuesOfKind } from './values';

type AnsweredReading = Omit<Reading, 'engine'>;

const points = z.array(z.object({ x: z.number(), y: z.number() })).length(4);
/** One page of an answer: its values by name, and how surely and where each was read (0–100, pixels of the straightened page). */
const page = z.object({
  data: z.record(z.string(), z.unknown()),
  angle: z.number().optional(),
  width: z.number().positive().optional(),
  height: z.number().positive().optional(),
  orgWidth: z.number().positive().optional(),
  orgHeight: z.number().positive().optional(),
  prism_keyValueInfo: z.array(z.object({ key: z.string(), value: z.unknown(), valueProb: z.number().optional(), valuePos: points.optional() })).optional(),
});
type Page = z.output<typeof page>;
const sides = z.object({ data: z.object({ face: page.optional(), back: page.optional() }) });

/** Which kind each side of a two-sided document is. */
const kindsOfSides: Partial<Record<DocumentKind, { face: DocumentKind; back: DocumentKind }>> = {
  id_front: { face: 'id_front', back: 'id_back' },
  id_back: { face: 'id_front', back: 'id_back' },
  vehicle_licence: { face: 'vehicle_licence', back: 'vehicle_licence_annex' },
  vehicle_licence_annex: { face: 'vehicle_licence', back: 'vehicle_licence_annex' },
};

/** The answer of a product that reads one kind of document; undefined where it is not of the agreed shape. */
export function readingOfValues(answer: unknown, expected: DocumentKind, values: ValuesOfKind): AnsweredReading | undefined {
  const kinds = kindsOfSides[expected];
  if (!kinds) return pageReading(page.safeParse(answer).data, expected, values);
  const read = sides.safeParse(answer).data?.data;
  const both = read && [pageReading(read.face, kinds.face, values), pageReading(read.back, kinds.back, values)].filter((reading) => reading !== undefined && reading.kind !== null);
  // Where both sides lie on one picture, it is the one that was asked for.
  return both && (both.find((reading) => reading!.kind === expected) ?? both[0] ?? nothing);
}

const nothing: AnsweredReading = { kind: null, kindConfidence: 0, fields: [], lines: [] };

function pageReading(of: Page | undefined, kind: DocumentKind, values: ValuesOfKind): AnsweredReading | undefined {
  if (!of) return undefined;
  const fields = values[kind]!(of.data).flatMap(({ field, value, from, proven }): ReadField[] => {
    if (!value) return [];
    const info = of.prism_keyValueInfo?.find(({ key }) => key === from);
    return [{ field, value, confidence: confidenceOf(info?.valueProb, proven), box: info?.valuePos ? boxOn(of, info.valuePos) : null }];
  });
  return fields.length > 0 ? { kind, kindConfidence: 0.9, fields, lines: [] } : nothing;
}

/** The service's percent as a share; a check digit knows better. Where it says nothing it is not sure. */
function confidenceOf(percent: number | undefined, proven: boolean | undefined): number {
  const said = Math.min(0.99, Math.max(0, (percent ?? 80) / 100));
  return proven === undefined ? said : proven ? Math.max(said, 0.97) : Math.min(said, 0.4);
}

/** Places are told on the straightened page: they are the picture's own only where nothing was straightened. */
function boxOn({ angle = 0, width, height, orgWidth, orgHeight }: Page, corners: z.output<typeof points>): Box | null {
  if (angle !== 0 || !width || !height || (orgWidth ?? width) !== width || (orgHeight ?? height) !== height) return null;
  const [xs, ys] = [corners.map(({ x }) => x / width), corners.map(({ y }) => y / height)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

const text = z.object({
  width: z.number().positive(),
  height: z.number().positive(),
  prism_wordsInfo: z.array(z.object({ word: z.string().min(1), prob: z.number(), pos: points })),
});

/** Lines without meaning, for documents that the service has no product for: their fields are found as in those we read ourselves. */
export function readingOfLines(answer: unknown, expected: DocumentKind): AnsweredReading | undefined {
  const read = text.safeParse(answer).data;
  if (!read) return undefined;
  const lines = read.prism_wordsInfo.map(({ word, prob, pos }) => lineOf(word, prob / 100, pos));
  const rows = rowsOf(lines);
  const told = kindOf(rows, expected);
  const draft = fieldsOf[told.kind ?? expected](rows);
  const fields = Object.entries(draft).flatMap(([field, found]): ReadField[] => {
    if (!found) return [];
    const { value, confidence, signs } = found;
    return [{ field: field as DocumentField, value, confidence: Math.min(0.99, confidence), box: signs.length > 0 ? boxOf(signs.map(({ frame }) => frame), read) : null }];
  });
  return { kind: told.kind, kindConfidence: told.confidence, fields, lines: lines.map(({ text: line, confidence, frame }) => ({ text: line, confidence, box: boxOf([frame], read) })) };
}

/** A line by its corners, clockwise from its own top left; its signs share it evenly. */
function lineOf(word: string, confidence: number, [topLeft, topRight, , bottomLeft]: z.output<typeof points>): TextLine {
  const [a, b, c] = [topLeft!, topRight!, bottomLeft!];
  const [angle, width, height] = [Math.atan2(b.y - a.y, b.x - a.x), Math.hypot(b.x - a.x, b.y - a.y), Math.hypot(c.x - a.x, c.y - a.y)];
  const signs = [...word];
  const at = (from: number, to: number): Frame => {
    const middle = (from + to) / 2;
    return { centre: { x: a.x + (b.x - a.x) * middle + (c.x - a.x) / 2, y: a.y + (b.y - a.y) * middle + (c.y - a.y) / 2 }, width: width * (to - from), height, angle };
  };
  const glyphs = signs.map((sign, place) => ({ sign, probability: confidence, others: [{ sign, probability: confidence }], frame: at(place / signs.length, (place + 1) / signs.length) }));
  return { text: word, confidence, frame: at(0, 1), glyphs };
}
