import { join } from 'node:path';
import type { DocumentKind } from '../../adapters/ocr/ocr';
import { askThread, bufferOf } from '../../threads';
import type { InspectOrder } from './inspect-worker';
import type { QualityLimits } from '@yongche/contract/standards/photo-list';
import type { PhotoInspection } from './photo-inspection';

const ask = askThread<InspectOrder>(join(__dirname, 'inspect-worker'), { doing: 'inspecting a photo', seconds: 30, megabytes: 256 });

/**
 * What `inspectPicture` says of a picture, from a thread of its own: who waits at another counter is not kept by it, and the
 * agent's answer does not queue behind the slower detectors.
 * @param kind what it was taken for
 * @throws Error where it took too long or ended the thread
 */
export async function inspectPhoto(bytes: Buffer, limits: QualityLimits, declaredSha256: string | null, kind: DocumentKind = 'other'): Promise<PhotoInspection> {
  const inspection = await ask<PhotoInspection>({ bytes, limits, declaredSha256, kind });
  return { ...inspection, thumbnail: inspection.thumbnail && bufferOf(inspection.thumbnail) };
}
