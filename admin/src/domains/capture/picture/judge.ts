import { measuresOf, problemsOf } from '@yongche/contract/standards/looking/judgement';
import { judgedLongSide } from '@yongche/contract/standards/looking/picture';
import type { ImageProblem } from '../counter-deal';
import { colourFrom, paperIn } from './seek';
import { shrunk, sizeWithin } from './shrink';
import type { Pixels } from './warp';
import type { Wanted } from './wanted';

/**
 * What is wrong with a picture, as the server will see it: by the same arithmetic on a picture made as small in the same way. What
 * needs the kind of document (pixels for each millimetre) or the file as it came (a screenshot) is left to the server.
 * @param longSide of the picture that is sent, where `picture` was made smaller already
 */
export function judged(picture: Pixels, { subject, quality }: Wanted, longSide = Math.max(picture.width, picture.height)): ImageProblem[] {
  const small = shrunk(picture, sizeWithin(picture, judgedLongSide));
  const paper = subject === 'document' ? paperIn(small) : null;
  const measures = { ...measuresOf(colourFrom(small), paper), screenshot: 0, pixelsPerMillimetre: null };
  return problemsOf(measures, longSide, quality);
}
