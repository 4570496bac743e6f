import type { readingStates, valueSources } from '@yongche/contract';
import { type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../../adapters/keys/key-ring';
import { sealerOf } from '../../../adapters/keys/sealing';
import type { DocumentKind, ReadField } from '../../../adapters/ocr/ocr';
import type { Image } from '../../transactions/image.entity';
import { isErased, personKeysOfPictures, pictureKeyOf } from '../../transactions/picture-keys';
import { unfoundedTwins } from '../duplicates/shared-seller';
import type { PictureLook } from '../looking/look';
import type { ReadingFailure } from './failures';
import { PictureReading } from './picture-reading.entity';

/** A field of a picture, with who says so. */
export type SourcedField = ReadField & { source: Exclude<keyof typeof valueSources, 'entered'> };

/** What is known of one picture, in clear: it stays inside the checks. */
export interface StoredReading {
  imageId: string;
  state: keyof typeof readingStates;
  failure: ReadingFailure | null;
  kind: DocumentKind | null;
  kindConfidence: number;
  /** One of each field: what the agent typed stands in place of what was read, in its box. */
  fields: SourcedField[];
  look: PictureLook | null;
}

const placeOf = (what: 'read' | 'typed', imageId: string) => `readings|${what}|${imageId}`;

/** Seals fields by the picture's own key: whoever erases a person in it erases them too. */
export function sealFields(key: Buffer, what: 'read' | 'typed', imageId: string, fields: ReadField[]): string {
  return sealerOf(key).seal(JSON.stringify(fields), placeOf(what, imageId));
}

function openFields(key: Buffer, what: 'read' | 'typed', imageId: string, sealed: string | null): ReadField[] {
  return sealed === null ? [] : (JSON.parse(sealerOf(key).open(sealed, placeOf(what, imageId))) as ReadField[]);
}

/** The fields that the agent typed on this picture, in clear. */
export const openTyped = (key: Buffer, { imageId, typedSealed }: Pick<PictureReading, 'imageId' | 'typedSealed'>) => openFields(key, 'typed', imageId, typedSealed);

/**
 * The readings of these pictures by image, in two statements; a picture that was never put into the queue is not in the map.
 * Of an erased one nothing but its state is left. What a deal shared by right when it was read, and does no more, is a duplicate now.
 */
export async function storedReadings(tx: EntityManager, keys: KeyRing, images: Pick<Image, 'id' | 'wrappedKey' | 'keyIds'>[]): Promise<Map<string, StoredReading>> {
  if (images.length === 0) return new Map();
  const rows = await tx.findBy(PictureReading, { imageId: In(images.map(({ id }) => id)) });
  const persons = await personKeysOfPictures(tx, keys, images);
  const imageOf = new Map(images.map((image) => [image.id, image]));
  const twinOf = await unfoundedTwins(tx, images.map(({ id }) => id));
  return new Map(
    rows.map((row) => {
      const image = imageOf.get(row.imageId)!;
      const key = isErased(image, persons) ? undefined : pictureKeyOf(keys, image, persons);
      const fields = key ? merged(openFields(key, 'read', row.imageId, row.readSealed), openTyped(key, row)) : [];
      const { imageId, state, failure, kind, kindConfidence } = row;
      const look = withTwin(row.look, twinOf.get(imageId));
      return [imageId, { imageId, state, failure, kind, kindConfidence, fields, look }];
    }),
  );
}

function withTwin(look: PictureLook | null, otherImageId: string | undefined): PictureLook | null {
  if (!look || !otherImageId || look.findings.some(({ detector }) => detector === 'duplicate')) return look;
  return { ...look, findings: [...look.findings, { detector: 'duplicate', score: 1, box: null, otherImageId }] };
}

/** What the agent typed goes before what was read. */
function merged(read: ReadField[], typed: ReadField[]): SourcedField[] {
  const typedNames = new Set(typed.map(({ field }) => field));
  const boxOf = new Map(read.map(({ field, box }) => [field, box]));
  return [
    ...read.filter(({ field }) => !typedNames.has(field)).map((field) => ({ ...field, source: 'read' as const })),
    ...typed.map((field) => ({ ...field, box: boxOf.get(field.field) ?? null, source: 'typed' as const })),
  ];
}
