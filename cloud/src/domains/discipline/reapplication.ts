import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import { bookInForce } from './books-in-force';
import type { Subject } from './subjects';

/** Whoever's right was cancelled by the chairs' meeting applies anew some months later (rule book art. 15). @throws registry.reapply_too_early with the day from which on */
export async function ensureMayReapply(tx: EntityManager, { type, id }: Subject, at: Date): Promise<void> {
  const [row]: { last: Date | null }[] = await tx.query("SELECT MAX(ended_at) AS last FROM measures WHERE subject_type = ? AND subject_id = ? AND kind = 'cancellation' AND state = 'executed'", [type, id]);
  if (!row?.last) return;
  const today = dayInShanghai(at);
  const from = monthsAfter(dayInShanghai(row.last), (await bookInForce(tx, today))?.content.reapplyAfterMonths ?? 0);
  ensure(today >= from, 'registry.reapply_too_early', { from });
}

/** The same day some months later; the last one of a month that is shorter. */
function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
