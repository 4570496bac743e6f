import { crc64, createCrc64 } from './crc64';

it('agrees with the published check value of CRC-64/XZ', () => {
  expect(BigInt(crc64(Buffer.from('123456789')))).toBe(0x995dc9bbdf1939fan);
  expect(crc64(Buffer.alloc(0))).toBe('0');
});

it('is the same in pieces', () => {
  const bytes = Buffer.from('影像核对'.repeat(1000));
  const checksum = createCrc64();
  checksum.update(bytes.subarray(0, 7));
  checksum.update(bytes.subarray(7));
  expect(checksum.digest()).toBe(crc64(bytes));
});
