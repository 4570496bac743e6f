/** A moment that was entered as Shanghai's clock shows it (`2026-11-03 09:05`), in UTC as the contract wants it; the PC's own time zone plays no part. */
export const momentIn = (written: string): string => new Date(`${written.replace(' ', 'T')}:00+08:00`).toISOString();
