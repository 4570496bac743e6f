/** A serial has so many digits, and no person types them so fast. */
const serialDigits = 18;
/** Longer between two keys than a hand-held scanner takes, even where the PC is busy; nobody chooses eighteen codes at that pace. */
const longestGapMs = 500;

/** What a page knows of the keys pressed last: the digits of one burst, and when the last of them came. */
export interface Burst {
  digits: string;
  at: number;
}

export const noBurst: Burst = { digits: '', at: 0 };

/** The burst after one more key; any key but a digit, and a pause, begins anew. */
export function burstAfter({ digits, at }: Burst, key: string, now: number): Burst {
  if (!/^\d$/.test(key)) return noBurst;
  const goesOn = digits !== '' && now - at <= longestGapMs;
  return { digits: `${goesOn ? digits : ''}${key}`.slice(-serialDigits), at: now };
}

/** The serial of the QR code that was scanned, once its Enter comes; undefined where somebody typed. */
export function serialIn({ digits, at }: Burst, now: number): string | undefined {
  return digits.length === serialDigits && now - at <= longestGapMs ? digits : undefined;
}

/** What was sought: a scanner adds its serial to what stood in the box already. */
export const scannedIn = (entry: string): string => /\d{18}$/.exec(entry.trim())?.[0] ?? entry;
