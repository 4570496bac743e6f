import type { CheckKey } from './check-token';

const place = 'yongche.check-keys';

/** The public keys that the last visit left on this computer, so that a market can check through a failure of its line. */
export function storedKeys(storage: Pick<Storage, 'getItem'>): CheckKey[] {
  try {
    const read: unknown = JSON.parse(storage.getItem(place) ?? '[]');
    return Array.isArray(read) ? read.filter(isKey) : [];
  } catch {
    return [];
  }
}

/** Keeps the keys; a browser that allows no storage still has them until the page is closed. */
export function storeKeys(storage: Pick<Storage, 'setItem'>, keys: CheckKey[]): void {
  try {
    storage.setItem(place, JSON.stringify(keys));
  } catch {
    // Storage is forbidden or full: nothing is lost but the next start without network.
  }
}

function isKey(value: unknown): value is CheckKey {
  const { period, publicKey } = (value ?? {}) as Partial<CheckKey>;
  return typeof period === 'string' && typeof publicKey === 'string';
}

/**
 * The last day (`YYYY-MM-DD`) on which codes can be checked without network; undefined where this month (UTC) is not
 * covered. In Shanghai the keys hold until eight in the next morning.
 */
export function lastDayWithoutNetwork(keys: CheckKey[], now: number): string | undefined {
  const month = new Date(now).toISOString().slice(0, 7);
  const periods = new Set(keys.map(({ period }) => period));
  if (!periods.has(month)) return undefined;
  const [year = 0, first = 1] = month.split('-').map(Number);
  let number = first;
  while (periods.has(periodOf(year, number + 1))) number += 1;
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

const periodOf = (year: number, month: number) => new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 7);
