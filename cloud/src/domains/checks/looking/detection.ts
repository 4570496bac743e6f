import type { Area } from '@yongche/contract/standards/looking/area';
import type { Outline } from '@yongche/contract/standards/looking/outline';
import type { Colour, Grey } from '@yongche/contract/standards/looking/picture';
import type { Box, DocumentKind } from '../../../adapters/ocr/ocr';
import type { Detector, PictureLook } from './look';

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
