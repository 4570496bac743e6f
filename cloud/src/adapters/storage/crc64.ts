/** CRC-64/XZ, which OSS tells of every object in `x-oss-hash-crc64ecma`; in two halves of 32 bits, for BigInt is slow. */
const polynomialHigh = 0xc96c5795;
const polynomialLow = 0xd7870f42;

const tableHigh = new Uint32Array(256);
const tableLow = new Uint32Array(256);
for (let index = 0; index < 256; index += 1) {
  let high = 0;
  let low = index;
  for (let bit = 0; bit < 8; bit += 1) {
    const odd = low & 1;
    low = ((low >>> 1) | (high << 31)) >>> 0;
    high >>>= 1;
    if (odd) {
      high = (high ^ polynomialHigh) >>> 0;
      low = (low ^ polynomialLow) >>> 0;
    }
  }
  tableHigh[index] = high;
  tableLow[index] = low;
}

/** A checksum that grows with what is read. */
export interface Crc64 {
  update(bytes: Uint8Array): void;
  /** Decimal, as OSS writes it. */
  digest(): string;
}

export function createCrc64(): Crc64 {
  let high = 0xffffffff;
  let low = 0xffffffff;
  return {
    update(bytes) {
      for (let position = 0; position < bytes.length; position += 1) {
        const index = (low ^ (bytes[position] as number)) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (tableLow[index] as number);
        high = (high >>> 8) ^ (tableHigh[index] as number);
      }
    },
    digest: () => ((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0)).toString(),
  };
}

/** The checksum of the whole of `bytes`, decimal. */
export function crc64(bytes: Uint8Array): string {
  const checksum = createCrc64();
  checksum.update(bytes);
  return checksum.digest();
}
