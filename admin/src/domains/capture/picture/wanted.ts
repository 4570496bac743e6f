import type { QualityLimits } from '@yongche/contract/standards/photo-list';

/** A place on a picture, as shares (0–1) of its width and height. */
export interface Point {
  x: number;
  y: number;
}

/** Corners of a sheet, clockwise from its top left. */
export type Corners = [Point, Point, Point, Point];

/** What is kept of a picture: the sheet that is cut out and straightened, and how it is turned then. */
export interface Cut {
  /** On the picture as it came; null keeps the whole picture. */
  corners: Corners | null;
  /** Quarter turns clockwise, after the cut. */
  turns: 0 | 1 | 2 | 3;
  /** The corners were found in the live picture: the still is searched once more, because it is finer and the sheet may have been moved. */
  isSought?: boolean;
}

/** What the photo rules ask of a picture. */
export interface Wanted {
  /** Pixels, at most. */
  longSide: number;
  budgetBytes: number;
  subject: 'document' | 'person' | 'vehicle';
  quality: QualityLimits;
}
