import { lastDayWithoutNetwork, storedKeys, storeKeys } from './check-keys';

const keysOf = (...periods: string[]) => periods.map((period) => ({ period, publicKey: 'x' }));
const now = Date.parse('2026-11-23T06:00:00Z');

it('says until when codes can be checked without network', () => {
  expect(lastDayWithoutNetwork(keysOf('2026-10', '2026-11', '2026-12'), now)).toBe('2026-12-31');
  expect(lastDayWithoutNetwork(keysOf('2026-11', '2026-12', '2027-01', '2027-02'), now)).toBe('2027-02-28');
  expect(lastDayWithoutNetwork(keysOf('2026-11', '2027-01'), now)).toBe('2026-11-30');
  expect(lastDayWithoutNetwork(keysOf('2026-09', '2026-10'), now)).toBeUndefined();
  expect(lastDayWithoutNetwork(keysOf('2026-12'), Date.parse('2026-12-01T00:00:00Z'))).toBe('2026-12-31');
});

it('keeps the keys on the computer, and survives a storage that holds something else or nothing', () => {
  const held = new Map<string, string>();
  storeKeys({ setItem: (place, text) => void held.set(place, text) }, keysOf('2026-11'));
  expect(storedKeys({ getItem: (place) => held.get(place) ?? null })).toEqual(keysOf('2026-11'));
  expect(storedKeys({ getItem: () => null })).toEqual([]);
  expect(storedKeys({ getItem: () => '{"period":' })).toEqual([]);
  expect(storedKeys({ getItem: () => '[null, {"period": 7}, {"period": "2026-11", "publicKey": "x"}]' })).toEqual(keysOf('2026-11'));
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(() => storeKeys({ setItem: full }, keysOf('2026-11'))).not.toThrow();
});
