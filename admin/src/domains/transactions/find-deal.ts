import { call } from '../../api';
import type { DealSummary } from './deal';

/** What a scanner or a Chinese keyboard typed, as the register writes it: half-width, no blanks, capitals. */
export function normalizeEntry(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
}

/** The one deal that a scanned serial, a plate or a VIN means; otherwise how many it may mean. */
export async function findDeal(entry: string): Promise<{ deal: DealSummary } | { matches: number }> {
  const q = normalizeEntry(entry);
  const { items } = await call('GET /transactions', { query: { q, limit: 20 } });
  const exact = items.find(({ serial }) => serial === q) ?? (items.length === 1 ? items[0] : undefined);
  return exact ? { deal: exact } : { matches: items.length };
}
