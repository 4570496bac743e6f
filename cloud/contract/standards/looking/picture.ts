/*
 * 看图: what can be seen of a picture by arithmetic alone, said once for the server that judges it and for the counter's page
 * that judges it before it is sent. Imports nothing but its own files; reading and shrinking pictures is each one's own.
 */

/** A picture in colour, upright, three bytes (red, green, blue) for each pixel. */
export interface Colour {
  data: Uint8Array;
  width: number;
  height: number;
}

/** A picture in grey, upright, one byte for each pixel. */
export interface Grey {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Corner or place on a picture: in pixels, or as shares (0–1) of its width and height. */
export interface Point {
  x: number;
  y: number;
}

/** A rectangle on a picture, as shares (0–1) of its width and height. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Long side of the picture on which sharpness, light and colour are measured. */
export const judgedLongSide = 1024;

/** The same picture in grey, by brightness. */
export function greyFrom({ data, width, height }: Colour): Grey {
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at++, from += 3) grey[at] = (77 * data[from]! + 150 * data[from + 1]! + 29 * data[from + 2]!) >> 8;
  return { data: grey, width, height };
}
