import type { ImageProblem } from '../counter-deal';
import type { Corners, Cut, Wanted } from './wanted';

/** What the worker can be asked. Bitmaps and frames are handed over with the question, and it closes them. */
export type Question =
  | { ask: 'make'; picture: ImageBitmap | Blob; wanted: Wanted; cut: Cut | 'auto' }
  /** A frame of the live picture: where its sheet lies, and how the cut will look. */
  | { ask: 'look'; frame: ImageBitmap | VideoFrame; seek: boolean; preview: { cut: Cut; longSide: number } | null }
  /** A frame as a bitmap. */
  | { ask: 'grab'; frame: VideoFrame };

/** What a picture has become. */
export interface Made {
  jpeg: Blob;
  sha256: string;
  width: number;
  height: number;
  thumbnail: Blob;
  problems: ImageProblem[];
}

/** What was seen in a frame. */
export interface Seen {
  corners: Corners | null;
  preview: ImageBitmap | null;
}

export interface Answers {
  make: Made;
  look: Seen;
  grab: ImageBitmap;
}

/** What the worker says: a spare of the picture that it was given, in case it does not survive the work; then its answer. */
export type Said =
  | { number: number; spare: ImageBitmap }
  | { number: number; answer: Answers[keyof Answers] }
  /** `unreadable`: the sentence for who gave it the picture; else it is the worker's own fault. */
  | { number: number; unreadable: string }
  | { number: number; fault: string };
