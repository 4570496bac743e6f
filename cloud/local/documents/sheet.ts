import type { DocumentField, DocumentKind } from '../../src/adapters/ocr/ocr';
import { print } from './print';
import type { Random } from './random';

/** What can be drawn: every kind that is read, and two that only people look at. */
export type PaperKind = Exclude<DocumentKind, 'other'> | 'person' | 'consent';

/** What stands on a paper, written as `documentFields` says. */
export type PaperValues = Partial<Record<DocumentField, string>>;

/** A drawn paper or scene, flat, before it is photographed. */
export interface Sheet {
  kind: PaperKind;
  width: number;
  height: number;
  svg: string;
  /** It fills the picture by itself and lies on no table: a car, a person, a dashboard. */
  scene: boolean;
}

/** What a reader should call it. */
export const documentKindOf = (kind: PaperKind): DocumentKind => (kind === 'person' || kind === 'consent' ? 'other' : kind);

export function sheetOf(kind: PaperKind, width: number, height: number, parts: string[], scene = false): Sheet {
  return { kind, width, height, scene, svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>` };
}

export const sealRed = '#c8322e';

/** 公章: round and red, the name on its arc around a star. */
export function roundSeal(text: string, { x, y, radius }: { x: number; y: number; radius: number }, fill = sealRed): string {
  const size = radius * 0.26;
  const sweep = Math.min(250, text.length * 19);
  const letters = [...text].map((letter, at) => {
    const angle = text.length === 1 ? 0 : -sweep / 2 + (sweep * at) / (text.length - 1);
    return `<g transform="rotate(${angle.toFixed(1)} ${x} ${y})">${print(letter, { x, y: y - radius * 0.7, size, weight: 'bold', fill, anchor: 'middle' })}</g>`;
  });
  const star = Array.from({ length: 10 }, (_, at) => {
    const [reach, angle] = [radius * (at % 2 ? 0.11 : 0.28), (Math.PI * at) / 5 - Math.PI / 2];
    return `${(x + reach * Math.cos(angle)).toFixed(1)},${(y + reach * Math.sin(angle)).toFixed(1)}`;
  });
  return `<g opacity="0.82"><circle cx="${x}" cy="${y}" r="${radius}" fill="none" stroke="${fill}" stroke-width="${radius * 0.045}"/><polygon points="${star.join(' ')}" fill="${fill}"/>${letters.join('')}</g>`;
}

/** The square stamp of the traffic police on a licence, four letters in a row. */
export function squareSeal(text: string, { x, y, side }: { x: number; y: number; side: number }): string {
  const cell = side / 4;
  const letters = [...text].map((letter, at) => print(letter, { x: x + cell * (0.5 + (at % 4)), y: y + cell * (0.78 + Math.floor(at / 4)), size: cell * 0.76, weight: 'bold', fill: sealRed, anchor: 'middle' }));
  return `<g opacity="0.8"><rect x="${x}" y="${y}" width="${side}" height="${side}" fill="none" stroke="${sealRed}" stroke-width="5"/>${letters.join('')}</g>`;
}

/** The fine waves of security paper: the same on every paper of a kind. */
export function waves(random: Random, width: number, height: number, stroke: string, count = 16): string {
  const lines = Array.from({ length: count }, () => {
    const [level, phase, reach] = [random.between(0, height), random.between(0, 6), random.between(10, 40)];
    const points = Array.from({ length: 41 }, (_, at) => `${((width * at) / 40).toFixed(0)},${(level + reach * Math.sin(phase + at * 0.6) + reach * 0.5 * Math.sin(at * 1.7)).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}"/>`;
  });
  return `<g fill="none" stroke="${stroke}" stroke-width="1.5" opacity="0.35">${lines.join('')}</g>`;
}

/** Made papers say so, small. */
export const specimen = (x: number, y: number, size = 20) => print('样本', { x, y, size, weight: 'light', fill: '#9a9a9a' });

export const paper = (width: number, height: number, fill: string) => `<rect width="${width}" height="${height}" fill="${fill}"/>`;
export const line = (x1: number, y1: number, x2: number, y2: number, stroke = '#555', width = 2) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}" stroke-width="${width}"/>`;

/** 2026-01-31 as papers write it. */
export const dotted = (day: string) => day.replaceAll('-', '.');
export function inChinese(day: string): string {
  const [year, month, date] = day.split('-');
  return `${year}年${month}月${date}日`;
}
