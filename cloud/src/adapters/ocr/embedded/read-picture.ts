import type { Box, DocumentField, DocumentKind, ReadField, Reading } from '../ocr';
import type { Found } from './codes';
import { engine } from './engine';
import { fieldsOf } from './fields';
import type { Draft } from './fields/draft';
import { boxOf } from './geometry';
import { kindOf, type ToldKind } from './kinds';
import type { Models } from './models';
import { type Row, rowsOf } from './page';
import { contrasted, type Pixels, pixelsOf, withoutRed } from './pixels';
import { readLines, type TextLine } from './recognise';
import { sealOn } from './seal';
import { findReadableLines } from './turn';

/** Lines and fields below these are noise. */
const least = { line: 0.5, field: 0.3, thing: 0.5 };
/** Below this a struck number is looked at again. */
const sure = 0.8;
/** Kinds that show things rather than papers: they are told by what was read from them. */
const things: Partial<Record<DocumentKind, DocumentField>> = { plate: 'plate', vin_plate: 'vin', odometer: 'kilometres' };

/** What was read from a picture as it is, or as it was prepared. */
interface View {
  pixels: Pixels;
  lines: TextLine[];
  told: ToldKind;
  draft: Draft;
  /** What was seen rather than read. */
  seen: ReadField[];
}

/**
 * Reads one picture: finds the lines, reads them, tells which document it is, and takes its fields from the rows.
 * @throws UnreadablePicture
 */
export async function readPicture(models: Models, bytes: Uint8Array, expected: DocumentKind): Promise<Reading> {
  const first = await viewOf(models, await pixelsOf(bytes), expected);
  const { told, lines, pixels, draft, seen } = await lookedAgain(models, first, expected);
  return {
    engine,
    kind: told.kind,
    kindConfidence: told.confidence,
    fields: [...fieldsFrom(draft, pixels), ...seen],
    lines: lines.map(({ text, confidence, frame }) => ({ text, confidence, box: boxOf([frame], pixels) })),
  };
}

async function viewOf(models: Models, pixels: Pixels, expected: DocumentKind): Promise<View> {
  const found = await findReadableLines(models, pixels);
  const lines = (await readLines(models, pixels, found.map(({ frame }) => frame))).filter(({ confidence }) => confidence >= least.line);
  return { pixels, lines, seen: [], ...taken(rowsOf(lines), expected) };
}

function taken(rows: Row[], expected: DocumentKind): { told: ToldKind; draft: Draft } {
  const told = kindOf(rows, expected);
  if (told.kind && told.kind !== 'other') return { told, draft: fieldsOf[told.kind](rows) };
  return thingOf(rows, expected) ?? { told, draft: fieldsOf[expected](rows) };
}

/** A car, a chassis number or an odometer, told by what can be read from it. */
function thingOf(rows: Row[], expected: DocumentKind): { told: ToldKind; draft: Draft } | undefined {
  const kinds = (Object.entries(things) as [DocumentKind, DocumentField][]).sort(([kind]) => (kind === expected ? -1 : 1));
  for (const [kind, field] of kinds) {
    const draft = fieldsOf[kind](rows);
    const value = draft[field];
    // Any number could be a mileage, so nothing else is taken for one.
    if (value && value.confidence >= least.thing && (kind !== 'odometer' || expected === 'odometer')) return { told: { kind, confidence: 0.9 * value.confidence }, draft };
  }
  return undefined;
}

/** Struck signs differ from their metal by light and shade alone; a seal on a letter covers print. Both are read in a prepared picture then. */
async function lookedAgain(models: Models, view: View, expected: DocumentKind): Promise<View> {
  const vinOf = ({ draft }: View) => draft.vin?.confidence ?? 0;
  if (expected === 'vin_plate' && vinOf(view) < sure) {
    const other = await viewOf(models, await contrasted(view.pixels), expected);
    return vinOf(other) > vinOf(view) ? other : view;
  }
  if (view.told.kind !== 'authority_letter') return view;
  const seal = await sealOn(view.pixels);
  if (!seal?.box) return { ...view, seen: seal ? [seal] : [] };
  const lines = await readBelow(models, view, seal.box);
  return { ...view, lines, seen: [seal], draft: fieldsOf.authority_letter(rowsOf(lines)) };
}

/** The lines with those that a red seal covers read without its colour. */
async function readBelow(models: Models, { pixels, lines }: View, seal: Box): Promise<TextLine[]> {
  const covered = lines.filter(({ frame }) => overlap(boxOf([frame], pixels), seal));
  const again = await readLines(models, withoutRed(pixels), covered.map(({ frame }) => frame));
  return lines.map((line) => {
    const other = again.find(({ frame }) => frame === line.frame);
    return other && other.confidence * other.glyphs.length >= line.confidence * line.glyphs.length ? other : line;
  });
}

const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function fieldsFrom(draft: Draft, pixels: Pixels): ReadField[] {
  const found = Object.entries(draft).filter((entry): entry is [DocumentField, Found] => entry[1] !== undefined && entry[1].confidence >= least.field);
  return found.map(([field, { value, confidence, signs }]) => ({ field, value, confidence: Math.min(0.99, confidence), box: signs.length > 0 ? boxOf(signs.map(({ frame }) => frame), pixels) : null }));
}
