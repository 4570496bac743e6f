/** Writes DER (X.690): just what a certificate and a time stamp token need. */
export function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
}

export const sequence = (...parts: Buffer[]) => tagged(0x30, ...parts);
export const set = (...parts: Buffer[]) => tagged(0x31, ...parts);
export const octets = (bytes: Buffer) => tagged(0x04, bytes);
export const bits = (bytes: Buffer) => tagged(0x03, Buffer.of(0), bytes);
export const text = (words: string) => tagged(0x0c, Buffer.from(words));
export const yes = tagged(0x01, Buffer.of(0xff));
export const nothing = tagged(0x05);

/** A number that is not negative, from its bytes. */
export function integer(bytes: Buffer | number): Buffer {
  const plain = typeof bytes === 'number' ? Buffer.of(bytes) : bytes;
  return tagged(0x02, plain[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), plain]) : plain);
}

export function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]];
  const numbers = [first * 40 + second, ...rest].flatMap((number) => {
    const digits = [number & 0x7f];
    for (let more = Math.floor(number / 128); more > 0; more = Math.floor(more / 128)) digits.unshift((more & 0x7f) | 0x80);
    return digits;
  });
  return tagged(0x06, Buffer.from(numbers));
}

/** GeneralizedTime of a second. */
export const time = (at: Date) => tagged(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, '')));
