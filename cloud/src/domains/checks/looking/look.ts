import type { detectors } from '@yongche/contract';
import type { Box } from '../../../adapters/ocr/ocr';

export type Detector = keyof typeof detectors;

/** What one detector measured: 0 is fine, 1 is the worst; the pack says from where it counts. */
export interface Finding {
  detector: Detector;
  score: number;
  /** Where on the picture; null for the whole of it. */
  box: Box | null;
  /** For `duplicate`: the picture of the other deal. */
  otherImageId?: string;
}

/** 影像检测 of one picture: every detector that speaks of its kind, and what the file itself tells. */
export interface PictureLook {
  findings: Finding[];
  /** Corners of the document that was found, clockwise from top left, as shares (0–1); null where none was. */
  outline: { x: number; y: number }[] | null;
  exif: { make: string | null; model: string | null; software: string | null; takenAt: string | null };
}
