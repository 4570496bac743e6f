import sharp from 'sharp';
import { print } from '../local/documents/print';

interface Case {
  title: string;
  /** How bad it is; the worst are shown. */
  weight: number;
  thumbnail: Buffer;
}

const [columns, wide, high, caption] = [6, 340, 260, 44];
const most = 36;

/** The pictures that went most wrong, to be looked at by a person. */
export class WorstCases {
  private cases: Case[] = [];

  async add(title: string, weight: number, picture: Buffer): Promise<void> {
    if (this.cases.length >= most && weight <= this.cases.at(-1)!.weight) return;
    const thumbnail = await sharp(picture).rotate().resize(wide, high, { fit: 'contain', background: '#222' }).jpeg({ quality: 80 }).toBuffer();
    this.cases = [...this.cases, { title, weight, thumbnail }].sort((a, b) => b.weight - a.weight).slice(0, most);
  }

  /** One JPEG with all of them, or undefined where nothing went wrong. */
  async sheet(): Promise<Buffer | undefined> {
    if (this.cases.length === 0) return undefined;
    const height = Math.ceil(this.cases.length / columns) * (high + caption);
    const place = (at: number) => ({ left: (at % columns) * wide, top: Math.floor(at / columns) * (high + caption) });
    const words = this.cases.map(({ title }, at) => print(printable(title), { x: place(at).left + 8, y: place(at).top + high + 29, size: 19, fill: '#111', fit: wide - 16 }));
    const text = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${columns * wide}" height="${height}">${words.join('')}</svg>`);
    const pictures = this.cases.map(({ thumbnail }, at) => ({ input: thumbnail, ...place(at) }));
    return sharp({ create: { width: columns * wide, height, channels: 3, background: '#f4f4f2' } }).composite([...pictures, { input: text, left: 0, top: 0 }]).jpeg({ quality: 85 }).toBuffer();
  }
}

/** What the font has: a wrong reading may hold any sign. */
const printable = (text: string) => text.replace(/[^\p{Script=Han}\w\s.,:：，。（）()%→+\-/]/gu, '?');
