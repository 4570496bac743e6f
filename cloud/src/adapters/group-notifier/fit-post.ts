import sharp from 'sharp';

/** 2 MB before base64: what a robot of WeCom takes. */
const mostPictureBytes = 2 * 1024 * 1024;

/** A picture that a robot takes: as it is where it is small enough, else as a JPEG. */
export async function fitPicture(picture: Buffer): Promise<Buffer> {
  if (picture.length <= mostPictureBytes) return picture;
  for (const quality of [88, 75, 60]) {
    const smaller = await sharp(picture).flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true }).toBuffer();
    if (smaller.length <= mostPictureBytes) return smaller;
  }
  return sharp(picture).flatten({ background: '#ffffff' }).resize({ width: 750 }).jpeg({ quality: 60 }).toBuffer();
}

/** The beginning of a text that has at most so many bytes in UTF-8, without half a character, and with a mark where something is missing. */
export function fitText(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(`${kept}${character}…`) > mostBytes) break;
    kept += character;
  }
  return `${kept}…`;
}
