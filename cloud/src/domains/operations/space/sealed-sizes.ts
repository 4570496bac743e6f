import type { Image } from '../../transactions/image.entity';

/** What a sealed object has more than what it holds. */
export const sealingBytes = 29;
/** Of the small picture (360 pixels, quality 70) of one that was received before its size was noted: counted in and counted out as this much. */
export const usualThumbnailBytes = 15_000;

/** Bytes of the small picture, unsealed; 0 where there is none. */
export const thumbnailBytesOf = ({ thumbnailBytes }: Pick<Image, 'thumbnailBytes'>): number => thumbnailBytes ?? usualThumbnailBytes;
