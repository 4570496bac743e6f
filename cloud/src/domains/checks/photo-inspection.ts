import { createHash } from 'node:crypto';
import type { imageProblems } from '@yongche/contract';
import { type Measures, measuresOf, problemsOf } from '@yongche/contract/standards/looking/judgement';
import { judgedLongSide } from '@yongche/contract/standards/looking/picture';
import type { QualityLimits } from '@yongche/contract/standards/photo-list';
import sharp from 'sharp';
import type { DocumentKind } from '../../adapters/ocr/ocr';
import { paperIn } from './looking/look-picture';
import { colourOf, maxPixels, nativeGreyOf, raw } from './looking/pixels';
import { evennessOf, isScreen, screenshotScore } from './looking/screenshot';
import { pixelsPerMillimetre } from './looking/size';
import { formatOf, isMoving, usable } from './picture-format';

/** What the server found by reading the stored bytes; the file's name and declared type count for nothing. */
export interface PhotoInspection {
  sha256: string;
  bytes: number;
  width: number | null;
  height: number | null;
  sharpness: number | null;
  brightness: number | null;
  problems: (keyof typeof imageProblems)[];
  /** JPEG of at most 360 px, upright, without EXIF; null where the file is no picture. */
  thumbnail: Buffer | null;
}

/**
 * Reads a picture: what it really is, its hash, size, sharpness and exposure, and what is wrong with it. A sheet or card is
 * judged without the table on which it lies. Who waits at the counter is sent back only for what is sure: the rest is a
 * finding of `lookAt`.
 * @param kind what it was taken for
 */
export async function inspectPicture(bytes: Buffer, limits: QualityLimits, declaredSha256: string | null, kind: DocumentKind): Promise<PhotoInspection> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const unreadable = { sha256, bytes: bytes.length, width: null, height: null, sharpness: null, brightness: null, thumbnail: null };

  const format = formatOf(bytes);
  if (!format) return { ...unreadable, problems: ['not_an_image'] };
  if (!usable.has(format) || isMoving(bytes, format)) return { ...unreadable, problems: ['format_unsupported'] };
  const header = await headerOf(bytes).catch(() => undefined);
  if (!header) return { ...unreadable, problems: ['damaged'] };
  if ((header.pages ?? 1) > 1) return { ...unreadable, problems: ['format_unsupported'] };
  const { width, height } = header.autoOrient;
  if (width * height > maxPixels) return { ...unreadable, problems: ['too_many_pixels'] };
  const read = await measure(bytes, { format, width, height, kind }).catch(() => undefined);
  if (!read) return { ...unreadable, problems: ['damaged'] };

  const { sharpness, brightness } = read.measures;
  const problems = [...(declaredSha256 !== null && declaredSha256 !== sha256 ? (['altered_in_transit'] as const) : []), ...problemsOf(read.measures, Math.max(width, height), limits)];
  return { sha256, bytes: bytes.length, width, height, sharpness, brightness, problems, thumbnail: read.thumbnail };
}

/** Reads the header alone, so that a bomb is measured before anything is unpacked. Rejects for what sharp cannot read. */
async function headerOf(bytes: Buffer): Promise<sharp.Metadata> {
  return sharp(bytes, { limitInputPixels: false }).metadata();
}

interface Taken {
  format: string;
  width: number;
  height: number;
  kind: DocumentKind;
}

async function measure(bytes: Buffer, { kind, ...file }: Taken): Promise<{ measures: Measures; thumbnail: Buffer }> {
  const colour = await colourOf(bytes, judgedLongSide);
  const paper = await paperIn(colour, kind);
  const measures: Measures = {
    ...measuresOf(colour, paper),
    screenshot: isScreen(file) ? screenshotScore(file, evennessOf(await nativeGreyOf(bytes))) : 0,
    pixelsPerMillimetre: pixelsPerMillimetre(paper, kind, file),
  };
  const thumbnail = await raw(colour).resize(360, 360, { fit: 'inside' }).jpeg({ quality: 70 }).toBuffer();
  return { measures, thumbnail };
}
