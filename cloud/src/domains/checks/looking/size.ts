import type { Outline } from '@yongche/contract/standards/looking/outline';
import type { Point } from '@yongche/contract/standards/looking/picture';
import type { DocumentKind } from '../../../adapters/ocr/ocr';

/** Longer side of the sheet or card itself, in millimetres. */
const longSides: Partial<Record<DocumentKind, number>> = {
  id_front: 86,
  id_back: 86,
  vehicle_licence: 88,
  vehicle_licence_annex: 88,
  registration_certificate: 200,
  registration_transfers: 200,
  used_car_invoice: 240,
  authority_letter: 297,
  business_licence: 297,
};

/** How finely a sheet was taken, by the length of its longer side; null where none was found or its size is not known. */
export function pixelsPerMillimetre(outline: Outline | null, kind: DocumentKind, { width, height }: { width: number; height: number }): number | null {
  const millimetres = longSides[kind];
  if (!outline || outline.cut.some(Boolean) || !millimetres) return null;
  const [topLeft, topRight, bottomRight, bottomLeft] = outline.corners.map(({ x, y }) => ({ x: x * width, y: y * height })) as [Point, Point, Point, Point];
  const between = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
  const level = (between(topLeft, topRight) + between(bottomLeft, bottomRight)) / 2;
  const upright = (between(topLeft, bottomLeft) + between(topRight, bottomRight)) / 2;
  return Math.max(level, upright) / millimetres;
}
