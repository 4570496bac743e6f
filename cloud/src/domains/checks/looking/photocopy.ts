import type { Area } from '@yongche/contract/standards/looking/area';
import type { Colour } from '@yongche/contract/standards/looking/picture';
import { type Scale, scoreOf } from '@yongche/contract/standards/looking/scale';
import type { DocumentKind } from '../../../adapters/ocr/ocr';
import type { Detection } from './detection';

/** Kinds whose print is coloured: emblem, portrait, frame, or a red seal. Letters may be written and signed in black. */
const coloured: ReadonlySet<DocumentKind> = new Set([
  'id_front', 'id_back', 'business_licence', 'registration_certificate', 'registration_transfers', 'vehicle_licence', 'vehicle_licence_annex', 'used_car_invoice',
] as const); // prettier-ignore

const colourfulness: Scale = { fine: 36, suspicious: 20, certain: 8 };

/**
 * 复印件: a document whose print has colours, without any. A copy in colour is not told. Found 10 of 10 documents made grey
 * under a yellow lamp, and none of 30 good, bad or scanned ones in colour; over-exposure washes colours out too (4 of 10).
 */
export const photocopy: Detection = {
  detector: 'photocopy',
  version: 1,
  look: ({ kind, colour, area }) => (coloured.has(kind) ? { score: scoreOf(colourfulnessOf(colour, area), colourfulness), box: null } : null),
};

/**
 * How colourful the most colourful four-hundredth of a document (a thin red seal is no more) is, after its paper is made white (0–255): the lamp's tint falls
 * on paper and print alike, so a copy in black stays grey under every light.
 */
export function colourfulnessOf({ data, width }: Colour, area: Area): number {
  const paper = paperColour({ data, width }, area);
  const counts = new Uint32Array(256);
  let count = 0;
  for (let y = area.top; y < area.bottom; y++) {
    const [from, to] = area.span(y);
    for (let x = from; x < to; x++) {
      const at = (y * width + x) * 3;
      const red = data[at]! * paper[0];
      const green = data[at + 1]! * paper[1];
      const blue = data[at + 2]! * paper[2];
      const chroma = Math.max(red, green, blue) - Math.min(red, green, blue);
      counts[Math.min(255, Math.round(chroma))]!++;
      count++;
    }
  }
  let beyond = 0;
  for (let chroma = 255; chroma > 0; chroma--) {
    beyond += counts[chroma]!;
    if (beyond >= count / 400) return chroma;
  }
  return 0;
}

/** Factors that make the paper (the brighter half) an even 200 in each channel. */
function paperColour({ data, width }: Pick<Colour, 'data' | 'width'>, area: Area): [number, number, number] {
  const [reds, greens, blues] = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  let count = 0;
  for (let y = area.top; y < area.bottom; y++) {
    const [from, to] = area.span(y);
    for (let x = from; x < to; x++) {
      const at = (y * width + x) * 3;
      reds[data[at]!]!++;
      greens[data[at + 1]!]!++;
      blues[data[at + 2]!]!++;
      count++;
    }
  }
  const median = (of: Uint32Array) => {
    let below = 0;
    return Math.max(30, of.findIndex((here) => (below += here) >= count * 0.6));
  };
  return [200 / median(reds), 200 / median(greens), 200 / median(blues)];
}
