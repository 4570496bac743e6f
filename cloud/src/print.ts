import { type Font, openSync } from 'fontkit';

/** Noto Sans SC in the weights that pictures are printed in; from npm, so that every machine draws the same. */
const files = {
  light: '300Light/NotoSansSC_300Light',
  regular: '400Regular/NotoSansSC_400Regular',
  medium: '500Medium/NotoSansSC_500Medium',
  bold: '700Bold/NotoSansSC_700Bold',
} as const;
export type Weight = keyof typeof files;

interface Outline {
  d: string;
  advance: number;
}
const fonts = new Map<Weight, { font: Font; outlines: Map<string, Outline> }>();

/** How a line of text is printed; sizes in pixels of the sheet, `y` is the baseline. */
export interface Print {
  x: number;
  y: number;
  size: number;
  weight?: Weight;
  fill?: string;
  /** Extra space between characters, as a share of the size. */
  spacing?: number;
  anchor?: 'start' | 'middle' | 'end';
  /** The line is condensed to this width where it would be longer, as printers of forms do. */
  fit?: number;
}

/** A line of text as SVG outlines: no font of the machine takes part. @throws where the font lacks a character, see `printable` */
export function print(text: string, { x, y, size, weight = 'regular', fill = '#222', spacing = 0, anchor = 'start', fit }: Print): string {
  const outlines = [...text].map((character) => outlineOf(character, weight));
  const natural = widthOf(outlines, size, spacing);
  const squeeze = fit !== undefined && natural > fit ? fit / natural : 1;
  let pen = anchor === 'start' ? 0 : (anchor === 'middle' ? -0.5 : -1) * natural * squeeze;
  const paths: string[] = [];
  for (const { d, advance } of outlines) {
    if (d) paths.push(`<path transform="translate(${round(x + pen)} ${round(y)}) scale(${scaleOf(size * squeeze)} ${scaleOf(-size)})" d="${d}"/>`);
    pen += (advance + spacing) * size * squeeze;
  }
  return `<g fill="${fill}">${paths.join('')}</g>`;
}

/** What people wrote, fit to be printed: a character that the font lacks becomes an empty square. */
export const printable = (text: string, weight: Weight = 'regular'): string => [...text].map((character) => (fontOf(weight).font.hasGlyphForCodePoint(character.codePointAt(0)!) ? character : '□')).join('');

/** How wide a line is, in pixels. */
export function printedWidth(text: string, { size, weight = 'regular', spacing = 0 }: Pick<Print, 'size' | 'weight' | 'spacing'>): number {
  return widthOf([...text].map((character) => outlineOf(character, weight)), size, spacing);
}

/** A text in lines of at most `width` pixels, one below the other. */
export function printLines(text: string, width: number, leading: number, how: Print): string {
  const lines: string[] = [''];
  for (const character of text) {
    const line = lines.at(-1)! + character;
    if (character === '\n') lines.push('');
    else if (printedWidth(line, how) > width) lines.push(character);
    else lines[lines.length - 1] = line;
  }
  return lines.map((line, at) => print(line, { ...how, y: how.y + at * leading })).join('');
}

const unitsPerEm = 1000;
const scaleOf = (size: number) => (size / unitsPerEm).toFixed(5);
const round = (value: number) => value.toFixed(2);
const widthOf = (outlines: Outline[], size: number, spacing: number) => outlines.reduce((sum, { advance }) => sum + advance + spacing, -spacing) * size;

function outlineOf(character: string, weight: Weight): Outline {
  const { font, outlines } = fontOf(weight);
  const known = outlines.get(character);
  if (known) return known;
  const glyph = font.glyphForCodePoint(character.codePointAt(0)!);
  if (glyph.id === 0) throw new Error(`The font has no ${character}`);
  const outline = { d: glyph.path.toSVG(), advance: glyph.advanceWidth / unitsPerEm };
  outlines.set(character, outline);
  return outline;
}

function fontOf(weight: Weight) {
  const open = fonts.get(weight);
  if (open) return open;
  const font = openSync(require.resolve(`@expo-google-fonts/noto-sans-sc/${files[weight]}.ttf`)) as Font;
  const entry = { font, outlines: new Map<string, Outline>() };
  fonts.set(weight, entry);
  return entry;
}
