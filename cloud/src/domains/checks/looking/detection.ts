import type { Box, DocumentKind } from '../../../adapters/ocr/ocr';
import type { Grey } from '../duplicates/grey';
import type { Area } from './area';
import type { Detector, PictureLook } from './look';
import type { Outline } from './outline';
import type { Colour } from './pixels';

/** What the file itself tells, before a pixel is seen. */
export interface FileFacts {
  format: string;
  /** Upright, in pixels. */
  width: number;
  height: number;
}

/** A picture with all that detectors look at. */
export interface Subject {
  kind: DocumentKind;
  file: FileFacts;
  exif: PictureLook['exif'];
  /** At most 1,024 px on its long side, in colour and in grey, and the part of it that is judged. */
  colour: Colour;
  grey: Grey;
  area: Area;
  /** Each pixel as it came, in grey, and the part of it that is judged. */
  native: Grey;
  nativeArea: Area;
  outline: Outline | null;
}

/** 影像检测: one small unit that measures one thing. */
export interface Detection {
  detector: Exclude<Detector, 'duplicate'>;
  /** Raised with every change of what it measures or how it scores. */
  version: number;
  /** Null where it has nothing to say of such a picture. */
  look(subject: Subject): { score: number; box: Box | null } | null;
}

/** Where a measure means nothing, something suspicious, and the worst: the scores 0, 0.5 and 1. Values may rise or fall. */
export interface Scale {
  fine: number;
  suspicious: number;
  certain: number;
}

/**
 * A measure as a score, straight between the scale's three points, in thousandths. Scales were chosen on one half of the
 * samples and reported on the other; from which score on a finding counts is said by the rule pack.
 */
export function scoreOf(value: number, { fine, suspicious, certain }: Scale): number {
  const beyond = (suspicious - fine) * (value - suspicious) > 0;
  const share = beyond ? 0.5 + (0.5 * (value - suspicious)) / (certain - suspicious) : (0.5 * (value - fine)) / (suspicious - fine);
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;
}
