import type { DocumentField, DocumentKind, ReadField, Reading } from '../ocr';
import type { Found } from './codes';
import { engine } from './engine';
import { fieldsOf } from './fields';
import type { Draft } from './fields/draft';
import { boxOf } from './geometry';
import { kindOf, type ToldKind } from './kinds';
import type { Models } from './models';
import { type Row, rowsOf } from './page';
import { contrasted, type Pixels, pixelsOf } from './pixels';
import { readLines, type TextLine } from './recognise';
import { findSeal } from './seal';
import { findReadableLines } from './turn';


/** Lines and fields below these are noise. */
const leastLine = 0.5;
const leastField = 0.3;
/** Kinds that show things rather than papers: they are told by what was read from them. */
const things: Partial<Record<DocumentKind, DocumentField>> = { plate: 'plate', vin_plate: 'vin', odometer: 'kilometres' };

/** Reads one picture: finds the lines, reads them, tells which document it is, and takes its fields from the rows. */
export async function readPicture(models: Models, bytes: Uint8Array, expected: DocumentKind): Promise<Reading> {
  const pixels = await pixelsOf(bytes);
  const first = await viewed(models, pixels, expected);
  // Struck signs differ from their metal by light and shade alone.
  const again = expected === 'vin_plate' && (first.draft.vin?.confidence ?? 0) < 0.8;
  const view = again ? better(first, await viewed(models, await contrasted(pixels), expected)) : first;
  const { told, lines } = view;
  const seal = told.kind === 'authority_letter' ? await findSeal(pixels) : null;
  const fields = fieldsFrom(view);
  if (seal) fields.push({ field: 'seal', value: 'yes', confidence: seal.confidence, box: seal.box });
  return {
    engine,
    kind: told.kind,
    kindConfidence: told.confidence,
    fields,
    lines: lines.filter(({ confidence }) => confidence >= leastLine).map(({ text, confidence, frame }) => ({ text, confidence, box: boxOf([frame], view.pixels) })),
  };
}

/** What was read from a picture as it is, or with its contrast raised. */
interface View {
  pixels: Pixels;
  lines: TextLine[];
  told: ToldKind;
  draft: Draft;
}

async function viewed(models: Models, pixels: Pixels, expected: DocumentKind): Promise<View> {
  const found = await findReadableLines(models, pixels);
  const lines = (await readLines(models, pixels, found.map(({ frame }) => frame))).filter(({ confidence }) => confidence >= leastLine);
  const rows = rowsOf(lines);
  const printed = kindOf(rows, expected);
  if (printed.kind && printed.kind !== 'other') return { pixels, lines, told: printed, draft: fieldsOf[printed.kind](rows) };
  const shown = thingOf(rows, expected);
  return { pixels, lines, ...(shown ?? { told: printed, draft: fieldsOf[expected](rows) }) };
}

/** A car, a chassis number or an odometer, told by what can be read from it. */
function thingOf(rows: Row[], expected: DocumentKind): { told: ToldKind; draft: Draft } | undefined {
  const kinds = (Object.entries(things) as [DocumentKind, DocumentField][]).sort(([kind]) => (kind === expected ? -1 : 1));
  for (const [kind, field] of kinds) {
    const draft = fieldsOf[kind](rows);
    const value = draft[field];
    if (value && value.confidence >= 0.5 && (kind !== 'odometer' || expected === 'odometer')) return { told: { kind, confidence: 0.9 * value.confidence }, draft };
  }
  return undefined;
}

const better = (one: View, other: View) => ((other.draft.vin?.confidence ?? 0) > (one.draft.vin?.confidence ?? 0) ? other : one);

function fieldsFrom({ draft, pixels }: View): ReadField[] {
  const found = Object.entries(draft).filter((entry): entry is [DocumentField, Found] => entry[1] !== undefined && entry[1].confidence >= leastField);
  return found.map(([field, { value, confidence, signs }]) => ({ field, value, confidence: Math.min(0.99, confidence), box: signs.length > 0 ? boxOf(signs.map(({ frame }) => frame), pixels) : null }));
}
