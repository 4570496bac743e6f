import { burstAfter, noBurst, scannedIn, serialIn } from './scanned-serial';

const serial = '202611280001010001';
const typed = (keys: string, gap: number) => [...keys].reduce((burst, key, at) => burstAfter(burst, key, 1_000 + at * gap), noBurst);

describe('a scanner on the page of a deal', () => {
  it('is known by a whole serial in one burst', () => {
    expect(serialIn(typed(serial, 8), 1_000 + 18 * 8)).toBe(serial);
    expect(serialIn(typed(`2${serial}`, 8), 1_000 + 19 * 8)).toBe(serial);
  });

  it('is not mistaken for somebody who chooses codes, or for another code', () => {
    expect(serialIn(typed(serial, 600), 1_000 + 18 * 600)).toBeUndefined();
    expect(serialIn(typed(serial.slice(1), 8), 1_000 + 17 * 8)).toBeUndefined();
    expect(serialIn(typed(`${serial.slice(0, 9)}A${serial.slice(9)}`, 8), 1_000 + 19 * 8)).toBeUndefined();
    expect(serialIn(typed(serial, 8), 5_000)).toBeUndefined();
  });

  it('adds to what was left in the box', () => {
    expect(scannedIn(`浙B1${serial} `)).toBe(serial);
    expect(scannedIn('浙B12345')).toBe('浙B12345');
  });
});
