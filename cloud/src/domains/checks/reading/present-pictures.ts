import type { RequiredPhoto } from '@yongche/contract/standards/photo-list';
import type { Image } from '../../transactions/image.entity';
import { readingFailures } from './failures';
import { fieldsToType } from './fields-of-kinds';
import type { StoredReading } from './stored-readings';

/** The pictures in force as the deal's check shows them: how far each one is, and what is asked of the agent. */
export function presentPictures(
  images: Pick<Image, 'id' | 'slot'>[],
  { photos, readings, minConfidence }: { photos: Pick<RequiredPhoto, 'code' | 'title'>[]; readings: Map<string, StoredReading>; minConfidence: number },
) {
  return images.map(({ id, slot }) => {
    const reading = readings.get(id);
    return {
      imageId: id,
      slot,
      title: photos.find(({ code }) => code === slot)?.title ?? slot,
      state: reading?.state ?? ('waiting' as const),
      why: reading?.failure ? readingFailures[reading.failure] : null,
      kind: reading?.kind ?? null,
      toType: reading ? fieldsToType(slot, reading, minConfidence) : [],
    };
  });
}
