import type { DocumentKind } from '../../adapters/ocr/ocr';
import { answerQuestions, bufferOf } from '../../threads';
import type { QualityLimits } from '@yongche/contract/standards/photo-list';
import { inspectPicture } from './photo-inspection';

/** What the inspecting thread is given; it answers with a `PhotoInspection`. */
export interface InspectOrder {
  bytes: Uint8Array;
  limits: QualityLimits;
  declaredSha256: string | null;
  kind: DocumentKind;
}

answerQuestions<InspectOrder>(({ bytes, limits, declaredSha256, kind }) => inspectPicture(bufferOf(bytes), limits, declaredSha256, kind));
