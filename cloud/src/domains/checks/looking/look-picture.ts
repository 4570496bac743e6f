import { areaOf } from '@yongche/contract/standards/looking/area';
import type { Outline } from '@yongche/contract/standards/looking/outline';
import { type Colour, greyFrom, judgedLongSide } from '@yongche/contract/standards/looking/picture';
import sharp from 'sharp';
import type { DocumentKind } from '../../../adapters/ocr/ocr';
import { isPaper } from './area';
import { blur } from './blur';
import { cutOff } from './cut-off';
import type { Detection, Subject } from './detection';
import { edited } from './edited';
import { exifOf } from './exif';
import { dark, overexposed } from './exposure';
import { glare } from './glare';
import type { PictureLook } from './look';
import { outlineIn } from './outline';
import { photocopy } from './photocopy';
import { colourOf, nativeGreyOf } from './pixels';
import { recapture } from './recapture';
import { screenshot } from './screenshot';

export const detections: Detection[] = [blur, dark, overexposed, glare, cutOff, recapture, photocopy, screenshot, edited];

/** The sheet or card of which a picture of this kind is taken, where it lies on something darker. */
export async function paperIn(picture: Colour, kind: DocumentKind): Promise<Outline | null> {
  if (!isPaper(kind)) return null;
  const outline = await outlineIn(picture);
  return outline?.lighter ? outline : null;
}

/** Every detector but `duplicate`, one after the other: what a looking thread does with a picture. Rejects where sharp cannot read it. */
export async function lookAtPicture(picture: Buffer, kind: DocumentKind): Promise<PictureLook> {
  const subject = await subjectOf(picture, kind);
  const findings = detections.flatMap(({ detector, look }) => {
    const found = look(subject);
    return found ? [{ detector, ...found }] : [];
  });
  return { findings, outline: subject.outline?.corners ?? null, exif: subject.exif };
}

async function subjectOf(picture: Buffer, kind: DocumentKind): Promise<Subject> {
  const { exif, format, autoOrient } = await sharp(picture).metadata();
  const colour = await colourOf(picture, judgedLongSide);
  const [grey, native, outline] = [greyFrom(colour), await nativeGreyOf(picture), await paperIn(colour, kind)];
  const corners = outline?.corners ?? null;
  return { kind, file: { format, ...autoOrient }, exif: exifOf(exif), colour, grey, area: areaOf(corners, colour), native, nativeArea: areaOf(corners, native), outline };
}
